# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.addons.helpdesk_mgmt_sla_response.tests.sla_common import (
    MONDAY,
    TUESDAY,
    SlaCase,
    at,
)
from odoo.addons.helpdesk_mgmt_sla_response.tests.test_sla_changes import CHUNK
from odoo.addons.queue_job.tests.common import trap_jobs

JOB = "_social_care_replan"


class TestSlaReplan(SlaCase):
    """Deadlines are replanned in jobs, and the queue follows."""

    def setUp(self):
        super().setUp()
        self.sla = self.make_sla("first_response", sla_response_minutes=60)
        self.subject = self.ticket(at(MONDAY, 10))
        self.own = self.subject.ticket_sla_ids

    def change(self, when, act):
        """Change something, and run the jobs that replan deadlines.

        :return: their number
        """
        with self.when(when), trap_jobs() as trap:
            act()
            self.env.flush_all()
            done = 0
            while done < len(trap.enqueued_jobs):
                job = trap.enqueued_jobs[done]
                done += 1
                if job.method_name == JOB:
                    job.perform()
                    self.env.flush_all()
            return sum(job.method_name == JOB for job in trap.enqueued_jobs)

    def test_the_queue_goes_by_the_new_deadline(self):
        work = self.subject.sudo().social_care_work_ids
        self.change(
            at(MONDAY, 10, 30), lambda: self.sla.write({"sla_response_minutes": 240})
        )
        self.assertEqual(work.sla_due_at, at(MONDAY, 14))

    def test_many_targets_are_replanned_batch_by_batch(self):
        self.tickets(5, at(MONDAY, 10))
        with patch(CHUNK, 2):
            jobs = self.change(
                at(MONDAY, 10, 30),
                lambda: self.sla.write({"sla_response_minutes": 240}),
            )
        self.assertEqual(jobs, 4)
        targets = self.own.search([("sla_id", "=", self.sla.id)])
        self.assertEqual(set(targets.mapped("deadline")), {at(MONDAY, 14)})

    def test_the_ticket_shows_targets_without_a_deadline(self):
        empty = self.make_calendar("Empty", 9, 17)
        empty.attendance_ids.unlink()
        nobody = self.make_team("Nobody", resource_calendar_id=empty.id)
        for target in ("next_response", "resolution", "stage"):
            self.make_sla(target, days=1, hours=1, stage_id=self.done.id)
        subject = self.ticket(at(MONDAY, 10), team_id=nobody.id)
        states = [target["state"] for target in subject._social_care_get_sla_targets()]
        self.assertEqual(states, ["undated"] * 3)

    def test_a_holiday_is_replanned_in_a_job_and_a_leave_in_none(self):
        def add_holiday(**vals):
            self.env["resource.calendar.leaves"].create(
                {
                    "name": "Holiday",
                    "calendar_id": self.calendar.id,
                    "date_from": MONDAY,
                    "date_to": TUESDAY,
                    **vals,
                }
            )

        self.assertTrue(self.change(at(MONDAY, 10, 30), add_holiday))
        self.assertEqual(self.own.deadline, at(TUESDAY, 10))
        anna = self.env["resource.resource"].create({"name": "Anna"})
        self.assertFalse(
            self.change(at(MONDAY, 11), lambda: add_holiday(resource_id=anna.id))
        )
