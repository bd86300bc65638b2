# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.tests import TransactionCase

from ..models import queue_job


class TestKilledJobs(TransactionCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.registry_enter_test_mode_cls()

    def requeue_killed(self):
        """Run the scheduled action, in a cursor that only seems to commit."""
        self.env.flush_all()
        with self.registry.cursor() as cr:
            self.env(cr=cr)["queue.job"]._social_care_cron_requeue_killed()
        self.env.invalidate_all()

    def make_job(self, model="social.care.event", **values):
        delayed = self.env[model].with_delay()
        job = (
            delayed._ingest() if "event" in model else delayed.search([])
        ).db_record()
        job.write({"state": "failed", "exc_name": "JobFoundDead"} | values)
        return job

    def test_a_job_whose_workers_were_killed_is_tried_again(self):
        job = self.make_job(retry=5)
        self.requeue_killed()
        self.assertEqual((job.state, job.retry), ("pending", 0))

    def test_a_job_that_failed_by_itself_waits_for_a_person(self):
        job = self.make_job(exc_name="builtins.ValueError")
        self.requeue_killed()
        self.assertEqual(job.state, "failed")

    def test_a_job_that_kills_its_workers_for_a_day_waits_for_a_person(self):
        job = self.make_job()
        with freeze_time(fields.Datetime.now() + timedelta(hours=25)):
            self.requeue_killed()
        self.assertEqual(job.state, "failed")

    def test_jobs_of_others_are_left_alone(self):
        job = self.make_job(model="res.partner")
        self.requeue_killed()
        self.assertEqual(job.state, "failed")

    def test_jobs_of_code_that_is_gone_stop_no_others(self):
        model, method = gone = [self.make_job(), self.make_job()]
        self.env.flush_all()
        self.env.cr.execute(
            """
            UPDATE queue_job SET model_name = 'social.care.gone',
                records = replace(records::text, model_name, 'social.care.gone')::jsonb
            WHERE id = %s
            """,
            [model.id],
        )
        self.env.cr.execute(
            "UPDATE queue_job SET method_name = '_gone' WHERE id = %s", [method.id]
        )
        self.env.invalidate_all()
        jobs = [self.make_job() for _number in range(3)]
        with patch.object(queue_job, "BATCH", 2):
            self.requeue_killed()
        self.assertEqual([job.state for job in gone], ["failed"] * 2)
        self.assertEqual([job.state for job in jobs], ["pending"] * 3)
