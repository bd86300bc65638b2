# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from .test_mail import MailRoutingCase


class TestReopened(MailRoutingCase):
    """Which message on a ticket that was closed is a new question."""

    def setUp(self):
        super().setUp()
        self.team.use_sla = True
        self.env["helpdesk.sla"].search([]).active = False
        self.env["helpdesk.sla"].create(
            {
                "name": "Next",
                "hours": 1,
                "sla_response_target": "next_response",
                "stage_id": False,
            }
        )
        self.taken = self.take()
        self.ours = self.answer_mail(self.taken)
        self.own = self.taken.ticket_sla_ids

    def reopen(self):
        self.taken.stage_id = self.stage_closed
        self.taken.stage_id = self.stage_new

    def test_thanks_after_a_person_opened_it_start_no_target(self):
        self.reopen()
        self.receive("Thanks!", self.ours)
        self.assertEqual(self.own.state, "idle")
        self.assertFalse(self.taken.sla_response_waiting_since)

    def test_a_question_after_a_person_opened_it_starts_the_target(self):
        self.reopen()
        self.receive("But where is it?", self.ours)
        self.assertEqual(self.own.state, "in_progress")
        self.assert_recent(self.taken.sla_response_waiting_since)

    def test_a_question_that_a_person_brings_back_goes_on(self):
        """To close and open again gives us no more time, nor does a second message."""
        self.receive("But where is it?", self.ours)
        self.wait(self.taken, 600)
        asked = fields.Datetime.now() - self.taken.social_care_work_ids.waiting_since
        self.taken.sla_response_waiting_since = (
            self.taken.social_care_work_ids.waiting_since
        )
        self.reopen()
        self.receive("Hello?", self.ours)
        waits = fields.Datetime.now() - self.taken.sla_response_waiting_since
        self.assertAlmostEqual(waits.total_seconds(), asked.total_seconds(), delta=5)

    def test_a_question_from_before_the_closing_that_came_after_it_is_new(self):
        self.receive("But where is it?", self.ours)
        self.wait(self.taken, 10)
        asked = self.taken.social_care_work_ids.waiting_since
        self.taken.sla_response_waiting_since = self.own.last_state_date = asked
        self.taken.stage_id = self.stage_closed
        self.assertEqual(self.own.state, "idle")
        written = self.taken.closed_date - timedelta(minutes=1)
        self.receive(
            "Still nothing!", self.ours, Date=f"{written:%a, %d %b %Y %H:%M:%S} +0000"
        )
        self.assertFalse(self.taken.closed)
        self.assertEqual(self.taken.sla_response_waiting_since, written)
        self.assertEqual(self.own.consumed_time, 0)
        self.assertEqual(self.own.last_state_date, written)
