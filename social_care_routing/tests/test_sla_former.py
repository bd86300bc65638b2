# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from .sla_common import MONDAY, TUESDAY, at
from .test_mail import MailRoutingCase
from .test_sla_changes import ChangeCase


class TestFormer(ChangeCase):
    """What became of an SLA stays on record when the ticket moves on."""

    def record(self, ticket):
        self.env.flush_all()
        report = self.env["helpdesk.sla.report"]
        report.invalidate_model()
        lines = report.search([("ticket_id", "=", ticket.id)])
        return [(line.sla_id, line.state, line.in_time, line.late) for line in lines]

    def begin(self, target="first_response"):
        """An SLA that only the first team has, and one that only the other has."""
        self.here = self.promise(target, hours=1, team_ids=self.team.ids)
        self.there = self.promise(target, hours=3, team_ids=self.evening.ids)
        return self.ticket(at(MONDAY, 10))

    def test_a_missed_sla_of_the_old_team_stays_on_record(self):
        subject = self.begin()
        self.give(subject, self.evening, at(MONDAY, 12))
        clock = self.clock(subject, self.here)
        self.assertClock(clock, "expired", at(MONDAY, 11))
        self.assertTrue(clock.is_former)
        self.assertClock(self.clock(subject, self.there), "in_progress")
        self.assertIn((self.here, "expired", 0, 1), self.record(subject))

    def test_one_that_ended_too_late_does_too(self):
        subject = self.begin()
        self.answer(subject, at(MONDAY, 13))
        self.give(subject, self.evening, at(MONDAY, 14))
        self.assertIn((self.here, "expired", 0, 1), self.record(subject))

    def test_one_that_was_met_stays_met(self):
        subject = self.begin()
        self.answer(subject, at(MONDAY, 10, 30))
        self.give(subject, self.evening, at(MONDAY, 14))
        self.assertIn((self.here, "accomplished", 1, 0), self.record(subject))

    def test_one_that_runs_in_time_is_deleted(self):
        subject = self.begin()
        self.give(subject, self.evening, at(MONDAY, 10, 30))
        self.assertEqual(subject.sla_ids, self.there)

    def test_a_missed_next_response_stays_though_it_waits_for_nothing_now(self):
        subject = self.begin("next_response")
        self.answer(subject, at(MONDAY, 10, 10))
        self.ask(subject, at(MONDAY, 11))
        self.answer(subject, at(MONDAY, 14))
        self.ask(subject, at(MONDAY, 15))
        self.give(subject, self.evening, at(MONDAY, 15, 10))
        self.assertClock(self.clock(subject, self.here), "canceled")
        self.assertIn((self.here, "expired", 0, 1), self.record(subject))

    def test_a_team_without_slas_keeps_the_record(self):
        subject = self.begin()
        self.give(subject, self.make_team("Free", use_sla=False), at(MONDAY, 12))
        self.assertEqual(self.record(subject), [(self.here, "expired", 0, 1)])

    def test_the_old_team_s_record_moves_no_more(self):
        subject = self.begin("resolution")
        self.move(subject, self.done, at(MONDAY, 10, 30))
        self.give(subject, self.evening, at(MONDAY, 12))
        self.move(subject, self.new, at(MONDAY, 13))
        self.assertClock(self.clock(subject, self.here), "accomplished")
        self.assertClock(self.clock(subject, self.there), "in_progress")

    def test_back_in_the_old_team_what_was_missed_is_missed(self):
        subject = self.begin()
        self.give(subject, self.evening, at(MONDAY, 12))
        self.give(subject, self.team, at(MONDAY, 13))
        self.assertClock(self.clock(subject, self.here), "expired")
        self.assertFalse(self.clock(subject, self.here).is_former)
        self.assertEqual(subject.sla_ids, self.here)

    def test_back_in_the_old_team_what_was_met_counts_again(self):
        subject = self.begin("resolution")
        self.move(subject, self.done, at(MONDAY, 10, 30))
        self.give(subject, self.evening, at(MONDAY, 12))
        self.move(subject, self.new, at(MONDAY, 13))
        self.give(subject, self.team, at(MONDAY, 14))
        self.assertClock(self.clock(subject, self.here), "in_progress")

    def test_a_former_sla_is_no_reason_to_offer_the_button(self):
        subject = self.begin()
        self.give(subject, self.evening, at(MONDAY, 12))
        self.assertTrue(subject.sla_fits)
        self.here.team_ids = False
        subject.invalidate_recordset()
        self.assertFalse(subject.sla_fits)

    def test_the_button_keeps_the_record_too(self):
        subject = self.begin()
        self.here.team_ids = self.evening
        with self.when(at(MONDAY, 12)):
            subject.refresh_sla()
        self.assertEqual(self.record(subject), [(self.here, "expired", 0, 1)])

    def test_changes_of_an_sla_do_not_wake_former_clocks(self):
        subject = self.begin("next_response")
        self.answer(subject, at(MONDAY, 10, 10))
        self.ask(subject, at(MONDAY, 11))
        self.answer(subject, at(MONDAY, 14))
        self.ask(subject, at(MONDAY, 15))
        self.give(subject, self.evening, at(MONDAY, 15, 10))
        self.change(at(MONDAY, 16), lambda: self.here.write({"hours": 5}))
        self.assertClock(self.clock(subject, self.here), "canceled")


class TestSwitchedOff(ChangeCase):
    """A team that stops using SLAs."""

    def switch(self, use_sla, when):
        self.change(when, lambda: self.team.write({"use_sla": use_sla}))

    def test_its_clocks_stop(self):
        for target in ("first_response", "resolution"):
            self.promise(target, hours=4)
        self.promise("stage", hours=4, stage_id=self.done.id)
        subject = self.ticket(at(MONDAY, 10))
        self.switch(False, at(MONDAY, 11))
        self.assertEqual(set(subject.ticket_sla_ids.mapped("state")), {"canceled"})
        self.assertFalse(any(subject.ticket_sla_ids.mapped("deadline")))
        self.assertFalse(subject.sla_deadline)

    def test_switched_on_again_they_have_what_was_left(self):
        self.promise("resolution", hours=4)
        self.promise("stage", hours=4, stage_id=self.done.id)
        subject = self.ticket(at(MONDAY, 10))
        self.switch(False, at(MONDAY, 11))
        self.switch(True, at(TUESDAY, 9))
        for clock in subject.ticket_sla_ids:
            self.assertClock(clock, "in_progress", at(TUESDAY, 12))

    def test_what_was_missed_before_is_missed(self):
        self.promise("resolution", hours=1)
        subject = self.ticket(at(MONDAY, 10))
        self.switch(False, at(MONDAY, 12))
        self.assertClock(subject.ticket_sla_ids, "expired", at(MONDAY, 11))
        self.switch(True, at(MONDAY, 13))
        self.assertClock(subject.ticket_sla_ids, "expired", at(MONDAY, 11))

    def test_a_question_meanwhile_starts_none(self):
        self.promise("next_response", hours=1)
        subject = self.ticket(at(MONDAY, 10))
        self.answer(subject, at(MONDAY, 10, 10))
        self.switch(False, at(MONDAY, 11))
        self.ask(subject, at(MONDAY, 12))
        self.assertClock(subject.ticket_sla_ids, "canceled")

    def test_other_teams_go_on(self):
        self.promise("resolution", hours=4)
        subject = self.ticket(at(MONDAY, 18), team_id=self.evening.id)
        self.switch(False, at(MONDAY, 19))
        self.assertClock(subject.ticket_sla_ids, "in_progress", at(MONDAY, 22))

    def test_to_say_again_what_holds_already_plans_nothing(self):
        jobs = self.change(at(MONDAY, 11), lambda: self.team.write({"use_sla": True}))
        self.assertFalse(jobs)


class TestReopened(MailRoutingCase):
    """Which message on a ticket that was closed is a new question."""

    def setUp(self):
        super().setUp()
        self.team.use_sla = True
        self.env["helpdesk.sla"].search([]).active = False
        self.env["helpdesk.sla"].create(
            {"name": "Next", "hours": 1, "target": "next_response", "stage_id": False}
        )
        self.taken = self.take()
        self.ours = self.answer_mail(self.taken)
        self.own = self.taken.ticket_sla_ids

    def reopen(self):
        self.taken.stage_id = self.stage_closed
        self.taken.stage_id = self.stage_new

    def test_thanks_after_a_person_opened_it_start_no_clock(self):
        self.reopen()
        self.receive("Thanks!", self.ours)
        self.assertEqual(self.own.state, "idle")
        self.assertFalse(self.taken.sla_waiting_since)

    def test_a_question_after_a_person_opened_it_starts_the_clock(self):
        self.reopen()
        self.receive("But where is it?", self.ours)
        self.assertEqual(self.own.state, "in_progress")
        self.assert_recent(self.taken.sla_waiting_since)

    def test_a_question_that_a_person_brings_back_goes_on(self):
        """To close and open again gives us no more time, nor does a second message."""
        self.receive("But where is it?", self.ours)
        self.wait(self.taken, 600)
        asked = fields.Datetime.now() - self.taken.work_ids.waiting_since
        self.taken.sla_waiting_since = self.taken.work_ids.waiting_since
        self.reopen()
        self.receive("Hello?", self.ours)
        waits = fields.Datetime.now() - self.taken.sla_waiting_since
        self.assertAlmostEqual(waits.total_seconds(), asked.total_seconds(), delta=5)

    def test_a_question_from_before_the_closing_that_came_after_it_is_new(self):
        self.receive("But where is it?", self.ours)
        self.wait(self.taken, 10)
        asked = self.taken.work_ids.waiting_since
        self.taken.sla_waiting_since = self.own.last_state_date = asked
        self.taken.stage_id = self.stage_closed
        self.assertEqual(self.own.state, "idle")
        written = self.taken.closed_date - timedelta(minutes=1)
        self.receive(
            "Still nothing!", self.ours, Date=f"{written:%a, %d %b %Y %H:%M:%S} +0000"
        )
        self.assertFalse(self.taken.closed)
        self.assertEqual(self.taken.sla_waiting_since, written)
        self.assertEqual(self.own.consumed_time, 0)
        self.assertEqual(self.own.last_state_date, written)
