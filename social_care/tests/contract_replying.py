# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError

from ..tools.capabilities import PRIVATE_WAYS


class ReplyingContract:
    """Which messages can be answered, until when, and how often."""

    # -- reply windows ---------------------------------------------------------

    def test_windows_are_of_kinds_and_visibilities_that_exist(self):
        """C9: a window is keyed by kind and visibility."""
        kinds = self.env["social.care.mention"]._get_kinds()
        for kind, visibility in self.capabilities.reply_windows:
            self.assertIn(kind, kinds)
            self.assertIn(visibility, self.capabilities.visibilities)

    def test_windows_close_after_their_hours(self):
        """C9: hours count from the customer's last message."""
        for mention, visibility, window in self.windowed_mentions():
            mention.effective_at = self.hours_ago(window.hours + 1)
            with self.assertRaisesRegex(UserError, "closed"):
                self.write_answer(mention, visibility=visibility)
            mention.effective_at = self.hours_ago(window.hours - 1)
            reply = self.write_answer(mention, visibility=visibility)
            self.assertEqual(reply.state, "queued")

    def test_windows_take_so_many_replies(self):
        """C9: a maximum count, until the customer writes again."""
        counted = [one for one in self.windowed_mentions() if one[2].most_replies]
        self.require(counted, "number of replies that it limits")
        for mention, visibility, window in counted:
            for number in range(window.most_replies):
                reply = self.write_answer(
                    mention, f"{self.ANSWER} {number}", visibility
                )
                self.send(reply)
                self.assertEqual(reply.state, "published", reply.error_message)
            with self.assertRaisesRegex(UserError, "no more replies"):
                self.write_answer(mention, f"{self.ANSWER} Again.", visibility)

    def test_windows_name_what_comes_after_in_words(self):
        """C9: what the network takes after the window, a tag or a template."""
        codes = {window.takes_after for window in self.windows().values()} - {""}
        self.require(codes, "replies after a window")
        for code in codes:
            self.assertTrue(self.connector._describe_late_reply(self.account, code))

    # -- from public to private ------------------------------------------------

    def test_private_way_is_a_kind_of_private_reply(self):
        way = self.capabilities.private_way
        if way:
            self.assertIn(way, PRIVATE_WAYS)
            self.assertIn("private", self.capabilities.visibilities)

    def test_private_way_leads_from_a_public_post_into_private(self):
        """Its private reply stands in a private conversation, on the same ticket."""
        self.require(self.capabilities.private_way, "private reply to a public post")
        mention = self.waiting_mention()
        self.assertFalse(mention.private)
        reply = self.write_answer(mention, visibility="private")
        self.send(reply)
        self.assert_published_once(reply)
        own = reply.published_mention_id
        self.assertTrue(own.private)
        self.assertTrue(own.thread_id.private)
        self.assertNotEqual(own.thread_id, mention.thread_id)
        self.assertEqual(own.thread_id.ticket_id, mention.ticket_id)

    # -- what can be read, not answered ----------------------------------------

    def test_closed_post_is_read_but_not_answered(self):
        """C9: the capability is one of each mention."""
        mention = self.closed_mention()
        self.assertTrue(mention.ticket_id)
        with self.assertRaisesRegex(UserError, "not answered"):
            self.write_answer(mention)
        self.assertFalse(self.said())

    def test_closed_post_leaves_others_of_the_same_person_open(self):
        """C9: a later post in the thread can be answered."""
        mention = self.closed_mention()
        notice = self.customer_posts("And now?", parent=self.closed)
        self.hear(notice)
        later = self.mention(notice)
        self.assertEqual(later.thread_id, mention.thread_id)
        reply = self.write_answer(later)
        self.send(reply)
        self.assert_published_once(reply)

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------
    def windows(self):
        self.require(self.capabilities.reply_windows, "reply windows")
        return self.capabilities.reply_windows

    def windowed_mentions(self):
        """A mention of each kind that has a window: (mention, visibility, window)."""
        return [
            (self.waiting_mention_of(kind), visibility, window)
            for (kind, visibility), window in self.windows().items()
        ]

    def waiting_mention_of(self, kind):
        parent = None
        if kind == "comment":
            parent = self.customer_posts("Hello?")
            self.hear(parent)
        notice = self.customer_posts(
            "Where is my parcel?", parent, private=kind == "direct"
        )
        self.hear(notice)
        mention = self.mention(notice)
        mention.kind = kind
        return mention

    def hours_ago(self, hours):
        return fields.Datetime.now() - timedelta(hours=hours)

    def closed_mention(self):
        self.require_publishing()
        self.require(self.has_closed_posts, "posts that are closed to replies")
        self.closed = self.customer_posts_closed("Read me")
        self.hear(self.closed)
        return self.mention(self.closed)
