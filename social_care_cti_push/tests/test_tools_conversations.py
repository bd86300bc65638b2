# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import itertools
import unittest

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.social_care_cti.tools.call_record import is_party
from odoo.addons.social_care_cti.tools.switch import Switch

from ..tools.conversations import FORWARDING, Heard, gather, tell
from ..tools.notice import EVENTS, Notice

DEVICES = {"anna": "21", "piotr": "22"}
DAY = "2026-11-27"
NEW = Notice("newCall", "1", "", "in", "48500100001", "48221234567", ("anna", "piotr"))
ANSWER = Notice("answer", "1", agents=("anna",))
END = Notice("hangup", "1", cause="normalClearing")
OUT = Notice("newCall", "1", "", "out", "48221234567", "48500100001", ("anna",))


def find_device(texts):
    return {DEVICES[text] for text in texts if text in DEVICES}


def hear(*notices, day=DAY, begin=1000.0):
    return [Heard(one, begin + 10 * at, day) for at, one in enumerate(notices)]


def describe(heard):
    """:return: list of ``Record``"""
    switch = Switch(frozenset(DEVICES.values()))
    for conversation in gather(heard):
        switch.apply(tell(conversation, find_device))
    return switch.describe(sorted(switch.list_calls()))


def ends(cause, *before):
    (record,) = describe(hear(*before, Notice("hangup", "1", cause=cause)))
    return record.outcome


IDS = ("1", "2", "3", "1/2", "2/21", "1/2/21", "1/1")
NOTICES = st.builds(
    Notice,
    event=st.sampled_from(EVENTS),
    call=st.sampled_from(IDS),
    origin=st.sampled_from(("", "", *IDS)),
    direction=st.sampled_from(("in", "out")),
    caller=st.sampled_from(("anonymous", "48500100001", "", "\u202e'")),
    agents=st.lists(st.sampled_from(("anna", "piotr", "Ewa"))).map(tuple),
    queue=st.sampled_from(("", "support")),
    cause=st.sampled_from(("", "busy", "cancel", "forwarded", "noAnswer", "odd")),
)
HEARD = st.lists(
    st.builds(
        Heard,
        notice=NOTICES,
        at=st.integers(0, 20).map(float),
        day=st.sampled_from((DAY, "2026-11-28")),
    ),
    max_size=12,
)


class TestAnything(unittest.TestCase):
    """Whoever knows the address can post what they like."""

    def test_an_id_that_looks_like_the_leg_of_another_call_is_a_call(self):
        other = Notice("newCall", "1/1/21", caller="48500100002", agents=("piotr",))
        records = describe(hear(NEW, other))
        self.assertEqual([len(record.parties) for record in records], [2, 1])

    @given(HEARD)
    def test_each_conversation_is_one_call_of_its_own(self, heard):
        told = [one.key for one in gather(heard) if any(map(is_party, tell_legs(one)))]
        records = describe(heard)
        self.assertCountEqual([record.key for record in records], told)
        for record in records:
            self.assertFalse(record.merged)
            self.assertEqual(bool(record.outcome), record.state == "ended")


def tell_legs(conversation):
    switch = Switch(frozenset(DEVICES.values()))
    switch.apply(tell(conversation, find_device))
    return switch.legs.values()


class TestInbound(unittest.TestCase):
    def test_it_rings_those_who_are_told(self):
        (record,) = describe(hear(NEW))
        self.assertEqual((record.state, record.direction), ("ringing", "in"))
        self.assertEqual((record.number, record.dialed), (NEW.caller, NEW.called))
        self.assertEqual([one.device for one in record.parties], ["21", "22"])

    def test_who_answers_talks_and_the_other_phone_is_silent(self):
        (record,) = describe(hear(NEW, ANSWER))
        self.assertEqual(record.state, "talking")
        states = {one.device: one.state for one in record.parties}
        self.assertEqual(states, {"21": "talking", "22": "ended"})

    def test_its_end_says_how_long_they_talked(self):
        (record,) = describe(hear(NEW, ANSWER, END))
        self.assertEqual((record.state, record.outcome), ("ended", "answered"))
        self.assertEqual((record.answered_at, record.ended_at), (1010.0, 1020.0))

    def test_outcomes_are_those_of_the_causes(self):
        self.assertEqual(ends("cancel", NEW), "missed")
        self.assertEqual(ends("busy", NEW), "busy")
        self.assertEqual(ends("noAnswer", NEW), "missed")
        self.assertEqual(ends("congestion", NEW), "missed")
        queued = Notice("newCall", "1", agents=("anna",), queue="support")
        self.assertEqual(ends("cancel", queued), "abandoned")
        self.assertEqual(ends("noAnswer", queued), "overflow")

    def test_somebody_who_is_no_agent_may_answer(self):
        (record,) = describe(hear(NEW, Notice("answer", "1", agents=("Ewa",)), END))
        self.assertEqual(record.outcome, "answered")
        self.assertEqual({one.state for one in record.parties}, {"ended"})

    def test_every_order_and_every_repetition_tells_the_same(self):
        for order in itertools.permutations([NEW, ANSWER, END]):
            with self.subTest([one.event for one in order]):
                (record,) = describe(hear(*order, *order))
                self.assertEqual(record.outcome, "answered")
                self.assertEqual(record.number, NEW.caller)
                self.assertEqual(len(record.parties), 2)

    def test_a_hidden_number_is_none(self):
        (record,) = describe(hear(Notice("newCall", "1", caller="anonymous")))
        self.assertEqual(record.number, "")

    def test_an_end_without_a_beginning_is_no_call(self):
        self.assertEqual(describe(hear(ANSWER, END)), [])


class TestParts(unittest.TestCase):
    """Transfers and forwardings have IDs of their own."""

    moved = Notice("newCall", "2", "1", "in", NEW.caller, NEW.called, ("piotr",))

    def test_a_transfer_is_one_call_that_goes_on(self):
        taken = Notice("answer", "2", agents=("piotr",))
        (record,) = describe(hear(NEW, ANSWER, self.moved, taken, END))
        self.assertEqual(record.state, "talking")
        states = {one.device: one.state for one in record.parties}
        self.assertEqual(states, {"21": "ended", "22": "talking"})
        last = Notice("hangup", "2", cause="normalClearing")
        (record,) = describe(hear(NEW, ANSWER, self.moved, taken, END, last))
        self.assertEqual(record.outcome, "answered")

    def test_a_transfer_that_nobody_takes_leaves_the_first_talking(self):
        last = Notice("hangup", "2", cause="noAnswer")
        (record,) = describe(hear(NEW, ANSWER, self.moved, last))
        states = {one.device: one.state for one in record.parties}
        self.assertEqual(states, {"21": "talking", "22": "ended"})

    def test_a_forwarded_call_goes_on_with_the_next_phone(self):
        gone = Notice("hangup", "1", cause="forwarded")
        (record,) = describe(hear(NEW, gone, self.moved))
        self.assertEqual(record.state, "ringing")
        self.assertTrue(record.key.endswith("/1"))

    def test_after_a_forwarding_the_next_part_is_waited_for(self):
        gone = Notice("hangup", "1", cause="forwarded")
        (conversation,) = gather(hear(NEW, gone))
        self.assertFalse(conversation.is_settled(1010.0 + FORWARDING))
        self.assertTrue(conversation.is_settled(1011.0 + FORWARDING))

    def test_two_calls_are_two(self):
        other = Notice("newCall", "2", caller="48500100002", agents=("piotr",))
        self.assertEqual(len(describe(hear(NEW, other))), 2)

    def test_an_id_comes_again_on_another_day(self):
        later = hear(NEW, ANSWER, END, day="2026-11-28", begin=90_000.0)
        first, second = describe([*hear(NEW, ANSWER, END), *later])
        self.assertNotEqual(first.key, second.key)

    def test_a_call_goes_on_after_midnight(self):
        later = [Heard(END, 90_000.0, "2026-11-28")]
        (record,) = describe([*hear(NEW, ANSWER), *later])
        self.assertEqual(record.key, f"{DAY}/1")
        self.assertEqual(record.ended_at, 90_000.0)


class TestOutbound(unittest.TestCase):
    def test_the_customer_is_rung(self):
        (record,) = describe(hear(OUT))
        self.assertEqual((record.direction, record.state), ("out", "ringing"))
        self.assertEqual(record.number, OUT.called)
        self.assertEqual([one.device for one in record.parties], ["21"])

    def test_they_talk_and_it_ends(self):
        (record,) = describe(hear(OUT, ANSWER))
        self.assertEqual(record.state, "talking")
        (record,) = describe(hear(OUT, ANSWER, END))
        self.assertEqual((record.direction, record.outcome), ("out", "answered"))

    def test_outcomes_are_those_of_the_causes(self):
        self.assertEqual(ends("busy", OUT), "busy")
        self.assertEqual(ends("noAnswer", OUT), "missed")
        self.assertEqual(ends("cancel", OUT), "cancelled")

    def test_every_order_tells_the_same(self):
        for order in itertools.permutations([OUT, ANSWER, END]):
            with self.subTest([one.event for one in order]):
                (record,) = describe(hear(*order))
                self.assertEqual(
                    (record.direction, record.outcome), ("out", "answered")
                )

    def test_calls_of_strangers_are_not_kept(self):
        self.assertEqual(describe(hear(Notice("newCall", "1", direction="out"))), [])
