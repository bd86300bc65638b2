# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest

from odoo.addons.social_care_cti.tools.switch import Switch

from ..tools.facts import Known, translate
from ..tools.information import Information
from ..tools.keys import find_identity, make_key

PLACED, HEARD, NOW = 1000.0, 1004.0, 1006.0
PHONE, JAN = "tel:21", "+48500100001"


def describe(*told, answered_at=None, heard_at=HEARD, now=NOW):
    known = Known("ours/7", "7", PHONE, JAN, PLACED, answered_at, heard_at)
    switch = Switch({PHONE})
    switch.apply(translate(Information(*told), known, now))
    (record,) = switch.describe(["ours/7"])
    return record


class TestFacts(unittest.TestCase):
    """States of a switch become calls (ETSI ES 202 391-2)."""

    def test_it_rings(self):
        record = describe("CallInitial")
        self.assertEqual((record.state, record.number), ("ringing", JAN))
        self.assertEqual(record.parties[0].state, "ringing")

    def test_they_talk(self):
        record = describe("CallConnected", 1005.0)
        self.assertEqual((record.state, record.direction), ("talking", "out"))
        self.assertEqual(record.answered_at, 1005.0)

    def test_what_was_stored_stays(self):
        record = describe("CallConnected", 1005.0, answered_at=1002.0)
        self.assertEqual(record.answered_at, 1002.0)

    def test_a_clock_that_is_wrong_only_says_when_in_between(self):
        for told, believed in ((5.0, HEARD), (9e9, NOW), (None, NOW)):
            with self.subTest(told):
                record = describe("CallConnected", told)
                self.assertEqual(record.answered_at, believed)

    def test_an_answered_call_ends(self):
        record = describe(
            *("CallTerminated", 1002.0, 3, "CallHangUp"), answered_at=1002.0
        )
        self.assertEqual((record.state, record.outcome), ("ended", "answered"))
        self.assertEqual((record.ended_at, record.parties[0].talk_until), (1005, 1005))

    def test_an_end_without_times_is_now(self):
        record = describe("CallTerminated", answered_at=1002.0)
        self.assertEqual(record.ended_at, NOW)

    def test_causes_are_outcomes(self):
        outcomes = {
            "CalledPartyNoAnswer": "missed",
            "CalledPartyBusy": "busy",
            "CalledPartyNotReachable": "missed",
            "CallHangUp": "cancelled",
            "CallAborted": "cancelled",
            "": "cancelled",
            "invented": "cancelled",
        }
        for cause, outcome in outcomes.items():
            with self.subTest(cause):
                record = describe("CallTerminated", PLACED, 6, cause)
                self.assertEqual(record.outcome, outcome)

    def test_a_conversation_in_a_gap_counts(self):
        """Nobody asked for a minute."""
        record = describe("CallTerminated", 1010.0, 40, "CallHangUp", now=1064.0)
        self.assertEqual(record.outcome, "answered")
        self.assertEqual((record.answered_at, record.ended_at), (1010.0, 1050.0))

    def test_ringing_that_is_counted_as_duration_is_no_conversation(self):
        record = describe("CallTerminated", PLACED, 6, "CallHangUp")
        self.assertEqual(record.outcome, "cancelled")

    def test_the_same_again_gives_the_same(self):
        self.assertEqual(describe("CallInitial"), describe("CallInitial", now=1090.0))

    def test_keys_hold_what_the_switch_calls_it(self):
        self.assertEqual(find_identity(make_key("ours", "a/7")), "a/7")
        self.assertEqual(find_identity("ours"), "")
