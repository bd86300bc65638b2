# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user
from odoo.tools import mute_logger

from ..tools import errors, measures
from ..tools.daily_budget import get_next_day
from ..tools.values import Published, is_id


class PublishContract:
    """A reply is said once, and its state tells the truth about it."""

    ANSWER = "We are looking into it."

    def setUp(self):
        super().setUp()
        self.agent = new_test_user(
            self.env,
            "contract_agent",
            groups="social_care.group_social_care_agent",
            name="Contract Agent",
        )
        self.team.user_ids = self.agent
        self.account.signature_template = False

    def test_the_unit_of_lengths_is_declared(self):
        """C8: the composer counts in it, and so does the server."""
        self.assertIn(self.capabilities.text_unit, measures.MEASURES)

    def test_publish(self):
        reply = self.answer()
        self.send(reply)
        self.assert_published_once(reply)

    def test_publish_signature_goes_out(self):
        mention = self.waiting_mention()
        self.account.signature_template = "^{initials}"
        reply = self.write_answer(mention)
        self.send(reply)
        self.assertEqual(len(self.said("^CA")), 1)

    def test_publish_gives_an_id_of_ordinary_length(self):
        reply = self.answer()
        self.send(reply)
        self.assertTrue(is_id(reply.external_id), reply.external_id)

    def test_publish_without_an_id_is_not_published(self):
        """Whatever the connector makes of what its network answers."""
        reply = self.answer()
        connector = type(self.connector)
        for odd in ("", " ", None, ["r1"], {"id": "r1"}, 7, True, "r" * 501):
            reply.state = "queued"
            with patch.object(connector, "_publish", lambda *_a, o=odd: Published(o)):
                self.send(reply)
            self.assertIn(reply.state, ("unknown", "unconfirmed"), repr(odd)[:20])
            self.assertFalse(reply.external_id)

    def test_publish_can_be_found_where_the_connector_says_so(self):
        reply = self.answer()
        if self.capabilities.can_find:
            self.assertIs(self.connector._find_published(reply), False)
            self.send(reply)
            found = self.connector._find_published(reply)
            self.assertEqual(found.external_id, reply.external_id)
        else:
            with self.assertRaises(errors.Temporary):
                self.connector._find_published(reply)

    def test_publish_own_post_is_no_work(self):
        reply = self.answer()
        self.send(reply)
        own = reply.published_mention_id
        self.assertTrue(own.is_own)
        self.assertEqual(own.state, "context")
        self.assertEqual(len(reply.thread_id.mention_ids.ticket_id), 1)

    def test_publish_private_answer(self):
        self.require_publishing()
        self.require(self.has_private, "direct messages")
        self.require("private" in self.capabilities.visibilities, "private replies")
        mention = self.waiting_mention(private=True)
        reply = self.write_answer(mention, visibility="private")
        self.send(reply)
        self.assert_published_once(reply)

    def test_publish_too_long_is_refused_before_sending(self):
        mention = self.waiting_mention()
        too_long = "x" * (self.capabilities.text_limit + 1)
        with self.assertRaises(UserError):
            self.write_answer(mention, too_long)
        self.assertFalse(self.said("xxx"))

    def test_publish_too_short_is_refused_before_sending(self):
        """C8: the composer says it, and so does the server."""
        self.require_publishing()
        minimum = self.capabilities.text_minimum
        self.require(minimum > 1, "shortest text")
        mention = self.waiting_mention()
        with self.assertRaisesRegex(UserError, "too short"):
            self.write_answer(mention, "x" * (minimum - 1))
        self.assertEqual(self.write_answer(mention, "x" * minimum).state, "queued")

    def test_publish_longest(self):
        mention = self.waiting_mention()
        longest = "word " * self.capabilities.text_limit
        longest = longest[: self.capabilities.text_limit - 1] + "."
        reply = self.write_answer(mention, longest)
        self.send(reply)
        self.assertEqual(reply.state, "published", reply.error_message)

    def test_publish_400_fails_with_words(self):
        reply = self.failing_answer("400")
        self.assertEqual(reply.state, "failed")
        self.assertEqual(reply.error_kind, "rejected")
        self.assertTrue(reply.error_message)
        self.assertFalse(self.said())

    def test_publish_401_shows_on_the_account(self):
        self.assert_account_fails("401")

    def test_publish_403_shows_on_the_account(self):
        """Unless the network also says 403 about a single message."""
        self.require(not self.forbids_single_messages, "403 about our access")
        self.assert_account_fails("403")

    def test_publish_403_about_one_message_leaves_the_account_alone(self):
        """The login is checked before the account is marked as failing."""
        self.require_publishing()
        self.require(self.forbids_single_messages, "403 about a single message")
        reply = self.failing_answer("403")
        self.assertEqual((reply.state, reply.error_kind), ("failed", "rejected"))
        self.assertTrue(reply.error_message)
        self.assertEqual(self.account.state, "connected")
        self.assertFalse(self.account.status_message)
        self.assertFalse(self.said())

    def test_publish_to_somebody_who_blocked_us(self):
        """C2: one angry customer does not take the account down."""
        self.require_publishing()
        self.require(self.has_blocks, "word of who blocked us")
        reply = self.failing_answer("blocked")
        self.assertEqual((reply.state, reply.error_kind), ("failed", "recipient"))
        self.assertIn(self.blocked_words or reply.error_message, reply.error_message)
        self.assertTrue(reply.error_message)
        self.assertEqual(self.account.state, "connected")
        self.assertFalse(self.account.status_message)
        self.assertFalse(self.said())

    def test_publish_429_waits(self):
        reply = self.failing_answer("429")
        self.assertEqual(reply.state, "queued")
        self.assertGreater(reply.next_try_at, fields.Datetime.now())
        self.assertFalse(self.said())
        self.assert_comes_right(reply)

    def test_publish_waits_where_the_budget_of_the_day_is_spent(self):
        """C13: the network is not called before its next day."""
        declared = self.connector._get_daily_budgets()
        self.require(declared, "daily budgets")
        budgets = self.env["social.care.daily.budget"]
        budgets._declare(self.account)
        self.account.daily_budget_ids.amount = 0
        reply = self.answer()
        self.send(reply)
        self.assertEqual((reply.state, reply.error_kind), ("queued", "rate_limit"))
        self.assertEqual(reply.next_try_at, get_next_day(declared[0].timezone))
        self.assertEqual(self.account.state, "connected")
        self.assertFalse(self.said())
        for budget in declared:
            own = self.account.daily_budget_ids.filtered(
                lambda row, code=budget.code: row.code == code
            )
            own.amount = budget.amount
        self.assert_comes_right(reply)

    def test_publish_500_is_asked_about(self):
        reply = self.failing_answer("500")
        self.require(self.capabilities.can_find, "way to find a reply")
        self.assertIn(reply.state, ("unknown", "queued"))
        self.assert_comes_right(reply)

    def test_publish_lost_answer_is_said_once(self):
        reply = self.failing_answer("lost_answer")
        self.assertEqual(len(self.said()), 1)
        if self.capabilities.can_find:
            self.assertEqual(reply.state, "unknown")
            self.assert_comes_right(reply)
        else:
            self.assertEqual(reply.state, "unconfirmed")

    def test_publish_lost_answer_is_never_sent_again(self):
        reply = self.failing_answer("lost_answer")
        self.send(reply)
        self.assertEqual(len(self.said()), 1)

    def test_publish_and_delete(self):
        self.require_publishing()
        self.require(self.capabilities.can_delete, "deletion")
        reply = self.answer()
        self.send(reply)
        reply.action_delete_published()
        self.run_job(reply, "_delete_published")
        self.assertTrue(reply.published_mention_id.deleted_at)
        self.assertFalse(self.said())

    # ------------------------------------------------------------------
    # Steps
    # ------------------------------------------------------------------
    def require_publishing(self):
        self.require(self.capabilities.visibilities, "replies")

    def waiting_mention(self, **kwargs):
        self.require_publishing()
        notice = self.customer_posts("Where is my parcel?", **kwargs)
        self.hear(notice)
        return self.mention(notice)

    def answer(self):
        return self.write_answer(self.waiting_mention())

    def write_answer(self, mention, text=ANSWER, visibility="public"):
        thread = self.env["social.care.thread"].with_user(self.agent)
        result = thread.post_reply(
            mention.thread_id.id, mention.id, text, visibility, []
        )
        return self.env["social.care.reply"].browse(result["reply_id"])

    @mute_logger("odoo.addons.social_care.models.social_care_reply")
    def failing_answer(self, kind):
        reply = self.answer()
        self.script_failure(kind)
        self.send(reply)
        return reply

    def send(self, reply):
        self.run_job(reply, "_send")

    def run_job(self, record, method):
        """Run a job that commits: in a cursor that only seems to, in this test."""
        self.env.flush_all()
        with self.registry.cursor() as cr:
            getattr(record.with_env(self.env(cr=cr)), method)()
        self.env.invalidate_all()

    def said(self, text=ANSWER):
        return [said for said in self.published_texts() if text in said]

    def assert_published_once(self, reply):
        self.assertEqual(reply.state, "published", reply.error_message)
        self.assertTrue(reply.external_id)
        self.assertEqual(len(self.said()), 1)

    def assert_comes_right(self, reply):
        """Time passes, the network is asked, and the answer stands there once."""
        if reply.state == "unknown":
            reply.action_check()
            self.send(reply)
        if reply.state == "queued":
            self.send(reply)
        self.assert_published_once(reply)

    def assert_account_fails(self, status):
        reply = self.failing_answer(status)
        self.assertEqual(self.account.state, "failing")
        self.assertTrue(self.account.status_message)
        self.assertEqual(reply.error_kind, "authorization")
        self.assertTrue(reply.error_message)
        self.assertFalse(self.said())
