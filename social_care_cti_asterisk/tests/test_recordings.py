# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import random
import unittest

from odoo.addons.social_care_cti.tools.phone_feed import PhoneFeed, Present

from ..tools.ami_events import translate
from .recordings import CALLS, DATA, DEVICES, describe, get_channel, play, read

SHUFFLES = 30


class TestRecordings(unittest.TestCase):
    """What a real Asterisk said gives the right record, however it is told."""

    def test_every_recording_is_expected(self):
        self.assertEqual(set(CALLS), {path.stem for path in DATA.glob("*.jsonl")})

    def test_in_order(self):
        for name, calls in CALLS.items():
            with self.subTest(name):
                self.assertEqual(describe(play(read(name))), calls)

    def test_each_event_twice(self):
        for name, calls in CALLS.items():
            with self.subTest(name):
                events = [pair for pair in read(name) for _ in range(2)]
                self.assertEqual(describe(play(events)), calls)

    def test_all_again_after_the_end(self):
        for name, calls in CALLS.items():
            with self.subTest(name):
                self.assertEqual(describe(play(read(name) * 2)), calls)

    def test_channels_in_any_order(self):
        """Asterisk keeps the order of one channel, not that of several."""
        for name, calls in CALLS.items():
            for seed in range(SHUFFLES):
                with self.subTest(name, seed=seed):
                    events = _shuffle(read(name), random.Random(seed))
                    self.assertEqual(describe(play(events)), calls)

    def test_times_do_not_depend_on_the_order(self):
        for name in CALLS:
            straight = play(read(name))
            mixed = play(_shuffle(read(name), random.Random(1)))
            with self.subTest(name):
                self.assertEqual(
                    straight.describe(sorted(straight.list_calls())),
                    mixed.describe(sorted(mixed.list_calls())),
                )

    def test_who_comes_late_leaves_no_call_open_that_ended(self):
        """A listener that connects in the middle hears of legs that it did not see
        begin.
        """
        for name in CALLS:
            events = read(name)
            whole = _list_open_legs(play(events))
            for begin in range(0, len(events), 7):
                with self.subTest(name, begin=begin):
                    late = _list_open_legs(play(events[begin:]))
                    self.assertLessEqual(late, whole)

    def test_what_is_cut_off_ends_lost(self):
        """The connection breaks after any event; then Asterisk knows no channel."""
        for name in CALLS:
            events = read(name)
            for end in range(0, len(events), 5):
                with self.subTest(name, end=end):
                    self._check_lost(events[:end])

    def _check_lost(self, events):
        feed = PhoneFeed(1, DEVICES)
        for event, at in events:
            feed.apply(translate(event, at))
        still = feed.switch.list_open()
        feed.apply([Present(frozenset(), 1000.0)])
        self.assertFalse(feed.switch.list_open())
        records = feed.switch.describe(sorted(still))
        self.assertEqual({record.outcome for record in records} - {"lost"}, set())

    def test_a_held_call_is_no_talking_one(self):
        events = [pair for pair in read("did_hold_unhold") if pair[1] < 2]
        (record,) = play(events).describe(sorted(play(events).list_calls()))
        self.assertEqual((record.state, record.parties[0].state), ("held", "held"))

    def test_a_second_call_while_the_first_is_held(self):
        events = [pair for pair in read("second_call_while_held") if pair[1] < 2]
        switch = play(events)
        states = [r.state for r in switch.describe(sorted(switch.list_calls()))]
        self.assertEqual(sorted(states), ["held", "talking"])

    def test_answered_by_the_dialplan_is_not_talking(self):
        """Queue() comes after Answer(): the customer hears music."""
        events = [pair for pair in read("queue_answered") if pair[1] < 1]
        switch = play(events)
        (record,) = switch.describe(sorted(switch.list_calls()))
        self.assertEqual((record.state, record.answered_at), ("queued", None))

    def test_a_consultation_is_one_call_with_that_of_the_customer(self):
        switch = play(read("attended_transfer"))
        (record,) = switch.describe(sorted(switch.list_calls()))
        self.assertEqual(len(record.merged), 1)
        self.assertEqual(record.dialed, "223334455")

    def test_what_ended_long_ago_is_forgotten(self):
        switch = play(read("queue_answered"))
        switch.forget(1000.0)
        self.assertFalse(switch.legs)
        self.assertFalse(switch.list_calls())

    def test_what_is_open_is_never_forgotten(self):
        switch = play(read("asterisk_restarted"))
        switch.forget(1e12)
        self.assertEqual(len(switch.list_open()), 2)


def _shuffle(events, chance):
    """Any order that keeps that of each channel."""
    channels = {}
    for event, at in events:
        channels.setdefault(get_channel(event), []).append((event, at))
    queues, mixed = list(channels.values()), []
    while queues:
        queue = chance.choice(queues)
        mixed.append(queue.pop(0))
        queues = [one for one in queues if one]
    return mixed


def _list_open_legs(switch):
    return {leg.id for leg in switch.legs.values() if leg.is_open}
