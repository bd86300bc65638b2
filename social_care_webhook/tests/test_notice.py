# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime

from odoo.tests import BaseCase

from odoo.addons.social_care.tools.errors import Unreadable
from odoo.addons.social_care.tools.values import Deletion, Post, Receipt, Unknown

from ..tools import notice

NOW = datetime(2026, 3, 1, 12, 0, 0)
POST = {
    "id": "1",
    "text": "Where is my parcel?",
    "author": {"id": "7", "handle": "@maria", "followers": 70, "verified": True},
    "posted_at": "2026-03-01T10:00:00+02:00",
}


class TestSplit(BaseCase):
    """Any body becomes events; nothing raises."""

    def events(self, payload, now=NOW):
        return [notice.make_event(item, now) for item in notice.split(payload)]

    def one(self, payload, now=NOW):
        (event,) = self.events(payload, now)
        return event

    def test_one_object(self):
        event = self.one(POST)
        self.assertEqual(
            (event.external_id, event.kind, event.version), ("1", "post", "")
        )
        self.assertEqual(event.occurred_at, datetime(2026, 3, 1, 8, 0, 0))

    def test_list_and_envelope(self):
        two = [POST, {**POST, "id": "2"}]
        for payload in (two, {"events": two}):
            ids = [event.external_id for event in self.events(payload)]
            self.assertEqual(ids, ["1", "2"])

    def test_empty_envelope(self):
        self.assertEqual(self.events({"events": []}), [])

    def test_number_as_id(self):
        self.assertEqual(self.one({**POST, "id": 12}).external_id, "12")

    def test_kinds(self):
        for kind, expected in (
            ("comment", "post"),
            ("direct", "post"),
            ("review", "post"),
            ("edit", "edit"),
            ("deletion", "deletion"),
            ("receipt", "receipt"),
            ("Post", "post"),
            (" DIRECT ", "post"),
            (None, "post"),
            ("like", "unknown"),
            (5, "unknown"),
            (["post"], "unknown"),
        ):
            self.assertEqual(self.one({**POST, "kind": kind}).kind, expected, kind)

    def test_time_left_out_is_now_and_kept(self):
        event = self.one({"id": "1", "text": "x"})
        self.assertEqual(event.occurred_at, NOW)
        self.assertEqual(event.payload["at"], NOW.isoformat())

    def test_time_that_is_none_is_stored(self):
        for time in ("yesterday", True, ["2026"], "2026-13-45"):
            self.assertIsNone(self.one({**POST, "posted_at": time}).occurred_at)

    def test_without_id_the_content_is_the_identity(self):
        first = self.one({"text": "a"})
        again = self.one({"text": "a"}, datetime(2026, 3, 2))
        other = self.one({"text": "b"})
        self.assertEqual(first.external_id, again.external_id)
        self.assertNotEqual(first.external_id, other.external_id)

    def test_strange_ids(self):
        for strange in ({}, [], None, "", {"a": 1}):
            self.assertEqual(len(self.one({**POST, "id": strange}).external_id), 64)

    def test_what_is_no_object(self):
        for strange in ("text", 5, None, ["a"]):
            event = self.one({"events": [strange]})
            self.assertEqual(event.kind, "unknown")
            self.assertEqual(event.payload, {"notice": strange})

    def test_a_time_of_receipt_is_ours(self):
        self.assertEqual(self.one({**POST, "at": None}).payload["at"], NOW.isoformat())

    def test_a_post_that_is_deleted_is_a_deletion(self):
        for gone in ({"deleted": True}, {"deleted": "yes"}, {"deleted_at": "2026-03"}):
            self.assertEqual(self.one({**POST, **gone}).kind, "deletion", gone)
        for there in ({"deleted": False}, {"deleted": "no"}, {"deleted_at": None}):
            self.assertEqual(self.one({**POST, **there}).kind, "post", there)

    def test_each_edit_has_its_version(self):
        edit = {**POST, "kind": "edit"}
        versions = {
            self.one({**edit, "version": 3}).version,
            self.one({**edit, "edited_at": "2026-03-01T11:00:00Z"}).version,
            self.one({**edit, "text": "other"}).version,
            self.one(edit).version,
        }
        self.assertEqual(len(versions), 4)
        self.assertIn("3", versions)
        self.assertEqual(self.one(edit).version, self.one(edit).version)


class TestMeaning(BaseCase):
    """A stored payload means one thing, or raises."""

    def test_post(self):
        post = notice.read_value(POST, "post")
        self.assertIsInstance(post, Post)
        self.assertEqual(post.author.handle, "maria")
        self.assertEqual(post.author.followers, 70)
        self.assertTrue(post.author.verified)
        self.assertEqual(post.posted_at, datetime(2026, 3, 1, 8, 0, 0))
        self.assertEqual(post.thread_external_id, "1")
        self.assertFalse(post.private)

    def test_a_phone_that_the_network_attests(self):
        for told, phone in (
            ("+49 (30) 123-456 78", "+493012345678"),
            ("+493012345678", "+493012345678"),
            ("030 12345678", ""),
            ("+0301234567", ""),
            (493012345678, ""),
            ("", ""),
            ("+" + "4" * 5000, ""),
        ):
            author = {**POST["author"], "attested_phone": told}
            post = notice.read_value({**POST, "author": author}, "post")
            self.assertEqual(post.author.phone, phone, told)
            self.assertEqual(bool(post.remarks), bool(told and not phone), told)

    def test_a_phone_of_another_name_attests_nothing(self):
        author = {**POST["author"], "phone": "+493012345678"}
        post = notice.read_value({**POST, "author": author}, "post")
        self.assertFalse(post.author.phone)

    def test_naive_time_is_utc(self):
        post = notice.read_value({**POST, "posted_at": "2026-03-01T10:00:00"}, "post")
        self.assertEqual(post.posted_at, datetime(2026, 3, 1, 10, 0, 0))

    def test_thread_of_an_answer(self):
        post = notice.read_value({**POST, "id": "3", "parent_id": "2"}, "post")
        self.assertEqual((post.parent_external_id, post.thread_external_id), ("2", "2"))
        post = notice.read_value(
            {**POST, "id": "3", "parent_id": 2, "thread_id": 1}, "post"
        )
        self.assertEqual((post.parent_external_id, post.thread_external_id), ("2", "1"))

    def test_media(self):
        media = [{"url": "https://net.example/a.png", "alt": "A scratch"}]
        (found,) = notice.read_value({**POST, "media": media}, "post").media
        self.assertEqual((found.kind, found.alt), ("image", "A scratch"))

    def test_edit(self):
        edit = {**POST, "edited_at": "2026-03-01T11:00:00Z", "of": "comment"}
        post = notice.read_value(edit, "edit")
        self.assertEqual(post.kind, "comment")
        self.assertEqual(post.edited_at, datetime(2026, 3, 1, 11, 0, 0))
        self.assertEqual(post.at, post.edited_at)

    def test_deletion(self):
        gone = notice.read_value({"id": 1, "at": NOW.isoformat()}, "deletion")
        self.assertEqual(gone, Deletion("1", NOW))

    def test_receipt(self):
        receipt = notice.read_value(
            {"id": "r1", "status": "failed", "reason": "Blocked"}, "receipt"
        )
        self.assertEqual(receipt, Receipt("r1", "failed", "Blocked"))

    def test_unknown(self):
        self.assertIsInstance(notice.read_value({"kind": "like"}, "unknown"), Unknown)

    def test_edit_of_something_strange(self):
        with self.assertRaisesRegex(
            Unreadable, "“of” must be post, comment, direct or review"
        ):
            notice.read_value({**POST, "at": NOW.isoformat(), "of": "deletion"}, "edit")

    def test_edit_without_a_text_does_not_take_the_text_away(self):
        edit = {key: POST[key] for key in POST if key != "text"}
        with self.assertRaisesRegex(Unreadable, "“text” is missing"):
            notice.read_value({**edit, "at": NOW.isoformat()}, "edit")

    def test_receipt_of_something_strange(self):
        with self.assertRaisesRegex(
            Unreadable, "“status” must be published, failed or revoked"
        ):
            notice.read_value({"id": "r1", "status": "perhaps"}, "receipt")

    def test_receipts_of_one_reply_are_told_apart_by_their_status(self):
        """C12: published today, revoked tomorrow."""
        events = [
            notice.make_event({"kind": "receipt", "id": "r1", "status": status}, NOW)
            for status in ("published", "revoked", "revoked")
        ]
        self.assertNotEqual(events[0].version, events[1].version)
        self.assertEqual(events[1].version, events[2].version)

    def test_a_post_that_can_be_read_but_not_answered(self):
        """C9: a capability of each post."""
        post = notice.read_value({**POST, "cannot_reply": "not_mentioned"}, "post")
        self.assertEqual(post.cannot_reply_reason, "not_mentioned")

    def test_an_edit_under_an_id_of_its_own(self):
        """C11: the first ID stays."""
        edit = {**POST, "text": "New", "version_id": 12, "at": NOW.isoformat()}
        post = notice.read_value(edit, "edit")
        self.assertEqual(post.version_external_id, "12")
        self.assertEqual(post.external_id, str(POST["id"]))

    def test_status_of_a_receipt_in_capitals(self):
        receipt = notice.read_value(
            {"id": 5, "status": "Published", "reason": None}, "receipt"
        )
        self.assertEqual(receipt, Receipt("5", "published"))
