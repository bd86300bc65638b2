# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time
from pathlib import Path

from odoo.tests import BaseCase

from ..tools import bodies
from ..tools.bodies import Refused

BOMB = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "ha ha ha">%s]><x>&j;</x>""" % (
    b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
)
FILE = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file://%s">]><x>&f;</x>'
WECHAT = b"""<xml><ToUserName><![CDATA[gh_7f083739789a]]></ToUserName>
<FromUserName><![CDATA[oia2TjuEGTNoeX76QEjQNrcURxG8]]></FromUserName>
<CreateTime>1395658920</CreateTime><MsgType><![CDATA[text]]></MsgType>
<Content><![CDATA[Where is my <parcel>?]]></Content><MsgId>200163836</MsgId></xml>"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>urn:1</id>
<link href="https://example.com/1"/></entry></feed>"""


class BodyCase(BaseCase):
    def refuse(self, load, raw, status=400):
        with self.assertRaises(Refused) as caught:
            load(raw)
        self.assertEqual(caught.exception.status, status)
        return caught.exception.words


class TestXml(BodyCase):
    """C6: bodies that are XML, as WeChat and WebSub send them."""

    def test_flat_xml_is_texts_by_tag(self):
        texts = bodies.get_texts(bodies.load_xml(WECHAT))
        self.assertEqual(texts["Content"], "Where is my <parcel>?")
        self.assertEqual(texts["MsgId"], "200163836")

    def test_namespaces_and_attributes(self):
        (entry,) = bodies.load_xml(ATOM)["children"]
        uid, link = entry["children"]
        self.assertEqual(uid["tag"], "{http://www.w3.org/2005/Atom}id")
        self.assertEqual(link["attributes"], {"href": "https://example.com/1"})

    def test_entities_are_refused_before_they_grow(self):
        start = time.monotonic()
        self.refuse(bodies.load_xml, BOMB)
        self.assertLess(time.monotonic() - start, 1)

    def test_files_of_the_server_are_not_read(self):
        here = str(Path(__file__)).encode()
        self.refuse(bodies.load_xml, FILE % here)

    def test_a_document_type_is_refused_with_or_without_entities(self):
        for raw in (
            b"<!DOCTYPE x><x/>",
            b'<!DOCTYPE x SYSTEM "http://x.example/"><x/>',
        ):
            self.assertIn("document type", self.refuse(bodies.load_xml, raw))

    def test_no_xml_is_refused(self):
        for raw in (b"", b"{}", b"<x>", b"\xff\xfe", b"<x></y>", b"\0"):
            self.assertIn("Not XML", self.refuse(bodies.load_xml, raw))

    def test_deep_nesting_is_refused(self):
        self.assertTrue(bodies.load_xml(b"<x>" * 100 + b"</x>" * 100))
        for depth in (101, 300, 100_000):
            self.refuse(bodies.load_xml, b"<x>" * depth + b"</x>" * depth)

    def test_many_elements_are_refused(self):
        raw = b"<x>" + b"<y/>" * bodies.MOST_ELEMENTS + b"</x>"
        self.refuse(bodies.load_xml, raw, 413)

    def test_many_attributes_are_refused_before_they_are_read(self):
        """To read a megabyte of them took twelve minutes."""
        many = b" ".join(b'a%d=""' % n for n in range(5000))
        begun = time.monotonic()
        self.refuse(bodies.load_xml, b"<x><y %s/></x>" % many, 413)
        self.assertLess(time.monotonic() - begun, 0.2)

    def test_comments_and_instructions_say_nothing(self):
        root = bodies.load_xml(b"<x><!-- a --><?php b ?><y>c</y></x>")
        self.assertEqual(bodies.get_texts(root), {"y": "c"})


class TestForm(BodyCase):
    """C6: bodies that are forms, as Slack and Twilio send them."""

    def test_values_in_order(self):
        form = bodies.load_form(b"payload=%7B%7D&to=a&to=b&empty=")
        self.assertEqual(form, {"payload": ["{}"], "to": ["a", "b"], "empty": [""]})

    def test_no_more_fields_than_a_form_may_have(self):
        self.refuse(bodies.load_form, b"&".join([b"a=1"] * 1001))

    def test_bytes_that_are_no_text(self):
        self.refuse(bodies.load_form, b"a=\xff")

    def test_forms_are_told_by_their_type(self):
        for kind in (
            "application/x-www-form-urlencoded",
            "Application/X-WWW-Form-Urlencoded; charset=utf-8",
            "multipart/form-data; boundary=x",
        ):
            self.assertTrue(bodies.is_form({"content-type": kind}), kind)
        for kind in ("application/json", "text/xml", ""):
            self.assertFalse(bodies.is_form({"content-type": kind}), kind)
        self.assertFalse(bodies.is_form({}))


class TestJson(BodyCase):
    def test_objects_and_lists(self):
        self.assertEqual(bodies.load_json(b'{"a": [1, 2.5]}'), {"a": [1, 2.5]})
        self.assertEqual(bodies.load_json(b"[]"), [])

    def test_what_is_neither_is_refused(self):
        for raw in (b"7", b'"a"', b"null", b"", b"{", b'{"a": NaN}', b"[1e999]"):
            self.refuse(bodies.load_json, raw)

    def test_deep_nesting_is_refused_in_words(self):
        for depth in (101, 100_000):
            words = self.refuse(bodies.load_json, b"[" * depth + b"]" * depth)
            self.assertIn("100 levels", words)
