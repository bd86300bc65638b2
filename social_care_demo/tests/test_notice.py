# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime

from odoo.tests import BaseCase

from odoo.addons.social_care.tools.errors import Unreadable
from odoo.addons.social_care.tools.values import Deletion, Unknown

from ..tools import notice, signatures, story

CREATED = {
    "event": "post.created",
    "id": "p1",
    "at": "2026-03-01T10:00:00",
    "revision": 0,
    "post": {
        "author": {"external_id": "person-1", "handle": "maria", "name": "Maria"},
        "text": "Where is my parcel?",
        "parent": "",
        "root": "p1",
        "private": False,
        "language": "en",
        "posted_at": "2026-03-01T10:00:00",
        "url": "http://localhost/social_care_demo#p1",
        "images": ["http://localhost/a.png"],
    },
}
EDITED = {
    **CREATED,
    "event": "post.edited",
    "at": "2026-03-01T10:05:00",
    "revision": 1,
}


class TestWireFormat(BaseCase):
    """Notices to events, events to values."""

    def changed(self, **post):
        return {**CREATED, "post": {**CREATED["post"], **post}}

    def test_events(self):
        for payload, expected in (
            (CREATED, ("p1", "post", "")),
            (EDITED, ("p1", "edit", "1")),
            ({"event": "post.deleted", "id": "p1"}, ("p1", "deletion", "")),
            ({"event": "typing", "id": "p1"}, ("p1", "unknown", "")),
            ({"event": None, "id": "p1"}, ("p1", "unknown", "")),
        ):
            event = notice.make_event(payload)
            found = (event.external_id, event.kind, event.version)
            self.assertEqual(found, expected)
            self.assertEqual(event.payload, payload)

    def test_a_notice_without_an_id_is_kept(self):
        for strange in ("x", 5, None, [], {}, {"id": 5}):
            event = notice.make_event(strange)
            self.assertEqual(event.kind, "unknown")
            self.assertEqual(event.payload, {"notice": strange})

    def test_time_of_an_event(self):
        self.assertEqual(
            notice.make_event(CREATED).occurred_at, datetime(2026, 3, 1, 10)
        )
        for strange in ("soon", True, None, ["a"]):
            self.assertIsNone(notice.make_event({**CREATED, "at": strange}).occurred_at)

    def test_post(self):
        post = notice.read_value(CREATED, "post")
        self.assertEqual(post.text, "Where is my parcel?")
        self.assertEqual(post.author.handle, "maria")
        self.assertEqual(post.media[0].url, "http://localhost/a.png")
        self.assertIsNone(post.edited_at)

    def test_kinds(self):
        for post, kind in (
            ({}, "post"),
            ({"parent": "p0"}, "comment"),
            ({"private": True}, "direct"),
            ({"private": True, "parent": "p0"}, "direct"),
        ):
            self.assertEqual(notice.read_value(self.changed(**post), "post").kind, kind)

    def test_edit(self):
        post = notice.read_value(EDITED, "edit")
        self.assertEqual(post.edited_at, datetime(2026, 3, 1, 10, 5))
        self.assertEqual(post.posted_at, datetime(2026, 3, 1, 10))

    def test_deletion(self):
        payload = {"event": "post.deleted", "id": "p1", "at": "2026-03-01T10:00:00"}
        gone = Deletion("p1", datetime(2026, 3, 1, 10))
        self.assertEqual(notice.read_value(payload, "deletion"), gone)

    def test_unknown(self):
        value = notice.read_value({"event": "typing", "id": "p1"}, "unknown")
        self.assertIsInstance(value, Unknown)
        self.assertIn("typing", value.reason)

    def test_an_invalid_notice_raises(self):
        for broken in (
            {"id": "p1"},
            {**CREATED, "at": "soon"},
            {**CREATED, "post": {}},
        ):
            with self.assertRaises(Unreadable):
                notice.read_value(broken, "post")

    def test_signature_covers_time_and_body(self):
        first = signatures.make_headers("s", b"body", at=1000)
        self.assertEqual(first, signatures.make_headers("s", b"body", at=1000.7))
        for other in (
            signatures.make_headers("t", b"body", at=1000),
            signatures.make_headers("s", b"Body", at=1000),
            signatures.make_headers("s", b"body", at=1001),
        ):
            self.assertNotEqual(first["x-demo-signature"], other["x-demo-signature"])

    def test_each_form_of_signatures_fits_its_own_secret_and_no_other(self):
        """C7: as in tools.signing, together."""
        for code, form in signatures.FORMS.items():
            headers = signatures.make_headers("s", b"body", code=code)
            self.assertTrue(form.is_right("s", headers, b"body"), code)
            self.assertFalse(signatures.is_stale(headers, code), code)
            for secret in ("t", "", False):
                self.assertFalse(form.is_right(secret, headers, b"body"), code)
            for junk in ("", "=", "t=1,s=1", "sha256=", "\u00e9"):
                other = dict.fromkeys(headers, junk)
                self.assertFalse(form.is_right("s", other, b"body"), code)
                self.assertFalse(form.is_right("s", {}, b"body"), code)

    def test_each_form_but_the_constant_secret_covers_the_body(self):
        """C6: without a signature of the body, a changed one is accepted."""
        accepting = {
            code
            for code, form in signatures.FORMS.items()
            if form.is_right("s", signatures.make_headers("s", b"a", code=code), b"b")
        }
        self.assertEqual(accepting, {"secret"})

    def test_a_form_with_a_time_covers_it(self):
        for code, form in signatures.FORMS.items():
            old = signatures.make_headers("s", b"body", 1000, code)
            self.assertEqual(signatures.is_stale(old, code), bool(form.read_time), code)
            self.assertTrue(form.is_right("s", old, b"body"), code)


class TestStory(BaseCase):
    """The demo data hang together."""

    def said(self):
        return [line for line in story.STORY if isinstance(line, story.Said)]

    def test_time_goes_forward(self):
        minutes = [line.minutes for line in story.STORY]
        self.assertEqual(minutes, sorted(minutes, reverse=True))

    def test_everybody_is_known(self):
        known = {person.handle for person in story.PEOPLE} | {story.COMPANY}
        self.assertLessEqual({line.who for line in self.said()}, known)

    def test_answers_follow_what_they_answer(self):
        keys = {""}
        for line in story.STORY:
            self.assertIn(line.to if isinstance(line, story.Said) else line.key, keys)
            keys.add(line.key)

    def test_texts_fit(self):
        self.assertLessEqual(max(len(line.text) for line in self.said()), 280)

    def test_enough_to_look_at(self):
        self.assertGreaterEqual(len(self.said()), 25)
        languages = {person.language for person in story.PEOPLE}
        self.assertGreaterEqual(languages, {"en", "pl", "de", "fr", "es", "ru", "zh"})
