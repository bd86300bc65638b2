# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from odoo import fields

from odoo.addons.social_care.models.social_care_thread import MOST_SHOWN

from .channel_common import JOHN, OURS
from .channel_reply_common import ReplyCase


class TestPanel(ReplyCase):
    """The panel shows the conversation as people see it on the network."""

    def shown(self, thread=None, user=None):
        threads = self.env["social.care.thread"].with_user(user or self.agent)
        return threads.get_conversation((thread or self.thread).id)

    def test_messages_stand_in_the_order_of_the_network(self):
        self.hear(
            self.post("c", "Third", to="a", at=30),
            self.post("r", "Second", to="a", who=OURS, at=20),
        )
        messages = self.shown()["messages"]
        self.assertEqual([m["external_id"] for m in messages], ["a", "r", "c"])
        self.assertEqual([m["is_own"] for m in messages], [False, True, False])

    def test_a_message_has_its_author(self):
        author = self.shown()["messages"][0]["author"]
        self.assertEqual(author["handle"], "maria")
        self.assertEqual(author["followers"], 70)
        self.assertTrue(author["avatar_url"].startswith("/web/image/"))

    def test_an_edit_and_a_deletion_are_marked(self):
        post = self.post("a", "Where is my parcel?")
        self.hear(self.edit(post, "Where is it?", 10))
        (message,) = self.shown()["messages"]
        self.assertEqual(message["text"], "Where is it?")
        self.assertEqual(message["revisions"][0]["text"], "Where is my parcel?")
        self.assertTrue(message["edited_at"])
        self.hear(self.deletion(post))
        (message,) = self.shown()["messages"]
        self.assertEqual((message["text"], message["revisions"]), ("", []))
        self.assertTrue(message["deleted_at"])

    def test_it_says_what_the_network_takes(self):
        capabilities = self.shown()["capabilities"]
        self.assertEqual(capabilities["text_limit"], 280)
        self.assertEqual(capabilities["text_unit"], "graphemes")
        self.assertEqual(capabilities["visibilities"], ["public", "private"])

    def test_a_private_conversation_offers_no_public_answer(self):
        private = self.hear(self.post("d", private=True, who=JOHN, at=9)).thread_id
        self.assertEqual(
            self.shown(private)["capabilities"]["visibilities"], ["private"]
        )

    def test_a_closing_window_is_shown(self):
        message = self.hear(self.post("d", private=True, who=JOHN, at=9))
        (shown,) = self.shown(message.thread_id)["messages"]
        until = fields.Datetime.to_datetime(shown["openings"]["private"]["until"])
        self.assertEqual(until, message.posted_at + timedelta(hours=24))
        self.assertEqual(shown["openings"]["private"]["left"], 10)
        self.assertNotIn("public", shown["openings"])

    def test_of_a_public_post_only_the_private_reply_has_a_window(self):
        (shown,) = self.shown()["messages"]
        self.assertEqual(list(shown["openings"]), ["private"])
        self.assertEqual(shown["openings"]["private"]["left"], 1)

    def test_what_can_be_read_but_not_answered_says_so(self):
        self.waiting.cannot_reply_reason = "not_mentioned"
        shown = self.shown()
        self.assertFalse(shown["can_reply"])
        self.assertIn("did not mention you", shown["cannot_reply_reason"])
        (message,) = shown["messages"]
        self.assertEqual(message["cannot_reply_reason"], shown["cannot_reply_reason"])

    def test_no_setting_of_the_account_would_help(self):
        self.waiting.cannot_reply_reason = "closed"
        threads = self.env["social.care.thread"].with_user(self.manager)
        self.assertFalse(threads.get_conversation(self.thread.id)["can_open_account"])

    def test_one_message_that_can_be_answered_keeps_the_composer(self):
        self.hear(self.post("a2", to="a", at=9))
        self.waiting.cannot_reply_reason = "closed"
        shown = self.shown()
        self.assertTrue(shown["can_reply"])
        self.assertEqual(
            [bool(message["cannot_reply_reason"]) for message in shown["messages"]],
            [True, False],
        )

    def test_buttons_say_what_they_will_do(self):
        self.assertEqual(
            self.shown()["labels"]["public"], "Reply publicly on Demo network"
        )
        self.require_approval("public")
        labels = self.shown()["labels"]
        self.assertIn("approval", labels["public"])
        self.assertNotIn("approval", labels["private"])
        self.assertNotIn(
            "approval", self.shown(user=self.supervisor)["labels"]["public"]
        )

    def test_replies_on_their_way_are_shown_and_published_ones_are_messages(self):
        reply = self.queued()
        (pending,) = self.shown()["replies"]
        self.assertEqual((pending["id"], pending["state"]), (reply.id, "queued"))
        self.run_job(reply)
        shown = self.shown()
        self.assertEqual(shown["replies"], [])
        self.assertEqual(shown["messages"][-1]["text"], "We look into it.")

    def test_a_failed_reply_says_why_and_can_be_tried_again(self):
        self.sent("400")
        (failed,) = self.shown()["replies"]
        self.assertTrue(failed["can_retry"])
        self.assertIn("refuses", failed["error_message"])

    def test_an_unclear_reply_can_be_asked_about_but_not_tried_again(self):
        self.sent("lost_answer")
        (unclear,) = self.shown()["replies"]
        self.assertTrue(unclear["can_check"])
        self.assertFalse(unclear["can_retry"])

    def test_it_says_why_nobody_can_reply(self):
        self.account.action_pause()
        shown = self.shown()
        self.assertFalse(shown["can_reply"])
        self.assertIn("paused", shown["cannot_reply_reason"])

    def test_it_says_that_the_network_sends_no_private_messages(self):
        private = self.hear(self.post("d", private=True, who=JOHN, at=9)).thread_id
        connector = type(self.env["social.care.connector.demo"])
        able = self.account._get_capabilities()
        public = replace(able, visibilities=("public",))
        with patch.object(connector, "_get_capabilities", return_value=public):
            shown = self.shown(private)
            self.assertFalse(shown["can_reply"])
            self.assertIn("Private messages", shown["cannot_reply_reason"])
            self.assertTrue(self.shown()["can_reply"])

    def test_a_ticket_shows_all_its_conversations(self):
        other = self.hear(self.post("b", who=JOHN, at=9))
        ticket = self.waiting.ticket_id
        other.thread_id.ticket_id = ticket
        threads = self.env["social.care.thread"].with_user(self.agent)
        shown = threads.get_conversations(ticket.id)
        self.assertEqual([one["customer"] for one in shown], ["John", "Maria"])

    def test_of_many_conversations_the_first_are_shown_and_all_can_be_listed(self):
        ticket = self.waiting.ticket_id
        others = self.hear(
            *(self.post(f"b{number}", who=JOHN, at=9) for number in range(MOST_SHOWN))
        )
        others.thread_id.ticket_id = ticket
        threads = self.env["social.care.thread"].with_user(self.agent)
        shown = threads.get_conversations(ticket.id)
        self.assertEqual(len(shown), MOST_SHOWN)
        self.assertIn(self.waiting.thread_id.id, [one["id"] for one in shown])
        listed = threads.search(threads.action_view_of_ticket(ticket.id)["domain"])
        self.assertEqual(listed, others.thread_id | self.waiting.thread_id)

    def test_a_long_conversation_costs_no_more_queries(self):
        self.hear_at_once(*(self.post(f"m{n}", to="a", at=n) for n in range(10)))
        short = self.queries(self.shown)
        self.hear_at_once(*(self.post(f"n{n}", to="a", at=n) for n in range(50)))
        self.assertLessEqual(self.queries(self.shown), short + 2)

    def queries(self, call):
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        return self.env.cr.sql_log_count - before
