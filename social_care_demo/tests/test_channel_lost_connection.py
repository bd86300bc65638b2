# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import MagicMock, patch

import psycopg2

from odoo.addons.queue_job.controllers.main import RunJobController
from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.social_care.controllers.queue_job import SocialCareRunJob

from .channel_reply_common import ReplyCase

LOST = (
    psycopg2.InterfaceError("connection already closed"),
    psycopg2.OperationalError("server closed the connection unexpectedly"),
)


class TestLostConnection(ReplyCase):
    """A job that loses its connection is tried again, whatever it was doing."""

    def perform(self, error, channel="root.social_care.sending"):
        job = MagicMock(channel=channel, uuid="job")
        with patch.object(RunJobController, "_try_perform_job", side_effect=error):
            SocialCareRunJob._try_perform_job(self.env, job)

    def test_it_is_tried_again_soon_and_as_often_as_it_takes(self):
        for error in LOST:
            with self.assertRaises(RetryableJobError) as raised:
                self.perform(error)
            self.assertTrue(raised.exception.ignore_retry)
            self.assertLessEqual(raised.exception.seconds, 10)

    def test_what_is_no_lost_connection_stays_as_it_is(self):
        for error in (ValueError("no"), psycopg2.ProgrammingError("no")):
            with self.assertRaises(type(error)):
                self.perform(error)

    def test_jobs_of_others_are_none_of_our_business(self):
        for channel in ("root", "root.other", None):
            with self.assertRaises(psycopg2.InterfaceError):
                self.perform(LOST[0], channel)

    def test_a_job_that_is_done_is_done(self):
        self.perform(None)

    def test_a_connection_lost_in_a_call_is_no_verdict_on_the_reply(self):
        """Nobody knows whether it was said: what is committed stands, and the next job
        asks."""
        reply = self.queued()
        for error in LOST:
            for call, method in (
                (reply._deliver, "_publish"),
                (reply._resolve, "_find_published"),
            ):
                reply.state = "sending"
                with self.network(method, error), self.assertRaises(type(error)):
                    call()
                self.assertEqual((reply.state, reply.looks), ("sending", 0))
        self.run_job(reply)
        self.run_job(reply)
        self.assertEqual(reply.state, "published")
        self.assertEqual(len(self.said()), 1)
