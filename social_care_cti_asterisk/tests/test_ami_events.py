# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest

from ..tools.ami_events import get_device, translate

CHANNEL = {
    "Channel": "PJSIP/trunk-1-0000000c",
    "Uniqueid": "1.12",
    "Linkedid": "1.11",
    "CallerIDNum": "+48500100001",
    "CallerIDName": "<unknown>",
}


class TestAmiEvents(unittest.TestCase):
    """Single events, beside the recordings."""

    def test_a_device_keeps_the_dashes_of_its_name(self):
        self.assertEqual(get_device("PJSIP/trunk-1-0000000c"), "PJSIP/trunk-1")

    def test_the_time_of_the_event_counts(self):
        event = {**CHANNEL, "Event": "Hangup", "Timestamp": "1795671562.25"}
        (fact,) = translate(event, 7.0)
        self.assertEqual((fact.kind, fact.at), ("ended", 1795671562.25))

    def test_a_time_that_is_no_number_is_replaced(self):
        (fact,) = translate({**CHANNEL, "Event": "Hangup", "Timestamp": "soon"}, 7.0)
        self.assertEqual(fact.at, 7.0)

    def test_unknown_is_no_name(self):
        (fact,) = translate({**CHANNEL, "Event": "Hangup"}, 7.0)
        self.assertEqual((fact.number, fact.name), ("+48500100001", ""))

    def test_a_parking_lot_is_no_conversation(self):
        event = {**CHANNEL, "Event": "BridgeEnter", "BridgeUniqueid": "b"}
        parked = {**event, "BridgeTechnology": "holding_bridge"}
        self.assertEqual(translate(parked, 7.0), [])
        self.assertEqual([fact.bridge for fact in translate(event, 7.0)], ["b"])

    def test_the_dialed_number_has_no_trunk(self):
        event = {
            "Event": "DialBegin",
            "DestChannel": "PJSIP/trunk-0000000c",
            "DestUniqueid": "1.13",
            "DestLinkedid": "1.11",
            "DialString": "PJSIP/48500100001@trunk",
        }
        (fact,) = translate(event, 7.0)
        self.assertEqual((fact.kind, fact.dialed), ("ringing", "48500100001"))

    def test_an_extension_is_no_dialed_number(self):
        event = {
            "Event": "DialBegin",
            "DestChannel": "PJSIP/1001-0000000c",
            "DestUniqueid": "1.13",
            "DialString": "PJSIP/1001",
        }
        (fact,) = translate(event, 7.0)
        self.assertEqual(fact.dialed, "")

    def test_voicemail_is_told_by_the_application(self):
        event = {**CHANNEL, "Event": "Newexten", "Application": "VoiceMail"}
        self.assertEqual([fact.kind for fact in translate(event, 7.0)], ["voicemail"])
        self.assertEqual(translate({**event, "Application": "Dial"}, 7.0), [])

    def test_what_says_nothing_of_calls_is_left_out(self):
        self.assertEqual(translate({"Event": "PeerStatus"}, 7.0), [])
        self.assertEqual(translate({"Response": "Success"}, 7.0), [])
