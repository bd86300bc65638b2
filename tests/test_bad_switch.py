# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The misbehaving phone system does to an unprotected client what it is meant to."""

import time
import unittest
from contextlib import suppress

import requests
from zeep import Client, Settings
from zeep.exceptions import Fault, XMLParseError

from .bad_switch import BadSwitch

CHARGING = {"description": "", "currency": "EUR", "amount": 0, "code": ""}
CALL = {"callingParty": "tel:1", "calledParty": "tel:2", "charging": CHARGING}


class TestBadSwitch(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.switch = self.enterContext(BadSwitch())

    def connect(self, mode):
        return Client(
            self.switch.get_wsdl(mode), settings=Settings(strict=True)
        ).service

    def post(self, mode, timeout=5, **options):
        address = f"{self.switch.address}/{mode}"
        return requests.post(address, data=b"x", timeout=timeout, **options)

    def test_fault_has_a_code_and_words(self):
        with self.assertRaises(Fault) as caught:
            self.connect("fault").endCall(callIdentifier="1")
        self.assertEqual(caught.exception.message, "no such call")

    def test_wrong_order_breaks_the_schema(self):
        with self.assertRaises(XMLParseError):
            self.connect("wrong_order").getCallInformation(callIdentifier="1")

    def test_drip_outlives_the_timeout_of_a_read(self):
        begun = time.monotonic()
        with self.post("drip", stream=True, timeout=0.5) as response:
            while time.monotonic() - begun < 1:
                self.assertEqual(response.raw.read(1), b" ")

    def test_dead_says_nothing(self):
        with self.assertRaises(requests.ReadTimeout):
            self.post("dead", timeout=0.3)

    def test_bomb_and_entity_declare_what_must_not_be_expanded(self):
        self.assertIn('<!ENTITY a8 "&a7;', self.post("bomb").text)
        self.assertIn(f"http://{self.switch.out_of_bounds}/", self.post("entity").text)

    def test_endless_body_goes_on(self):
        with self.post("endless", stream=True) as response:
            self.assertEqual(len(response.raw.read(5_000_000)), 5_000_000)
        self.assertGreater(self.switch.sent_bytes, 4_000_000)

    def test_redirect_and_import_lead_out_of_bounds(self):
        self.post("redirect")
        self.connect("wsdl_import")
        with suppress(Exception):
            self.connect("wsdl_redirect")
        paths = [path.rpartition("/")[2] for path in self.switch.reached]
        schema = "parlayx_third_party_call_types_2_0.xsd"
        self.assertEqual(paths, ["redirected", schema, "redirected"])

    def test_file_is_read(self):
        self.assertTrue(self.connect("wsdl_file"))
