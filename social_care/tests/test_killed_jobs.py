# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import TransactionCase


class TestKilledJobs(TransactionCase):
    def make_job(self, model="social.care.event", **values):
        delayed = self.env[model].with_delay()
        job = (
            delayed._ingest() if "event" in model else delayed.search([])
        ).db_record()
        job.write({"state": "failed", "exc_name": "JobFoundDead"} | values)
        return job

    def test_a_job_whose_workers_were_killed_is_tried_again(self):
        job = self.make_job(retry=5)
        self.env["queue.job"]._cron_requeue_killed()
        self.assertEqual((job.state, job.retry), ("pending", 0))

    def test_a_job_that_failed_by_itself_waits_for_a_person(self):
        job = self.make_job(exc_name="builtins.ValueError")
        self.env["queue.job"]._cron_requeue_killed()
        self.assertEqual(job.state, "failed")

    def test_a_job_that_kills_its_workers_for_a_day_waits_for_a_person(self):
        job = self.make_job()
        with freeze_time(fields.Datetime.now() + timedelta(hours=25)):
            self.env["queue.job"]._cron_requeue_killed()
        self.assertEqual(job.state, "failed")

    def test_jobs_of_others_are_left_alone(self):
        job = self.make_job(model="res.partner")
        self.env["queue.job"]._cron_requeue_killed()
        self.assertEqual(job.state, "failed")
