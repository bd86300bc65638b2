# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from odoo.addons.social_care.tests.contract import ContractCase, Notice

from .common import OWN_ID, WebhookNetwork

OURS = {"id": OWN_ID, "handle": "northwind"}
HERS = {"id": "1", "handle": "x"}


@tagged("post_install", "-at_install")
class TestTimes(WebhookNetwork, ContractCase, HttpCase):
    """Whatever a tool says of time, a customer is answered once we have answered."""

    def said(self, external_id, minutes=0, **payload):
        """A notice of somebody, with a local time of so many minutes from now."""
        at = fields.Datetime.now() + timedelta(minutes=minutes)
        payload = {
            "id": external_id,
            "text": "Router broken",
            "author": HERS,
            "posted_at": at.isoformat(),
            **payload,
        }
        return Notice(external_id, payload.get("kind", "post"), payload)

    def heard(self, *notices):
        self.hear(*notices)
        return self.mention(notices[0])

    def test_a_time_of_the_future_is_answered_by_our_next_post(self):
        mention = self.heard(
            self.said("f1", minutes=120),
            self.said("f2", minutes=5, parent_id="f1", author=OURS),
        )
        self.assertTrue(mention.answered_at)
        self.assertFalse(mention.thread_id.waiting_since)

    def test_so_it_is_by_a_post_of_ours_that_names_no_parent(self):
        mention = self.heard(
            self.said("f1", minutes=120),
            self.said("f2", minutes=-5, thread_id="f1", author=OURS),
            self.said("f3", minutes=5, thread_id="f1", author=OURS),
        )
        self.assertTrue(mention.answered_at)

    def test_an_answer_of_the_future_leaves_the_next_question_open(self):
        first = self.heard(
            self.said("f1"), self.said("f2", minutes=10**6, parent_id="f1", author=OURS)
        )
        second = self.heard(self.said("f3", parent_id="f2", thread_id="f1"))
        self.assertTrue(first.answered_at)
        self.assertEqual(second.thread_id, first.thread_id)
        self.assertFalse(second.answered_at)

    def test_what_is_pushed_after_our_reply_waits(self):
        first = self.heard(self.said("L1", thread_id="L"))
        thread = self.env["social.care.thread"]
        result = thread.post_reply(
            first.thread_id.id, first.id, "On its way", "public", []
        )
        reply = self.env["social.care.reply"].browse(result["reply_id"])
        self.env.flush_all()
        with self.registry.cursor() as cr:
            reply.with_env(self.env(cr=cr))._send()
        self.env.invalidate_all()
        late = self.heard(self.said("L2", minutes=-1, thread_id="L", parent_id="L1"))
        self.assertEqual(reply.state, "published")
        self.assertTrue(first.answered_at)
        self.assertFalse(late.answered_at)
        self.assertEqual(late.thread_id.waiting_since, late.posted_at)

    def test_fractions_of_a_second_tell_which_edit_is_newer(self):
        at = "2026-03-01T10:00:05"
        for uid, turn in (("straight", 1), ("reverse", -1)):
            edits = [
                self.said(uid, kind="edit", text="red", edited_at=f"{at}.25Z"),
                self.said(uid, kind="edit", text="green", edited_at=f"{at}.75Z"),
            ]
            mention = self.heard(self.said(uid, text="blue"), *edits[::turn])
            self.assertEqual(mention.text, "green", uid)
            self.assertEqual(
                mention.revision_ids.sorted().mapped("text"), ["red", "blue"], uid
            )

    def test_two_edits_of_one_second_are_both_heard(self):
        at = "2026-03-01T10:00:05Z"
        mention = self.heard(
            self.said("e", text="blue"),
            self.said("e", kind="edit", text="red", edited_at=at),
            self.said("e", kind="edit", text="green", edited_at=at),
        )
        self.assertEqual(mention.text, "green")
        self.assertEqual(mention.revision_ids.sorted().mapped("text"), ["red", "blue"])

    def test_an_edit_without_time_and_parent_is_repaired_by_its_post(self):
        edit = self.said("e", kind="edit", text="red")
        edit.payload.pop("posted_at")
        parent = self.said("p", minutes=-9, text="Hello")
        post = self.said("e", minutes=-3, text="blue", parent_id="p", thread_id="p")
        mention = self.heard(edit, parent, post)
        self.assertEqual(mention.text, "red")
        self.assertEqual(mention.posted_at.isoformat(), post.payload["posted_at"])
        self.assertEqual(mention.parent_external_id, "p")
        self.assertEqual(mention.thread_id, self.mention(parent).thread_id)
        self.assertEqual(mention.ticket_id, self.mention(parent).ticket_id)
        self.assertEqual(mention.revision_ids.sorted().mapped("text"), ["blue"])

    def test_an_empty_list_or_object_is_no_time(self):
        for odd in ({}, [], False):
            notice = self.said(f"t{odd}", posted_at=odd)
            self.hear(notice)
            event = self.events(notice)
            self.assertEqual(event.state, "failed")
            self.assertIn("“posted_at” is not a date", event.error)
            self.assertIn("ISO 8601", event.error)

    def test_an_id_that_begins_as_a_handle_is_not_that_handle(self):
        by_handle = self.heard(self.said("a", author={"handle": "nn2"}))
        by_id = self.heard(self.said("b", author={"id": "@nn2", "handle": "other"}))
        self.assertNotEqual(by_handle.profile_id, by_id.profile_id)

    def test_somebody_without_an_id_is_the_same_in_any_case(self):
        first = self.heard(self.said("a", author={"handle": "NN1"}))
        second = self.heard(self.said("b", author={"handle": "@nn1 "}))
        self.assertEqual(first.profile_id, second.profile_id)

    def test_a_language_of_a_hundred_thousand_characters_is_none(self):
        long = self.heard(self.said("a", language="x" * 100_000))
        short = self.heard(self.said("b", language="pt-BR"))
        self.assertFalse(long.language)
        self.assertEqual(short.language, "pt-BR")
