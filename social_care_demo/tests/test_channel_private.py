# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError
from odoo.tests import tagged

from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.values import Receipt

from .test_channel_reply import ReplyCase


@tagged("post_install", "-at_install")
class TestPrivateAnswer(ReplyCase):
    """From public to private, on one ticket."""

    def test_a_private_answer_opens_a_private_conversation_on_the_same_ticket(self):
        own = self.sent(visibility="private").published_mention_id
        self.assertNotEqual(own.thread_id, self.thread)
        self.assertTrue(own.thread_id.private)
        self.assertEqual(own.thread_id.ticket_id, self.thread.ticket_id)
        self.assertEqual(own.thread_id.team_id, self.thread.team_id)

    def test_a_private_answer_ends_the_waiting_in_public(self):
        self.assertTrue(self.thread.waiting_since)
        self.sent(visibility="private")
        self.assertFalse(self.thread.waiting_since)

    def test_the_customer_s_private_answer_joins_the_ticket(self):
        own = self.sent(visibility="private").published_mention_id
        heard = self.hear(
            self.post("secret", "4711", to=own.external_id, at=9000, private=True)
        )
        self.assertEqual(heard.thread_id, own.thread_id)
        self.assertEqual(heard.ticket_id, self.thread.ticket_id)

    def test_a_public_answer_stays_in_its_conversation(self):
        own = self.sent().published_mention_id
        self.assertEqual(own.thread_id, self.thread)


@tagged("post_install", "-at_install")
class TestNotForEver(ReplyCase):
    """What cannot succeed ends, with a reason."""

    def test_a_fault_at_every_try_fails_in_the_end(self):
        reply = self.queued()
        with self.network("_publish", errors.Ambiguous("Nothing heard")):
            for _try in range(20):
                self.run_job(reply)
        self.assertEqual((reply.state, reply.attempts), ("failed", 6))
        self.assertEqual(reply.error_message, "Nothing heard")
        self.assertFalse(self.said())

    def test_a_failed_delivery_is_tried_again_under_a_new_key(self):
        reply = self.sent()
        key, own = reply.record_key, reply.published_mention_id
        receipt = Receipt(reply.external_id, "failed", "Not delivered")
        reply._take_receipts(self.account, [(self.env["social.care.event"], receipt)])
        self.assertNotEqual(reply.record_key, key)
        self.assertTrue(own.deleted_at)
        self.assertTrue(self.thread.waiting_since)

    def test_a_network_s_addon_takes_its_accounts_along(self):
        self.sent()
        account = [("account_id", "=", self.account.id)]
        self.account._unlink_with_all()
        for name in ("event", "mention", "thread", "reply", "stream"):
            model = self.env[f"social.care.{name}"].with_context(active_test=False)
            self.assertFalse(model.search_count(account), name)


@tagged("post_install", "-at_install")
class TestDeletingReplies(ReplyCase):
    def test_another_agent_does_not_delete_what_one_said(self):
        reply = self.sent()
        other = self.make_user("other", "social_care.group_social_care_agent")
        self.team.user_ids += other
        with self.assertRaises(AccessError):
            reply.with_user(other).action_delete_published()

    def test_a_supervisor_does(self):
        reply = self.sent()
        reply.with_user(self.supervisor).action_delete_published()
        self.run_job(reply, "_delete_published")
        self.assertFalse(self.said())
