# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import unittest

from odoo.addons.social_care.tools.bodies import Refused

from ..tools.notice import LONGEST, MOST_AGENTS, read_fields, read_notice
from ..tools.replies import Generic, Sipgate

FORM = "application/x-www-form-urlencoded"
BOUNDARY = "------------------------d74496d66958873e"


def multipart(*pairs):
    parts = [
        f"--{BOUNDARY}\r\n"
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in pairs
    ]
    return f"multipart/form-data; boundary={BOUNDARY}", "".join(
        [*parts, f"--{BOUNDARY}--\r\n"]
    ).encode()


def read(raw, kind=FORM, query=b""):
    raw = raw.encode() if isinstance(raw, str) else raw
    return read_notice(read_fields(kind, raw, query))


NEW = {
    "event": "newCall",
    "direction": "in",
    "from": "48500100001",
    "to": "48221234567",
    "callId": "c-1",
    "user": ["Anna"],
    "queue": "support",
}
PAIRS = [
    ("event", "newCall"),
    ("direction", "in"),
    ("from", "48500100001"),
    ("to", "48221234567"),
    ("callId", "c-1"),
    ("user[]", "Anna"),
    ("queue", "support"),
]


class TestNotice(unittest.TestCase):
    """One notice, whichever way it is written."""

    def test_json_a_form_multipart_and_the_address_say_the_same(self):
        form = "&".join(f"{name}={value}" for name, value in PAIRS)
        kind, body = multipart(*PAIRS)
        notices = {
            read(json.dumps(NEW), "application/json"),
            read(json.dumps(NEW), "text/plain"),
            read(form),
            read(body, kind),
            read(b"", "", form.encode()),
        }
        (notice,) = notices
        self.assertEqual(notice.caller, "48500100001")
        self.assertEqual((notice.agents, notice.queue), (("Anna",), "support"))

    def test_one_agent_is_a_text_and_several_are_a_list(self):
        said = {**NEW, "user": "Anna"}
        self.assertEqual(read(json.dumps(said), "application/json").agents, ("Anna",))
        many = "event=newCall&callId=1&user[]=Anna&user[]=Piotr&userId[]=w0"
        self.assertEqual(read(many).agents, ("w0", "Anna", "Piotr"))
        bare = "event=newCall&callId=1&user=Anna&user=Piotr"
        self.assertEqual(read(bare).agents, ("Anna", "Piotr"))

    def test_who_answered_is_told_by_number_first(self):
        said = "event=answer&callId=1&user=Anna&userId=w0&answeringNumber=21"
        self.assertEqual(read(said).agents, ("21", "w0", "Anna"))

    def test_a_typed_number_and_letters_of_all_languages_are_read(self):
        said = "event=newCall&callId=1&from=%2B48+500+100+001&user=J%C3%B3zef"
        notice = read(said)
        self.assertEqual(
            (notice.caller, notice.agents), ("+48 500 100 001", ("Józef",))
        )

    def test_what_names_no_call_is_refused_in_words(self):
        for said, words in (
            ("", "event"),
            ("event=newCall", "callId"),
            ("event=answer&callId=", "callId"),
        ):
            with self.subTest(said), self.assertRaises(Refused) as caught:
                read(said)
            self.assertEqual(caught.exception.status, 422)
            self.assertIn(words, caught.exception.words)

    def test_other_events_say_nothing(self):
        self.assertIsNone(read("event=dtmf&callId=1&dtmf=5"))

    def test_what_is_no_form_is_refused(self):
        bad = (
            (b"[1]", "application/json"),
            (b"{", "application/json"),
            (b'{"event": NaN}', "application/json"),
            (b"[" * 50_000, "application/json"),
            (b"--x", "multipart/form-data; boundary=y"),
            (b"--x", "multipart/form-data"),
        )
        for raw, kind in bad:
            with self.subTest(raw[:20]), self.assertRaises(Refused):
                read(raw, kind)

    def test_too_many_fields_are_refused(self):
        with self.assertRaises(Refused):
            read("&".join(f"a{number}=1" for number in range(300)))

    def test_texts_are_bounded_and_storable(self):
        users = "&".join(f"user[]=a{number}" for number in range(100))
        notice = read(f"event=newCall&callId=1%00&from={'9' * 50_000}&{users}")
        self.assertEqual(len(notice.caller), LONGEST)
        self.assertEqual(len(notice.agents), MOST_AGENTS)
        self.assertNotIn("\x00", notice.call)

    def test_different_ids_stay_different(self):
        long = "x" * LONGEST
        ids = [long, f"{long}1", f"{long}2", "1", "1\x00", "\x00"]
        calls = [
            read(json.dumps({**NEW, "callId": one}), "application/json").call
            for one in ids
        ]
        self.assertEqual(len(set(calls)), len(ids))
        self.assertLessEqual(max(map(len, calls)), LONGEST)
        moved = {**NEW, "callId": "2", "origCallId": ids[1]}
        notice = read(json.dumps(moved), "application/json")
        self.assertEqual(notice.origin, calls[1])

    def test_values_that_are_no_texts_say_nothing(self):
        said = {**NEW, "from": {"a": 1}, "user": [True, None, 7, ["x"]], "queue": None}
        notice = read(json.dumps(said), "application/json")
        self.assertEqual((notice.caller, notice.agents, notice.queue), ("", ("7",), ""))

    def test_a_repetition_has_the_same_digest_and_another_day_has_not(self):
        notice = read(json.dumps(NEW), "application/json")
        same = read("&".join(f"{name}={value}" for name, value in PAIRS))
        self.assertEqual(
            notice.make_digest("2026-11-27"), same.make_digest("2026-11-27")
        )
        self.assertNotEqual(
            notice.make_digest("2026-11-27"), notice.make_digest("2026-11-28")
        )


class TestReplies(unittest.TestCase):
    def test_json_is_never_empty(self):
        reply = Generic(lambda: "https://odoo.example.com/x")
        self.assertEqual(reply.accept(), "{}")
        self.assertEqual(
            json.loads(reply.reject()), {"action": "reject", "reason": "busy"}
        )
        dial = json.loads(reply.dial("48500100001", "48221234567"))
        self.assertEqual(dial["caller_id"], dial["callerId"])

    def test_xml_asks_for_what_comes_later(self):
        reply = Sipgate(lambda: "https://odoo.example.com/x?a=1&b=2")
        self.assertEqual(
            reply.accept(),
            '<?xml version="1.0" encoding="UTF-8"?><Response '
            'onAnswer="https://odoo.example.com/x?a=1&amp;b=2" '
            'onHangup="https://odoo.example.com/x?a=1&amp;b=2"></Response>',
        )
        self.assertIn('<Reject reason="busy"/>', reply.reject())

    def test_a_number_is_no_markup(self):
        said = Sipgate(lambda: "https://x").dial("<Play/>", '"><Play/>')
        self.assertNotIn("<Play/>", said)
