# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time
import unittest

from lxml import etree

from odoo.addons.social_care_api.tools.errors import ServiceError

from ..tools.envelope import read_message, write_fault
from ..tools.guard import SMALL
from ..tools.schema import NAMESPACE
from ..tools.versions import SOAP_11, SOAP_12

CALL = f'<x:Call xmlns:x="{NAMESPACE}">Ü</x:Call>'
SIZES = {f"{{{NAMESPACE}}}Upload": 4 * SMALL}


def wrap(body=CALL, version=SOAP_11, before="", after="", header=""):
    return (
        f'{before}<e:Envelope xmlns:e="{version.namespace}">{header}'
        f"<e:Body>{body}</e:Body>{after}</e:Envelope>"
    )


class TestEnvelope(unittest.TestCase):
    def load(self, text, version=SOAP_11):
        body = text if isinstance(text, bytes) else text.encode()
        return read_message(body, version, SIZES)

    def assert_refused(self, text, code="invalid_request", version=SOAP_11):
        """:return: the refusal"""
        start = time.monotonic()
        with self.assertRaises(ServiceError, msg=text[:200]) as caught:
            self.load(text, version)
        self.assertLess(time.monotonic() - start, 1)
        self.assertEqual(caught.exception.code, code, caught.exception)
        return caught.exception

    def test_a_call_is_found_in_both_versions(self):
        for version in (SOAP_11, SOAP_12):
            message = self.load(wrap(version=version), version)
            self.assertEqual(message.call.text, "Ü")
            self.assertIsNone(message.security)

    def test_comments_do_not_cut_texts(self):
        message = self.load(wrap("<a>1<!-- x -->2<?y z?></a>"))
        self.assertEqual(message.call.text, "12")

    def test_utf_8_and_utf_16_are_read(self):
        declared = '<?xml version="1.0" encoding="%s"?>'
        for encoding, name in (("utf-8", "UTF-8"), ("utf-8-sig", "utf-8")):
            text = wrap(before=declared % name)
            self.assertEqual(self.load(text.encode(encoding)).call.text, "Ü")
        text = wrap(before=declared % "UTF-16")
        self.assertEqual(self.load(text.encode("utf-16")).call.text, "Ü")

    def test_other_encodings_are_refused(self):
        declared = wrap(before='<?xml version="1.0" encoding="%s"?>')
        self.assert_refused((declared % "ISO-8859-1").encode("latin-1"))
        self.assert_refused((declared % "UTF-7").encode("utf-7"))
        self.assert_refused((declared % "nonsense").encode())
        self.assert_refused((declared % "UTF-8").encode("utf-16-le"))
        self.assert_refused((declared % "UTF-8").encode("utf-32"))
        self.assert_refused(wrap().encode("latin-1"))

    def test_a_doctype_is_refused_in_any_encoding(self):
        text = wrap("<a>&x;</a>", before='<!DOCTYPE e [<!ENTITY x SYSTEM "file:///">]>')
        for encoding in ("utf-8", "utf-8-sig", "utf-16"):
            self.assertIn("DOCTYPE", self.assert_refused(text.encode(encoding)).words)
        self.assert_refused(wrap("<a>&x;</a>"))

    def test_a_doctype_in_a_text_is_none(self):
        message = self.load(wrap("<a><![CDATA[<!DOCTYPE html>]]></a>"))
        self.assertEqual(message.call.text, "<!DOCTYPE html>")

    def test_bombs_are_refused_before_they_go_off(self):
        entities = "".join(
            f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20)
        )
        bomb = f'<!DOCTYPE e [<!ENTITY a0 "x">{entities}]>'
        self.assert_refused(wrap("<a>&a19;</a>", before=bomb))
        self.assert_refused(wrap('<a x="&a19;"/>', before=bomb))

    def test_depth_and_number_of_elements_are_bounded(self):
        self.assert_refused(wrap("<a>" * 200_000), "too_large")
        self.assert_refused(wrap(f"<a>{'<b/>' * 450_000}</a>"), "too_large")
        self.assert_refused(wrap("<a>" * 49 + "</a>" * 49), "too_large")
        self.load(wrap("<a>" * 48 + "</a>" * 48))
        many = " ".join(f'a{n}=""' for n in range(1_000))
        self.assert_refused(wrap(f"<a {many}/>"), "too_large")

    def test_a_call_takes_as_much_as_its_operation(self):
        words = "x" * 2 * SMALL
        self.assert_refused(wrap(f"<a>{words}</a>"), "too_large")
        upload = wrap(f'<x:Upload xmlns:x="{NAMESPACE}">{words}</x:Upload>')
        self.assertEqual(len(self.load(upload).call.text), 2 * SMALL)
        upload = upload.replace("xx", "xxxxxx")
        self.assert_refused(upload, "too_large")

    def test_envelopes_have_one_call(self):
        for text in (
            wrap(""),
            wrap(CALL + CALL),
            wrap("text" + CALL),
            wrap(after="<e:Body/>"),
            wrap(after="<e:Header/>"),
            wrap(after="<more/>"),
            wrap(header="<e:Header/><e:Header/>"),
            wrap(header="<more/>"),
            wrap(header="text"),
            f'<e:Envelope xmlns:e="{SOAP_11.namespace}"/>',
            wrap() + wrap(),
            wrap()[:-1],
            "",
            "text",
            "{}",
        ):
            self.assert_refused(text)

    def test_another_version_is_told(self):
        for text, version in (
            (wrap(version=SOAP_12), SOAP_11),
            (wrap(), SOAP_12),
            ("<a/>", SOAP_11),
        ):
            refusal = self.assert_refused(text, version=version)
            self.assertEqual(refusal.fault, "VersionMismatch")

    def test_headers_that_must_be_understood_are_told(self):
        must = '<e:Header><x:Odd xmlns:x="urn:x" e:mustUnderstand="%s"/></e:Header>'
        refusal = self.assert_refused(wrap(header=must % "1"))
        self.assertEqual(refusal.fault, "MustUnderstand")
        self.load(wrap(header=must % "0"))

    def test_faults_have_code_and_words(self):
        error = ServiceError("taken", "Ben has it.\x00", {"ticket_id": "odd"})
        for version, client in ((SOAP_11, "soap:Client"), (SOAP_12, "soap:Sender")):
            root = etree.fromstring(write_fault(error, version, "de-DE"))
            self.assertEqual(root.tag, version.qualify("Envelope"))
            texts = [text for text in root.itertext()]
            self.assertIn(client, texts)
            self.assertIn("taken: Ben has it.\ufffd", texts)
            problem = root.find(f".//{{{NAMESPACE}}}Problem")
            self.assertEqual(problem.findtext(f"{{{NAMESPACE}}}code"), "taken")
            self.assertEqual(problem[-1][0].text, "ticket_id")
            words = root.xpath("//*[@xml:lang]")
            self.assertEqual(len(words), 1)
        ours = write_fault(ServiceError("internal_error", "x"), SOAP_12)
        self.assertIn(b"soap:Receiver", ours)

    def test_a_code_of_soap_12_is_a_qualified_name(self):
        root = etree.fromstring(write_fault(ServiceError("stale", "x"), SOAP_12))
        value = root.find(f".//{SOAP_12.qualify('Subcode')}/{SOAP_12.qualify('Value')}")
        prefix, _colon, name = value.text.partition(":")
        self.assertEqual((value.nsmap[prefix], name), (NAMESPACE, "stale"))
