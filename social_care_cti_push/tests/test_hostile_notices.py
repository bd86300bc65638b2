# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from odoo.addons.social_care.tools.values import Request
from odoo.addons.social_care_cti.tests.phone_common import EWA, JAN

from .push_common import HERE
from .test_notices import NoticeCase

NEW = {"event": "newCall", "callId": "1", "from": "48500100001", "user": ["21"]}
JSON = [
    {**NEW, "event": ["newCall", "hangup"]},
    {**NEW, "event": {"newCall": 1}},
    {**NEW, "event": 7},
    {**NEW, "callId": 10**200},
    {**NEW, "callId": -1.5},
    {**NEW, "callId": "a@b\r\nX-Evil: 1"},
    {**NEW, "callId": "../../etc/passwd"},
    {**NEW, "callId": "\ud800\x00\u202e"},
    {**NEW, "callId": "1", "origCallId": "1"},
    {**NEW, "callId": "2", "origCallId": "3"},
    {**NEW, "callId": "3", "origCallId": "2"},
    {**NEW, "from": "<Response><Reject/></Response>", "to": "&lt;\"'"},
    {**NEW, "from": "+" * 60_000},
    {**NEW, "user": [["21"], {"21": 1}, None, True, "\x00", "21" * 5_000]},
    {**NEW, "user": ["x"] * 10_000},
    {**NEW, "direction": ["out", "in"], "queue": "\x00support"},
    {"event": "hangup", "callId": "nobody's", "cause": "\x00forwarded"},
    {"event": "answer", "callId": "1", "answeringNumber": {"a": "21"}},
    {},
]
BODIES = [
    ("application/json", b"null"),
    ("application/json", b"[" * 30_000),
    ("application/json", b'{"a":' * 10_000),
    ("application/json", b'{"event": "newCall", "callId": 1e999}'),
    ("application/json", b'{"event": "newCall", "callId": NaN}'),
    ("application/json", '{"event": "newCall", "callId": "é"}'.encode("utf-16")),
    ("application/json", b"\xef\xbb\xbf{}"),
    ("application/json; charset=x-none", b'{"event": "newCall", "callId": "\xff"}'),
    ("application/x-www-form-urlencoded", b"event=newCall&callId=%00&from=%FF%F0"),
    ("application/x-www-form-urlencoded", b"event=newCall&event=hangup&callId=4"),
    ("application/x-www-form-urlencoded", b"&;=&=&event"),
    ("text/xml", b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
    ("", b"\x00\x01\x02"),
    ("multipart/form-data", b"--\r\n\r\n"),
    ("multipart/form-data; boundary=", b"--\r\n\r\n----"),
    ("multipart/form-data; boundary=\u00e9", b"--\xe9\r\n"),
    ("multipart/form-data; boundary=x", b"--x\r\n\r\nno name\r\n--x--"),
    ("multipart/form-data; boundary=x", b"--x\r\n" * 300),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="event"; filename="a"\r\n\r\n'
        b"newCall\r\n--x--\r\n",
    ),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="event"\r\n'
        b"Content-Type: text/plain; charset=x-none\r\n\r\nnewCall\r\n--x\r\n"
        b'Content-Disposition: form-data; name="callId"\r\n\r\n\xff\xfe\r\n--x--\r\n',
    ),
]
STATUSES = {200, 400, 413, 422}


class TestHostileNotices(NoticeCase):
    """Whoever knows the address can post what they like: each gets an answer, nothing
    breaks, and the calls of others go on.
    """

    def send(self, kind, raw, query=b""):
        request = Request(raw=raw, headers={"content-type": kind, **self.AUTH})
        with self.trap():
            return self.system._receive_notice(request, HERE, query)

    def check_all_read(self):
        """All notices are read, and another call becomes one."""
        self.post(self.say_ring("mine", EWA, ["22"]))
        self.read_all()
        self.assertIn(EWA, self.list_calls().mapped("number"))
        self.assertTrue(all(self.list_notices().mapped("is_done")))

    def test_each_body_is_answered_in_both_dialects(self):
        bodies = [("application/json", json.dumps(one).encode()) for one in JSON]
        for dialect in ("generic", "sipgate"):
            self.system.push_dialect = dialect
            for kind, raw in [*bodies, *BODIES]:
                with self.subTest(kind, raw=raw[:60]):
                    self.assertIn(self.send(kind, raw).status, STATUSES)
        self.check_all_read()

    def test_what_stands_in_the_address_is_bounded_as_well(self):
        for query in (b"event=newCall&callId=9", b"a=1&" * 300, b"\xff=%00", b"event"):
            with self.subTest(query[:20]):
                self.assertIn(self.send("", b"", query).status, STATUSES)
        self.check_all_read()

    def test_a_number_that_customers_see_is_no_markup(self):
        self.system.write({"push_dialect": "sipgate", "push_caller_id": "+48221234567"})
        said = {**NEW, "direction": "out", "to": "</Number><Play/>"}
        answer = self.send("application/json", json.dumps(said).encode())
        self.assertIn("&lt;Play/&gt;", answer.body)

    def test_an_id_is_no_part_of_anything_else(self):
        self.hear(self.say_ring("a@b\n<b>1</b>", JAN, ["21"]))
        call = self.list_calls()
        self.assertTrue(call.key.endswith("/a@b\n<b>1</b>"))
        self.system.recording_url = "https://pbx.example.com/{id}"
        self.hear(self.say_answer("a@b\n<b>1</b>", "21"), self.say_end("a@b\n<b>1</b>"))
        url = call.with_user(self.supervisor).hear_recording()["url"]
        self.assertEqual(url, "https://pbx.example.com/a%40b%0A%3Cb%3E1%3C%2Fb%3E")
