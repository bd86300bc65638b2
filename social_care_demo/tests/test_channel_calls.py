# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time
from contextlib import contextmanager
from unittest.mock import patch

from odoo.sql_db import db_connect

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.social_care.models.social_care_account_calls import SLOW_CHANNEL
from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.slowness import slowness

from .channel_common import JOHN, ChannelCase
from .channel_reply_common import ReplyCase

SENDING, POLLING = "root.social_care.sending", "root.social_care.polling"
SERVER = "slow.example:443"


class CallsCase(ReplyCase):
    @contextmanager
    def busy(self, account=None):
        """Another job, on a connection of its own, calls for the account."""
        key = (account or self.account)._get_line_key()
        with db_connect(self.env.cr.dbname).cursor() as cr:
            cr.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", (key,))
            yield
            cr.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", (key,))

    def job_of(self, method, channel):
        """Records on which a job of this channel works, as the queue starts it."""
        record = self.env["queue.job"].search([("method_name", "=", method)], limit=1)
        record.channel = channel
        return {"job_uuid": record.uuid}

    def send_in(self, reply, channel):
        """Run the job that is there, as one of this channel."""
        in_job = reply.with_context(**self.job_of("_send", channel))
        ChannelCase.run_job(self, in_job, "_send")

    def jobs_of(self, method, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.env["queue.job"].search([("method_name", "=", method), *domain])

    def make_slow(self, account=None):
        """The server that the account called last has answered slowly."""
        slowness.note_caller((account or self.account)._get_caller_key(), SERVER)
        slowness.note(SERVER, 20)
        self.addCleanup(slowness.note, SERVER, 0)


class TestLine(CallsCase):
    """One call at a time for each account; a job that waits keeps no place."""

    def test_a_reply_whose_account_is_busy_waits_without_a_job(self):
        reply = self.queued()
        with self.busy():
            self.run_job(reply)
        self.assertEqual(reply.state, "queued")
        self.assertFalse(self.said())
        self.assertFalse(self.jobs(reply))

    def test_whoever_had_the_line_passes_it_on(self):
        reply = self.queued()
        with self.busy():
            self.run_job(reply)
        self.account._pass_on()
        self.assertEqual(len(self.jobs(reply)), 1)

    def test_a_reply_that_was_said_passes_the_line_on(self):
        other = self.hear(self.post("b", "Me too")).thread_id.mention_ids
        first, second = self.queued(), self.answer(other)
        self.jobs(second).unlink()
        self.run_job(first)
        self.assertEqual(first.state, "published")
        self.assertEqual(len(self.jobs(second)), 1)

    def test_the_line_goes_to_one_at_a_time(self):
        mentions = [self.hear(self.post(f"b{n}", "Me too")) for n in range(3)]
        replies = [self.answer(mention) for mention in mentions]
        for reply in replies:
            self.jobs(reply).unlink()
        self.account._pass_on()
        jobs = [len(self.jobs(reply)) for reply in replies]
        self.assertEqual(jobs, [1, 0, 0])

    def test_what_waits_for_its_time_is_not_called_for(self):
        reply = self.sent("429")
        self.jobs(reply).unlink()
        self.account._pass_on()
        self.assertFalse(self.jobs(reply))

    def test_who_does_not_listen_is_called_for_nothing(self):
        reply = self.queued()
        self.jobs(reply).unlink()
        self.account.action_pause()
        self.account._pass_on()
        self.assertFalse(self.jobs(reply))

    def test_other_accounts_have_lines_of_their_own(self):
        other = self.make_account("other", "other")
        with self.busy(other):
            reply = self.sent()
        self.assertEqual(reply.state, "published")

    def test_a_poll_a_comparison_and_a_deletion_come_again_when_it_is_busy(self):
        reply = self.sent()
        for job in (
            self.stream._poll,
            self.account._reconcile,
            reply._delete_published,
        ):
            with self.busy(), self.assertRaises(RetryableJobError) as raised:
                job()
            self.assertTrue(raised.exception.ignore_retry)
            self.assertLess(raised.exception.seconds, 5)
        self.assertFalse(self.stream.last_poll_at)

    def test_a_reply_that_somebody_changes_comes_again(self):
        reply = self.queued()
        with patch.object(type(reply), "_lock_row", return_value=False):
            with self.assertRaises(RetryableJobError):
                self.run_job(reply)
        self.assertEqual(reply.state, "queued")


class TestSlow(CallsCase):
    """A server that answers slowly is called in a channel of its own."""

    def test_a_reply_goes_to_the_slow_channel_before_it_is_tried(self):
        reply = self.queued()
        self.make_slow()
        with self.network("_publish", AssertionError("called")):
            self.send_in(reply, SENDING)
        self.assertEqual((reply.state, reply.attempts), ("queued", 0))
        self.assertIn(SLOW_CHANNEL, self.jobs(reply).mapped("channel"))

    def test_in_the_slow_channel_it_is_said(self):
        reply = self.queued()
        self.make_slow()
        self.send_in(reply, SLOW_CHANNEL)
        self.assertEqual(reply.state, "published")

    def test_what_turns_out_to_be_slow_at_the_call_was_not_tried(self):
        reply = self.queued()
        with self.network("_publish", errors.Slow("slow")):
            self.run_job(reply)
        self.assertEqual((reply.state, reply.attempts), ("queued", 0))
        self.assertEqual(len(self.jobs(reply)), 1)
        self.run_job(reply)
        self.assertEqual(reply.state, "published")

    def test_an_unclear_reply_is_asked_for_in_the_slow_channel(self):
        reply = self.sent("lost_answer")
        self.assertEqual(reply.state, "unknown")
        looks = reply.looks
        self.jobs(reply).unlink()
        with self.network("_find_published", errors.Slow("slow")):
            self.run_job(reply)
        self.assertEqual((reply.state, reply.looks), ("unknown", looks))
        self.assertEqual(len(self.jobs(reply)), 1)

    def test_a_poll_goes_to_the_slow_channel(self):
        self.stream._enqueue_polls()
        self.make_slow()
        self.stream.with_context(**self.job_of("_poll", POLLING))._poll()
        self.assertFalse(self.stream.last_poll_at)
        self.assertEqual(len(self.jobs_of("_poll", channel=SLOW_CHANNEL)), 0)
        self.jobs_of("_poll").unlink()
        self.stream._enqueue_polls()
        self.assertEqual(self.jobs_of("_poll").channel, SLOW_CHANNEL)

    def test_a_call_to_a_slow_server_is_refused_in_an_ordinary_channel(self):
        self.queued()
        self.make_slow()
        account = self.account.with_context(**self.job_of("_send", SENDING))
        with self.assertRaises(errors.Slow):
            account._check_not_slow(SERVER)
        account = self.account.with_context(**self.job_of("_send", SLOW_CHANNEL))
        account._check_not_slow(SERVER)

    def test_a_person_who_waits_for_an_answer_may_call_any_server(self):
        self.make_slow()
        self.account._check_not_slow(SERVER)

    def test_a_quick_server_is_called_as_usual(self):
        self.make_slow()
        slowness.note(SERVER, 0.1)
        self.queued()
        account = self.account.with_context(**self.job_of("_send", SENDING))
        account._check_not_slow(SERVER)
        self.assertIsNone(account._get_call_channel())


class TestLast(CallsCase):
    """To ask for what is unclear can wait for all that is to be said."""

    def test_a_reply_comes_before_a_question(self):
        reply = self.sent("lost_answer")
        asking = self.jobs(reply).priority
        self.jobs(reply).unlink()
        other = self.hear(self.post("b", "Me too"))
        saying = self.jobs(self.answer(other)).priority
        self.assertLess(saying, asking)
        reply._cron_sweep()
        reply.next_try_at = False
        reply._cron_sweep()
        self.assertEqual(self.jobs(reply).priority, asking)

    def test_an_interrupted_reply_comes_before_what_is_queued(self):
        """Somebody killed its worker: it must not wait behind a long queue."""
        interrupted = self.answer(self.hear(self.post("a1")))
        self.jobs(interrupted).unlink()
        interrupted.sudo().write({"state": "sending", "attempts": 1})
        self.env["social.care.reply"]._cron_sweep()
        queued = self.answer(self.hear(self.post("a2", who=JOHN)))
        self.assertLess(self.jobs(interrupted).priority, self.jobs(queued).priority)

    def test_the_line_passes_to_an_interrupted_reply_before_older_queued_ones(self):
        """Its job found the line busy: it must not wait for the whole queue."""
        queued = self.answer(self.hear(self.post("a1")))
        interrupted = self.answer(self.hear(self.post("a2", who=JOHN)))
        (self.jobs(queued) | self.jobs(interrupted)).unlink()
        interrupted.sudo().write({"state": "sending", "attempts": 1})
        self.account._pass_on()
        self.assertEqual(len(self.jobs(interrupted)), 1)
        self.assertFalse(self.jobs(queued))

    def test_a_full_batch_without_jobs_begins_with_the_interrupted_reply(self):
        replies = self.env["social.care.reply"]
        for number in range(3):
            who_wrote = self.hear(self.post(f"a{number}", f"Text {number}"))
            replies |= self.answer(who_wrote)
            self.jobs(replies[-1]).unlink()
        replies[:2].sudo().write({"state": "unknown"})
        replies[2].sudo().write({"state": "sending", "attempts": 1})
        self.assertEqual(replies._find_without_job([], limit=1), replies[2])


class TestDeadline(CallsCase):
    """All calls of one job end in time, however many they are."""

    def test_each_call_has_what_is_left(self):
        account = self.account._set_deadline(self.account)
        left = account._get_time_limits()["whole"]
        self.assertTrue(50 < left <= 60, left)

    def test_a_call_that_has_no_time_is_not_made(self):
        account = self.account.with_context(calls_until=time.monotonic())
        with self.assertRaises(errors.Temporary):
            account._get_time_limits()

    def test_beside_jobs_there_is_no_limit_but_that_of_one_call(self):
        self.assertEqual(self.account._get_time_limits(), {})
