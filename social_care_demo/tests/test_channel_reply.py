# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tools import mute_logger

from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.values import Receipt

from .channel_reply_common import ReplyCase

SENDING = "odoo.addons.social_care.models.social_care_reply_publication"
MINUTE = timedelta(minutes=1)


class TestLedger(ReplyCase):
    """A reply's state tells the truth."""

    def test_a_reply_waits_with_its_text_and_key_until_a_job_sends_it(self):
        self.account.signature_template = "^{initials}"
        reply = self.queued()
        self.assertEqual(reply.state, "queued")
        self.assertEqual(reply.text, "We look into it. ^AP")
        self.assertTrue(reply.record_key)
        self.assertEqual(len(self.jobs(reply)), 1)
        self.assertFalse(self.said())

    def test_published_means_that_the_network_gave_an_id(self):
        reply = self.sent()
        self.assertEqual(reply.state, "published")
        self.assertTrue(reply.external_id)
        self.assertTrue(reply.url)
        self.assertEqual(self.said(), ["We look into it."])

    def test_a_published_reply_stands_in_the_conversation(self):
        own = self.sent().published_mention_id
        self.assertEqual(own.thread_id, self.thread)
        self.assertEqual(own.parent_external_id, "a")
        self.assertEqual((own.is_own, own.state), (True, "context"))
        self.assertFalse(self.thread.waiting_since)

    def test_a_poll_that_brings_it_too_makes_no_second_message(self):
        reply = self.sent()
        for stream in self.account.stream_ids:
            stream._poll()
        self.hear_at_once()
        self.assertEqual(len(self.mentions(reply.external_id)), 1)
        self.assertEqual(self.thread.mention_count, 2)

    def test_a_job_that_comes_twice_sends_once(self):
        reply = self.sent()
        self.run_job(reply)
        self.assertEqual(len(self.said()), 1)

    def test_a_refused_text_fails_with_the_network_s_words(self):
        reply = self.sent("400")
        self.assertEqual((reply.state, reply.error_kind), ("failed", "rejected"))
        self.assertIn("refuses this text", reply.error_message)
        self.assertFalse(self.said())

    def test_the_author_is_told_of_a_failure(self):
        self.sent("400")
        self.assertIn("refuses", self.notices_to(self.agent).body)

    def test_a_failed_reply_can_be_tried_again(self):
        reply = self.sent("400")
        reply.with_user(self.agent).action_retry()
        self.assertEqual(reply.state, "queued")
        self.assertFalse(reply.error_message)
        self.run_job(reply)
        self.assertEqual(reply.state, "published")

    def test_lost_access_shows_on_the_account_and_tells_administrators_once(self):
        for number, status in enumerate(("401", "403")):
            reply = self.sent(status)
            self.assertEqual(reply.error_kind, "authorization")
            self.assertEqual(self.account.state, "failing")
            self.assertTrue(self.account.status_message)
            reply.action_cancel()
            mine = self.account.activity_ids.filtered(
                lambda activity: activity.user_id == self.manager
            )
            self.assertEqual(len(mine), 1, number)

    def test_a_success_ends_the_account_s_failing(self):
        self.sent("401").action_cancel()
        self.sent()
        self.assertEqual(self.account.state, "connected")
        self.assertFalse(self.account.status_message)

    def test_a_rate_limit_waits_until_the_network_s_time(self):
        before = fields.Datetime.now()
        reply = self.sent("429")
        self.assertEqual((reply.state, reply.error_kind), ("queued", "rate_limit"))
        self.assertAlmostEqual(reply.next_try_at, before + MINUTE, delta=MINUTE / 2)
        self.assertEqual(self.jobs(reply).eta, reply.next_try_at)
        self.run_job(reply)
        self.assertEqual(reply.state, "published")

    def test_a_rate_limit_never_becomes_a_failure(self):
        reply = self.queued()
        limit = errors.RateLimited("Slow down", fields.Datetime.now() + MINUTE)
        with self.network("_publish", limit):
            for _ in range(10):
                self.run_job(reply)
        self.assertEqual(reply.state, "queued")

    def test_a_passing_fault_is_tried_again_later_but_not_for_ever(self):
        reply, tries, waits = self.queued(), 0, []
        with self.network("_publish", errors.Temporary("No line")):
            while reply.state == "queued":
                now = fields.Datetime.now()
                self.run_job(reply)
                tries += 1
                waits += [reply.next_try_at - now] if reply.next_try_at else []
        self.assertEqual((reply.state, tries), ("failed", 6))
        self.assertEqual(waits, sorted(waits))
        self.assertIn("No line", reply.error_message)

    def test_a_receipt_of_failure_arrives_after_publishing(self):
        reply = self.sent()
        receipt = Receipt(reply.external_id, "failed", "Not delivered")
        event = self.env["social.care.event"]
        reply._take_receipts(self.account, [(event, receipt)])
        self.assertEqual((reply.state, reply.error_kind), ("failed", "receipt"))
        self.assertEqual(reply.error_message, "Not delivered")

    def test_a_published_reply_can_be_taken_down(self):
        reply = self.sent()
        reply.with_user(self.agent).action_delete_published()
        self.run_job(reply, "_delete_published")
        self.assertFalse(self.said())
        self.assertTrue(reply.published_mention_id.deleted_at)
        self.assertFalse(reply.published_mention_id.text)
        self.assertTrue(self.thread.waiting_since)

    def test_a_deletion_that_fails_says_so_and_the_reply_stands(self):
        reply = self.sent()
        with self.network("_delete", errors.Rejected("Too late")):
            self.run_job(reply, "_delete_published")
        self.assertEqual(reply.state, "published")
        self.assertEqual(reply.error_message, "Too late")
        self.assertFalse(reply.published_mention_id.deleted_at)


class TestUnclear(ReplyCase):
    """Said once: what may have been said is asked about, never guessed."""

    def test_a_lost_answer_is_unclear_and_then_found(self):
        reply = self.sent("lost_answer")
        self.assertEqual(reply.state, "unknown")
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        self.assertEqual(len(self.said()), 1)

    def test_what_surely_is_not_there_is_sent_again_once(self):
        reply = self.sent("500")
        self.assertEqual(reply.state, "unknown")
        self.run_job(reply)
        self.assertEqual(reply.state, "queued")
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        self.assertEqual(len(self.said()), 1)

    def test_while_the_network_cannot_be_asked_it_stays_unclear(self):
        reply = self.sent("lost_answer")
        times = []
        with self.network("_find_published", errors.Temporary("No line")):
            for _ in range(4):
                now = fields.Datetime.now()
                self.run_job(reply)
                self.assertEqual(reply.state, "unknown")
                times.append(reply.next_try_at - now)
        self.assertEqual(times, sorted(times))
        self.assertGreater(times[-1], times[0])
        self.assertEqual(len(self.said()), 1)

    @mute_logger(SENDING)
    def test_a_fault_of_ours_in_the_call_is_unclear(self):
        reply = self.queued()
        with self.network("_publish", KeyError("id")):
            self.run_job(reply)
        self.assertEqual(reply.state, "unknown")

    @mute_logger(SENDING, "odoo.sql_db")
    def test_a_broken_transaction_in_the_call_is_unclear(self):
        def collide(connector, reply):
            connector.env.cr.execute("SELECT 1 / 0")

        reply = self.queued()
        connector = type(self.env["social.care.connector.demo"])
        with patch.object(connector, "_publish", collide):
            self.run_job(reply)
        self.assertEqual(reply.state, "unknown")
        self.assertTrue(self.jobs(reply))

    def test_a_worker_that_dies_before_the_call_loses_nothing(self):
        reply = self.queued()
        reply._claim()
        self.assertEqual(reply.state, "sending")
        self.run_job(reply)
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        self.assertEqual(len(self.said()), 1)

    def test_a_worker_that_dies_after_the_call_says_nothing_twice(self):
        reply = self.queued()
        reply._claim()
        self.env.flush_all()
        self.account._get_connector()._publish(reply)
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        self.assertEqual(len(self.said()), 1)

    def test_what_a_crash_left_is_found_and_enqueued(self):
        reply = self.queued()
        reply._claim()
        self.jobs(reply).unlink()
        reply._cron_sweep()
        self.assertEqual(len(self.jobs(reply)), 1)

    def test_the_sweep_leaves_what_a_job_sees_to(self):
        reply = self.queued()
        jobs = self.jobs(reply)
        self.assertEqual(len(jobs), 1)
        reply._cron_sweep()
        self.assertEqual(self.jobs(reply), jobs)

    def test_the_sweep_comes_each_minute(self):
        cron = self.env.ref("social_care.cron_sweep")
        self.assertEqual((cron.interval_number, cron.interval_type), (1, "minutes"))

    def test_the_sweep_leaves_what_waits_for_its_time(self):
        reply = self.sent("429")
        self.jobs(reply).unlink()
        reply.next_try_at = fields.Datetime.now() + timedelta(hours=1)
        reply._cron_sweep()
        self.assertFalse(self.jobs(reply))

    def age(self, reply, minutes):
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE social_care_reply SET write_date = %s WHERE id = %s",
            (fields.Datetime.now() - timedelta(minutes=minutes), reply.id),
        )
        self.env.invalidate_all()

    def test_a_person_can_have_the_network_asked_now(self):
        reply = self.sent("lost_answer")
        self.assertGreater(self.jobs(reply).eta, fields.Datetime.now())
        reply.with_user(self.agent).action_check()
        self.assertIn(False, self.jobs(reply).mapped("eta"))


class TestTransitions(ReplyCase):
    """From which state a person can do what."""

    STATES = (
        "draft",
        "to_approve",
        "queued",
        "sending",
        "published",
        "unknown",
        "failed",
        "cancelled",
    )

    def after(self, action, user, *args):
        """State after ``action`` from each state; unchanged ones are left out."""
        reply = self.queued()
        changed = {}
        for state in self.STATES:
            reply.write({"state": state, "confirmed_at": False})
            getattr(reply.with_user(user), action)(*args)
            if reply.state != state or reply.confirmed_at:
                changed[state] = reply.state
        return changed

    def test_sending_needs_a_draft(self):
        self.assertEqual(
            self.after("action_send", self.agent),
            {"draft": "queued", "failed": "queued"},
        )

    def test_retrying_needs_a_failure(self):
        changed = self.after("action_retry", self.agent)
        self.assertEqual(changed, {"failed": "queued"})

    def test_approving_needs_a_reply_that_waits_for_it(self):
        changed = self.after("action_approve", self.supervisor)
        self.assertEqual(changed, {"to_approve": "queued"})

    def test_returning_needs_a_reply_that_waits_for_approval(self):
        changed = self.after("action_return", self.supervisor, "No.")
        self.assertEqual(changed, {"to_approve": "failed"})

    def test_cancelling_needs_a_reply_that_is_not_being_sent(self):
        changed = self.after("action_cancel", self.supervisor)
        cancellable = ("draft", "to_approve", "queued", "unknown", "failed")
        self.assertEqual(changed, dict.fromkeys(cancellable, "cancelled"))

    def test_a_cancelled_reply_is_not_sent(self):
        reply = self.queued()
        reply.with_user(self.agent).action_cancel()
        self.run_job(reply)
        self.assertEqual(reply.state, "cancelled")
        self.assertFalse(self.said())
