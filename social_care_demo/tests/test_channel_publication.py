# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tools import mute_logger

from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.values import Receipt

from .channel_common import AGENT
from .channel_reply_common import ReplyCase

NO_LINE = errors.Temporary("No line")


class PublicationCase(ReplyCase):
    def setUp(self):
        super().setUp()
        self.reply = self.sent("pending")

    def receipts(self, *statuses):
        """The network tells several things at once."""
        no_event = self.env["social.care.event"]
        values = [
            (no_event, Receipt(self.reply.external_id, status, "Rude"))
            for status in statuses
        ]
        self.reply._take_receipts(self.account, values)

    def decide(self, verdict, reason=""):
        post = self.env["social.care.demo.post"].search(
            [("uid", "=", self.reply.external_id)]
        )
        post._decide(verdict, reason)

    def panel(self):
        threads = self.env["social.care.thread"].with_user(self.agent)
        return threads.get_conversation(self.thread.id)


class TestAccepted(PublicationCase):
    """C12: a reply that the network accepted and others cannot read yet."""

    def test_the_conversation_shows_it_once_as_the_message_that_it_is(self):
        shown = self.panel()
        self.assertFalse(shown["replies"])
        states = [message["reply_state"] for message in shown["messages"]]
        self.assertEqual(states, ["", "accepted"])

    def test_it_counts_as_what_we_said_since(self):
        self.assertGreater(self.panel()["said_until"], "2000")

    def test_another_person_s_later_reply_is_overtaken_by_it(self):
        other = self.make_user("other", AGENT)
        self.team.user_ids += other
        late = self.env["social.care.reply"].create(
            {
                "thread_id": self.thread.id,
                "mention_id": self.waiting.id,
                "user_id": other.id,
                "body": "Me too",
                "visibility": "public",
                "confirmed_at": self.reply.accepted_at - timedelta(seconds=9),
            }
        )
        with self.assertRaisesRegex(UserError, "replied in the meantime"):
            late._check_not_overtaken()

    def test_another_reply_can_be_sent_meanwhile(self):
        said = self.panel()["said_until"]
        second = self.queued(body="And this", said_until=said)
        self.run_job(second)
        self.assertEqual(second.state, "published")

    def test_it_is_asked_about_until_two_weeks_have_passed(self):
        with self.network("_check_publication", None):
            asked, waited = 0, timedelta()
            while self.jobs(self.reply) and asked < 100:
                before = fields.Datetime.now()
                self.run_job(self.reply)
                asked += 1
                if self.reply.next_try_at:
                    waited += self.reply.next_try_at - before
        self.assertEqual(asked, 64)
        self.assertGreater(waited, timedelta(days=13))
        self.assertEqual(self.reply.state, "accepted")
        self.assertFalse(self.reply.next_try_at)
        notice = self.notices_to(self.agent)[:1]
        self.assertEqual(notice.subject, "Your reply is not public yet")
        self.reply.with_user(self.agent).action_check()
        with self.network("_check_publication", None):
            self.run_job(self.reply)
        self.assertEqual(self.notices_to(self.agent)[:1], notice)

    def test_one_that_is_not_due_is_left_to_its_job(self):
        self.jobs(self.reply).unlink()
        replies = self.env["social.care.reply"]
        own = [("id", "=", self.reply.id)]
        self.assertFalse(replies._find_without_job(own))
        self.reply.next_try_at = fields.Datetime.now() - timedelta(seconds=1)
        self.assertEqual(replies._find_without_job(own), self.reply)

    def test_one_that_nobody_can_be_asked_about_is_left_alone(self):
        self.jobs(self.reply).unlink()
        self.reply.next_try_at = False
        own = [("id", "=", self.reply.id)]
        self.assertFalse(self.env["social.care.reply"]._find_without_job(own))

    def test_a_network_that_cannot_tell_is_asked_again(self):
        log = "odoo.addons.social_care.models.social_care_reply_confirmation"
        for fault in (NO_LINE, ZeroDivisionError(), errors.AuthorizationLost("Ended")):
            with self.network("_check_publication", fault), mute_logger(log):
                self.run_job(self.reply)
            self.assertEqual(self.reply.state, "accepted")
            self.assertTrue(self.jobs(self.reply))

    def test_a_button_asks_now(self):
        self.decide("published")
        self.reply.with_user(self.agent).action_check()
        self.run_job(self.reply)
        self.assertEqual(self.reply.state, "published")

    def test_a_deletion_is_possible(self):
        self.reply.with_user(self.agent).action_delete_published()
        self.run_job(self.reply, "_delete_published")
        self.assertTrue(self.reply.published_mention_id.deleted_at)
        self.assertFalse(self.said())

    def test_a_person_can_end_the_waiting(self):
        self.reply.with_user(self.agent).action_confirm_published()
        self.assertEqual(self.reply.state, "published")
        self.assertEqual(self.reply.log_ids.mapped("action"), ["reply_confirmed"])

    def test_a_person_can_say_that_it_never_came(self):
        self.reply.with_user(self.agent).action_confirm_unpublished()
        self.assertEqual(
            (self.reply.state, self.reply.error_kind), ("failed", "receipt")
        )
        self.assertEqual(self.thread.waiting_since, self.at(0))

    def test_nobody_else_s_reply(self):
        other = self.make_user("other", AGENT)
        self.team.user_ids += other
        with self.assertRaises(AccessError):
            self.reply.with_user(other).action_confirm_published()

    def test_retention_erases_it(self):
        self.account.retention_days = 30
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE social_care_reply "
            "SET create_date = create_date - interval '40 days' WHERE id = %s",
            (self.reply.id,),
        )
        self.env.invalidate_all()
        self.env["social.care.reply"]._gc_expired()
        self.assertFalse(self.reply.text)

    def test_the_export_names_its_state(self):
        (answer,) = self.waiting.profile_id._export()["answers"]
        self.assertEqual(answer["state"], "Accepted, not public yet")


class TestDecided(PublicationCase):
    """C12: what the network decides."""

    def test_a_receipt_makes_it_public(self):
        self.receipts("published")
        self.assertEqual(self.reply.state, "published")
        self.assertTrue(self.reply.published_at)
        self.assertFalse(self.thread.waiting_since)

    def test_the_order_of_receipts_does_not_matter(self):
        self.receipts("revoked", "published")
        self.assertEqual(self.reply.state, "failed")
        self.receipts("published")
        self.assertEqual(self.reply.state, "failed")

    def test_public_again_is_nothing_new(self):
        self.receipts("published")
        at = self.reply.published_at
        self.receipts("published")
        self.assertEqual(self.reply.published_at, at)

    def test_the_author_reads_the_words_of_the_network(self):
        self.receipts("revoked")
        notice = self.notices_to(self.agent)[:1]
        self.assertIn("Rude", notice.body)
        self.assertEqual(notice.subject, "Your reply was removed by the network")

    def test_revoked_the_conversation_waits_since_the_customer_wrote(self):
        self.receipts("published")
        self.receipts("revoked")
        self.assertEqual(self.thread.waiting_since, self.at(0))
        self.assertFalse(self.waiting.answered_at)

    def test_revoked_a_closed_ticket_is_reopened(self):
        ticket = self.waiting.ticket_id or self.open_ticket()
        self.close(ticket)
        self.assertTrue(self.waiting.handled_at)
        self.receipts("revoked")
        self.assertFalse(ticket.closed)
        self.assertFalse(self.waiting.handled_at)
        self.assertEqual(self.thread.waiting_since, self.at(0))

    def test_what_was_answered_before_does_not_wait_again(self):
        """A second reply to the same message answers nothing new."""
        self.receipts("published")
        first = self.reply
        said = self.panel()["said_until"]
        self.reply = self.queued(body="And this", said_until=said)
        self.run_job(self.reply)
        self.reply.published_mention_id.effective_at += timedelta(minutes=1)
        self.thread._refresh()
        self.receipts("revoked")
        self.assertEqual(self.reply.state, "failed")
        self.assertEqual(first.state, "published")
        self.assertFalse(self.thread.waiting_since)

    def test_revoked_it_is_not_on_the_network_any_more(self):
        self.receipts("revoked")
        self.assertTrue(self.reply.published_mention_id.deleted_at)
        (shown,) = self.panel()["replies"]
        self.assertTrue(shown["can_retry"])
        self.assertTrue(shown["is_revoked"])

    def open_ticket(self):
        self.waiting.with_user(self.agent).action_make_ticket()
        return self.waiting.ticket_id

    def close(self, ticket):
        stages = ticket.team_id._get_applicable_stages()
        ticket.stage_id = stages.filtered("closed")[:1]


class TestEarly(ReplyCase):
    """C12: the network decides before we have written down that it accepted."""

    def test_a_verdict_during_the_call_is_not_lost(self):
        reply = self.queued()
        self.script("pending")
        connector = type(self.env["social.care.connector.demo"])
        real = connector._publish

        def publish(own, said):
            published = real(own, said)
            post = self.env["social.care.demo.post"].search(
                [("uid", "=", published.external_id)]
            )
            self.account.demo_delivery = "normal"
            post._decide("published")
            return published

        with patch.object(connector, "_publish", publish):
            self.run_job(reply)
        self.assertEqual(reply.state, "published")
