# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError

from odoo.addons.social_care.tools.capabilities import Window

from .channel_common import JOHN, OURS
from .channel_reply_common import ReplyCase

HOUR = timedelta(hours=1)


class WindowCase(ReplyCase):
    """The network limits replies as a test says."""

    def limit(self, **windows):
        """Limit replies: ``direct_private=Window(…)``."""
        connector = self.env["social.care.connector.demo"]
        capabilities = replace(
            connector._get_capabilities(self.account),
            reply_windows={
                tuple(name.split("_")): window for name, window in windows.items()
            },
        )
        patcher = patch.object(
            type(connector), "_get_capabilities", lambda *_args: capabilities
        )
        self.addCleanup(patcher.stop)
        patcher.start()
        return capabilities

    def direct(self, uid, ago, **kw):
        """A private message that came some hours ago."""
        at = (fields.Datetime.now() - self.start - ago * HOUR).total_seconds()
        return self.hear(self.post(uid, private=True, at=at, root="d", **kw))


class TestWindows(WindowCase):
    """C9: reply windows by kind and visibility."""

    def test_a_post_can_be_answered_publicly_for_ever_and_privately_for_a_week(self):
        self.limit(post_private=Window(7 * 24))
        self.waiting.effective_at -= 8 * 24 * HOUR
        with self.assertRaisesRegex(UserError, "closed"):
            self.queued(visibility="private")
        self.assertEqual(self.queued().state, "queued")

    def test_a_newer_message_opens_the_window_for_an_older_one(self):
        self.limit(direct_private=Window(24))
        old = self.direct("d", ago=30)
        with self.assertRaisesRegex(UserError, "closed"):
            self.answer(old, visibility="private")
        self.direct("d2", ago=1, to="d")
        self.assertEqual(self.answer(old, visibility="private").state, "queued")

    def test_a_message_of_somebody_else_opens_no_window(self):
        self.limit(post_private=Window(24), comment_private=Window(24))
        self.waiting.effective_at -= 30 * HOUR
        self.hear(self.post("b", to="a", root="a", who=JOHN, at=60))
        with self.assertRaisesRegex(UserError, "closed"):
            self.queued(visibility="private")

    def test_a_message_of_ours_opens_no_window(self):
        self.limit(direct_private=Window(24))
        old = self.direct("d", ago=30)
        self.direct("d2", ago=1, to="d", who=OURS)
        with self.assertRaisesRegex(UserError, "closed"):
            self.answer(old, visibility="private")

    def test_a_deleted_message_opens_no_window(self):
        self.limit(direct_private=Window(24))
        old = self.direct("d", ago=30)
        self.direct("d2", ago=1, to="d").deleted_at = fields.Datetime.now()
        with self.assertRaisesRegex(UserError, "closed"):
            self.answer(old, visibility="private")

    def test_the_count_begins_anew_when_the_customer_writes_again(self):
        self.limit(direct_private=Window(48, 1))
        first = self.direct("d", ago=2)
        self.run_job(self.answer(first, visibility="private"))
        with self.assertRaisesRegex(UserError, "no more replies"):
            self.answer(first, "And", visibility="private")
        first.thread_id.reply_ids.sending_at = fields.Datetime.now() - HOUR
        second = self.direct("d2", ago=0, to="d")
        reply = self.answer(second, "Welcome back", visibility="private")
        self.assertEqual(reply.state, "queued")

    def test_a_reply_written_on_the_network_counts(self):
        self.limit(direct_private=Window(48, 1))
        first = self.direct("d", ago=2)
        self.direct("d2", ago=1, to="d", who=OURS)
        with self.assertRaisesRegex(UserError, "no more replies"):
            self.answer(first, visibility="private")

    def test_a_failed_reply_does_not_count(self):
        self.limit(direct_private=Window(48, 1))
        first = self.direct("d", ago=2)
        failed = self.answer(first, visibility="private")
        self.script("400")
        self.run_job(failed)
        self.assertEqual(failed.state, "failed")
        self.assertEqual(self.answer(first, visibility="private").state, "queued")

    def test_a_public_reply_does_not_use_up_the_private_one(self):
        self.limit(post_private=Window(7 * 24, 1))
        self.run_job(self.queued())
        self.assertEqual(self.queued(body="DM", visibility="private").state, "queued")

    def test_replies_to_others_do_not_count(self):
        self.limit(post_private=Window(7 * 24, 1), comment_private=Window(7 * 24, 1))
        other = self.hear(self.post("b", to="a", root="a", who=JOHN, at=60))
        self.run_job(self.answer(other, "Hello John", visibility="private"))
        self.assertEqual(self.queued(visibility="private").state, "queued")

    def test_the_refusal_says_what_the_network_takes_instead(self):
        self.limit(direct_private=Window(24, takes_after="template"))
        old = self.direct("d", ago=30)
        with self.assertRaisesRegex(UserError, "closed.*approved message templates"):
            self.answer(old, visibility="private")

    def test_a_code_that_nobody_knows_says_nothing(self):
        connector = self.account._get_connector()
        self.assertEqual(connector._describe_late_reply(self.account, "smoke"), "")


class TestReplyUntil(WindowCase):
    """C9: until when a message waits in the queue for any way to answer it."""

    def test_a_public_way_without_a_limit_leaves_time(self):
        capabilities = self.limit(post_private=Window(24))
        self.assertIs(self.waiting._get_reply_until(capabilities), False)

    def test_the_longest_of_all_ways_counts(self):
        capabilities = self.limit(post_private=Window(24), post_public=Window(48))
        until = self.waiting._get_reply_until(capabilities)
        self.assertEqual(until, self.waiting.effective_at + 48 * HOUR)

    def test_of_a_private_message_only_the_private_way_counts(self):
        capabilities = self.limit(direct_private=Window(24))
        message = self.direct("d", ago=1)
        until = message._get_reply_until(capabilities)
        self.assertEqual(until, message.effective_at + 24 * HOUR)

    def test_what_cannot_be_answered_does_not_press(self):
        capabilities = self.limit(direct_private=Window(24))
        message = self.direct("d", ago=1)
        message.cannot_reply_reason = "closed"
        self.assertIs(message._get_reply_until(capabilities), False)


class TestClosed(ReplyCase):
    """C9: what can be read, not answered."""

    def test_a_network_says_so_of_each_post(self):
        closed = self.hear(self.post("c", cannot_reply="closed", at=5))
        self.assertIn("allows no replies", closed._explain_cannot_reply())
        self.assertFalse(self.waiting._explain_cannot_reply())

    def test_words_of_the_connector_are_shown_as_they_are(self):
        words = "Only followers of the author may reply."
        closed = self.hear(self.post("c", cannot_reply=words, at=5))
        self.assertEqual(closed._explain_cannot_reply(), words)

    def test_an_edit_that_mentions_us_opens_it(self):
        post = self.post("c", cannot_reply="not_mentioned", at=5)
        closed = self.hear(post)
        post.payload["post"]["cannot_reply"] = ""
        self.hear(self.edit(post, "@acme help", at=30))
        self.assertFalse(closed.cannot_reply_reason)
        self.assertEqual(self.answer(closed).state, "queued")

    def test_an_edit_that_closes_it_stops_the_reply_before_it_is_sent(self):
        reply = self.queued()
        post = self.post("a", "Where is my parcel?", cannot_reply="closed")
        self.hear(self.edit(post, "Where is it?", at=30))
        self.run_job(reply)
        self.assertEqual((reply.state, reply.error_kind), ("failed", "check"))
        self.assertIn("not answered", reply.error_message)
        self.assertFalse(self.said())

    def test_hostile_words_are_bounded(self):
        closed = self.hear(self.post("c", cannot_reply="x\n" * 5000, at=5))
        self.assertLessEqual(len(closed.cannot_reply_reason), 300)
        self.assertNotIn("\n", closed.cannot_reply_reason)

    def test_anything_but_text_is_no_reason(self):
        closed = self.hear(self.post("c", cannot_reply={"a": 1}, at=5))
        self.assertFalse(closed.cannot_reply_reason)
