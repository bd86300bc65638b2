# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest

from odoo.addons.social_care_cti.tools.phone_feed import Pause

from ..tools.ami_members import Members
from .recordings import ONE, TWO, read


def make_event(kind, queue, is_paused=False, device=ONE, **values):
    paused = "1" if is_paused else "0"
    return {
        "Event": kind,
        "Queue": queue,
        "StateInterface": device,
        "Paused": paused,
        **values,
    }


def pause(queue, is_paused=True, device=ONE, **values):
    return make_event("QueueMemberPause", queue, is_paused, device, **values)


class TestMembers(unittest.TestCase):
    """Asterisk tells of each queue; a phone is paused when all of its queues are."""

    def setUp(self):
        super().setUp()
        self.members = Members()

    def learn(self, *entries, devices=(ONE,)):
        return self.members.learn(entries, frozenset(devices))

    def join(self, *queues):
        return self.learn(*(make_event("QueueMember", queue) for queue in queues))

    def test_one_of_two_queues_is_no_pause(self):
        self.join("support", "sales")
        self.assertEqual(self.members.hear(pause("support")), [])
        (told,) = self.members.hear(pause("sales", PausedReason="lunch"))
        self.assertEqual(told, Pause(ONE, True, "lunch"))
        (told,) = self.members.hear(pause("support", False))
        self.assertEqual(told, Pause(ONE, False))
        self.assertEqual(self.members.hear(pause("sales", False)), [])

    def test_the_same_is_told_once(self):
        self.join("support")
        self.assertEqual(len(self.members.hear(pause("support"))), 1)
        self.assertEqual(self.members.hear(pause("support")), [])

    def test_in_the_recording_both_queues_make_one_pause(self):
        self.join("support")
        told = [
            one
            for event, _at in read("agent_in_two_queues")
            for one in self.members.hear(event)
        ]
        self.assertEqual(
            [(one.device, one.is_paused) for one in told], [(ONE, True), (ONE, False)]
        )

    def test_in_one_queue_it_is_as_it_was_recorded(self):
        self.join("support")
        told = [
            one
            for event, _at in read("queue_pause")
            for one in self.members.hear(event)
        ]
        self.assertEqual(told, [Pause(ONE, True, "social chat"), Pause(ONE, False)])

    def test_after_a_gap_each_phone_is_told_of(self):
        told = self.learn(
            make_event("QueueParams", "support"),
            make_event("QueueMember", "support", True, PausedReason="lunch"),
            make_event("QueueMember", "sales", True),
            make_event("QueueMember", "sales", True, TWO),
            make_event("QueueMember", "support", False, TWO),
            devices=(ONE, TWO, "PJSIP/1003"),
        )
        self.assertEqual(
            told,
            [
                Pause(ONE, True, "lunch", is_found=True),
                Pause(TWO, False, is_found=True),
                Pause("PJSIP/1003", None, is_found=True),
            ],
        )

    def test_who_leaves_the_last_queue_is_in_none(self):
        self.join("support", "sales")
        self.members.hear(pause("support"))
        (told,) = self.members.hear(make_event("QueueMemberRemoved", "sales"))
        self.assertTrue(told.is_paused and told.is_found)
        gone = make_event("QueueMemberRemoved", "support")
        (told,) = self.members.hear(gone)
        self.assertIsNone(told.is_paused)
        self.assertEqual(self.members.hear(gone), [])

    def test_who_comes_into_a_queue_has_unpaused_nothing(self):
        self.join("support")
        self.members.hear(pause("support"))
        (told,) = self.members.hear(make_event("QueueMemberAdded", "sales"))
        self.assertEqual(told, Pause(ONE, False, is_found=True))

    def test_other_events_say_nothing(self):
        self.assertEqual(self.members.hear(make_event("QueueMemberStatus", "s")), [])
        self.assertEqual(self.members.hear({"Event": "Hangup"}), [])
