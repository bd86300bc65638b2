# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A client that no switch can stop, fill or lead astray."""

import time
import tracemalloc
import unittest
from contextlib import contextmanager
from unittest.mock import patch

from lxml import etree

from odoo.addons.social_care.tools import http

from ..tools import client as client_module
from ..tools import transport as transport_module
from ..tools.client import SwitchClient
from ..tools.documents import documents
from ..tools.errors import SoapError, UnknownCall
from ..tools.information import Information
from .switches import bad_switch, make_access

# Far less than an endless body brings in a second.
MOST_BYTES = 8_000_000
SECONDS = 1.0
# {mode: (kind of error, whether a call may have been placed)}
SPOILED_ANSWERS = {
    "fault": ("fault", False),
    "wrong_order": ("unreadable", True),
    "drip": ("unreachable", True),
    "dead": ("unreachable", True),
    "bomb": ("not_xml", True),
    "entity": ("dtd", True),
    "endless": ("unreachable", True),
    "redirect": ("redirect", False),
    "not_xml": ("not_xml", True),
    "unauthorized": ("credentials", False),
}
SPOILED_WSDLS = {
    "wsdl_import": "unreachable",
    "wsdl_file": "scheme",
    "wsdl_redirect": "redirect",
    "wsdl_bomb": "not_xml",
    "wsdl_endless": "unreachable",
    "wsdl_dead": "unreachable",
}


class TestHostileSwitch(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.switch = cls.enterClassContext(bad_switch.BadSwitch())

    def setUp(self):
        super().setUp()
        for name in ("CALL_SECONDS", "LOADING_SECONDS"):
            self.enterContext(patch.object(client_module, name, SECONDS))

    def connect(self, mode, **values):
        return SwitchClient(make_access(self.switch, mode, **values))

    @contextmanager
    def bounded(self):
        """Nothing else is reached, no memory filled, no time lost."""
        begun = time.monotonic()
        tracemalloc.start()
        yield
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        self.assertLess(time.monotonic() - begun, 3 * SECONDS)
        self.assertLess(peak, MOST_BYTES)
        self.assertEqual(self.switch.reached, [])

    def catch(self, act):
        with self.bounded(), self.assertRaises(SoapError) as caught:
            act()
        return caught.exception

    def test_all_ways_to_misbehave_are_tried(self):
        self.assertEqual({*SPOILED_ANSWERS}, {*bad_switch.ANSWERS})
        self.assertEqual({*SPOILED_WSDLS}, {*bad_switch.DESCRIPTIONS})

    def test_answers(self):
        for mode, expected in SPOILED_ANSWERS.items():
            with self.subTest(mode):
                client = self.connect(mode)
                error = self.catch(lambda: client.make_call("tel:1", "tel:2"))  # noqa: B023
                self.assertEqual((error.kind, error.is_uncertain), expected)
                error = self.catch(lambda: client.get_information("1"))  # noqa: B023
                self.assertEqual(error.kind, expected[0])

    def test_wsdls(self):
        for mode, kind in SPOILED_WSDLS.items():
            with self.subTest(mode):
                error = self.catch(lambda: self.connect(mode))  # noqa: B023
                self.assertEqual(error.kind, kind)

    def test_addresses_that_are_none_of_http(self):
        for wsdl in ("file:///etc/passwd", "/etc/passwd", "ftp://switch/wsdl", ""):
            with self.subTest(wsdl):
                error = self.catch(lambda: self.connect("fault", wsdl=wsdl))  # noqa: B023
                self.assertEqual(error.kind, "scheme")

    def test_a_private_address_is_not_asked(self):
        error = self.catch(lambda: self.connect("fault", allowed=frozenset()))
        self.assertIn("social_care.allowed_private_hosts", error.detail)
        self.assertFalse(error.is_uncertain)

    def test_documents_of_one_wsdl_are_counted(self):
        with patch.object(transport_module, "MOST_DOCUMENTS", 2):
            error = self.catch(lambda: self.connect("fault", user="few"))
        self.assertEqual(error.kind, "documents")

    def test_a_fault_has_its_code_and_words(self):
        with self.assertRaises(UnknownCall) as caught:
            self.connect("fault").get_information("1")
        self.assertEqual(caught.exception.detail, "SVC0001: no such call")


ADDRESS = "http://switch.example.com/ThirdPartyCall"
MAKE_CALL, INFORMATION, END_CALL = (
    bad_switch.ENVELOPE.format(
        "", f'<{name} xmlns="{bad_switch.NAMESPACE}">{{}}</{name}>'
    )
    for name in (
        "makeCallResponse",
        "getCallInformationResponse",
        "endCallResponse",
    )
)
CONNECTED = (
    '<result><callStatus xmlns="">{}</callStatus>'
    '<startTime xmlns="">2026-11-27T12:00:00Z</startTime>'
    '<duration xmlns="">3</duration>'
    '<terminationCause xmlns="">CallHangUp</terminationCause></result>'
)
FAULT = (
    "<e:Fault><faultcode>{}</faultcode><faultstring>No</faultstring>"
    '<detail><c:PolicyException xmlns:c="http://www.csapi.org/schema/parlayx/common/v2_0">'
    "<messageId>{}</messageId><text>Part %1 of %2</text><variables>a</variables>"
    "<variables>b</variables></c:PolicyException></detail></e:Fault>"
)


class TestSwitchClient(unittest.TestCase):
    """What is sent, and what is read."""

    def setUp(self):
        super().setUp()
        self.answer, self.sent, self.loaded = "", [], []
        self.description = (bad_switch.PARLAYX / "tpc.wsdl").read_text()
        self.description = self.description.replace("@ADDRESS@", ADDRESS)
        self.enterContext(patch.object(http.Client, "request", self.request))

    def request(self, method, url, **options):
        if method == "POST":
            self.sent.append((url, options))
            return http.Response(200, {}, self.answer.encode())
        self.loaded.append((url, options["auth"]))
        name = url.rpartition("/")[2]
        if name.endswith(".xsd"):
            text = (bad_switch.PARLAYX / name).read_text()
        else:
            text = self.description
        return http.Response(200, {}, text.encode())

    def connect(self, authentication="none", port=""):
        access = client_module.Access(
            f"{ADDRESS}?wsdl", port, authentication, "odoo", "secret", frozenset()
        )
        documents.forget(access)
        return SwitchClient(access)

    def find_sent(self, name):
        envelope = etree.fromstring(self.sent[-1][1]["data"])
        return [e.text for e in envelope.iter("{*}%s" % name)]

    def test_a_call_is_made(self):
        self.answer = MAKE_CALL.format("<result>17</result>")
        self.assertEqual(self.connect().make_call("tel:21", "tel:+48500100001"), "17")
        self.assertEqual(self.find_sent("callingParty"), ["tel:21"])
        self.assertEqual(self.find_sent("calledParty"), ["tel:+48500100001"])
        self.assertEqual(self.sent[-1][0], ADDRESS)

    def test_charging_is_filled_where_the_wsdl_wants_it(self):
        self.answer = MAKE_CALL.format("<result>17</result>")
        self.connect().make_call("tel:21", "tel:1")
        self.assertEqual(self.find_sent("amount"), ["0"])
        self.description = self.description.replace(
            '<xsd:element name="charging"', '<xsd:element minOccurs="0" name="charging"'
        )
        self.connect().make_call("tel:21", "tel:1")
        self.assertEqual(self.find_sent("charging"), [])

    def test_an_id_that_is_none_is_refused(self):
        for made in ("", "x" * 201, "a&#10;b"):
            with self.subTest(made):
                self.answer = MAKE_CALL.format(f"<result>{made}</result>")
                with self.assertRaises(SoapError) as caught:
                    self.connect().make_call("tel:21", "tel:1")
                self.assertTrue(caught.exception.is_uncertain)

    def test_a_call_is_read(self):
        self.answer = INFORMATION.format(CONNECTED.format("CallConnected"))
        self.assertEqual(
            self.connect().get_information("17"),
            Information("CallConnected", 1795780800.0, 3, "CallHangUp"),
        )
        self.assertEqual(self.find_sent("callIdentifier"), ["17"])

    def test_a_status_that_nobody_knows_is_refused(self):
        self.answer = INFORMATION.format(CONNECTED.format("CallSleeping"))
        with self.assertRaises(SoapError) as caught:
            self.connect().get_information("17")
        self.assertEqual(caught.exception.kind, "unreadable")

    def test_a_call_is_ended(self):
        self.answer = END_CALL.format("")
        self.connect().end_call("17")
        self.assertEqual(self.find_sent("callIdentifier"), ["17"])

    def test_who_asks_is_said_as_chosen(self):
        self.answer = END_CALL.format("")
        for kind, auth, user in (
            ("none", None, []),
            ("basic", ("odoo", "secret"), []),
            ("token", None, ["odoo"]),
            ("digest", None, ["odoo"]),
        ):
            with self.subTest(kind):
                self.connect(kind).end_call("17")
                self.assertEqual(self.sent[-1][1]["auth"], auth)
                self.assertEqual(self.find_sent("Username"), user)
                self.assertEqual(
                    "secret" in self.find_sent("Password"), kind == "token"
                )

    def test_a_digest_has_a_nonce_of_its_own(self):
        self.answer = END_CALL.format("")
        client = self.connect("digest")
        nonces = set()
        for _again in range(2):
            client.end_call("17")
            nonces |= {*self.find_sent("Nonce")}
        self.assertEqual(len(nonces), 2)

    def test_another_server_does_not_get_the_password(self):
        other = "http://other.example.com"
        self.description = self.description.replace(
            "parlayx_common_types_2_0.xsd", f"{other}/parlayx_common_types_2_0.xsd"
        )
        self.connect("basic")
        self.assertEqual(len(self.loaded), 3)
        for url, auth in self.loaded:
            self.assertEqual(bool(auth), not url.startswith(other))

    def test_a_wsdl_is_loaded_once(self):
        access = client_module.Access(
            f"{ADDRESS}?wsdl", "", "none", "odoo", "once", frozenset()
        )
        documents.forget(access)
        for _again in range(2):
            SwitchClient(access)
        self.assertEqual(len(self.loaded), 3)

    def test_a_policy_is_no_unknown_call(self):
        self.answer = bad_switch.ENVELOPE.format("", FAULT.format("e:Server", "POL1"))
        with self.assertRaises(SoapError) as caught:
            self.connect().get_information("17")
        self.assertNotIsInstance(caught.exception, UnknownCall)
        self.assertEqual(caught.exception.detail, "POL1: Part a of b")

    def test_a_token_that_is_refused_is_told_from_other_faults(self):
        code = "wsse:FailedAuthentication"
        self.answer = bad_switch.ENVELOPE.format("", FAULT.format(code, "SVC1"))
        with self.assertRaises(SoapError) as caught:
            self.connect("token").get_information("17")
        self.assertEqual(caught.exception.kind, "credentials")

    def test_several_ports_have_to_be_chosen_from(self):
        begin = self.description.index("<wsdl:port binding")
        end = self.description.index("</wsdl:service>")
        port = self.description[begin:end]
        second = port.replace('name="ThirdPartyCall"', 'name="Second"')
        self.description = self.description.replace(port, port + second)
        for name, kind in (("", "ports"), ("Third", "port")):
            with self.assertRaises(SoapError) as caught:
                self.connect(port=name)
            self.assertEqual(caught.exception.kind, kind)
            self.assertEqual(caught.exception.detail, "ThirdPartyCall, Second")
        self.assertEqual(self.connect(port="Second").address, ADDRESS)

    def test_a_wsdl_of_something_else_is_said(self):
        self.description = self.description.replace("endCall", "stopCall")
        with self.assertRaises(SoapError) as caught:
            self.connect()
        self.assertEqual(caught.exception.kind, "operations")

    def test_a_page_is_no_wsdl(self):
        self.description = "<html><body>Welcome</body></html>"
        with self.assertRaises(SoapError) as caught:
            self.connect()
        self.assertEqual(caught.exception.kind, "operations")
