# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .sla_common import MONDAY, TUESDAY, at
from .test_sla_changes import ChangeCase


class TestFormer(ChangeCase):
    """The result of an SLA stays on record when the ticket moves to another team."""

    def record(self, ticket):
        self.env.flush_all()
        report = self.env["helpdesk.sla.report"]
        report.invalidate_model()
        lines = report.search([("ticket_id", "=", ticket.id)])
        return [
            (
                line.sla_response_sla_id,
                line.state,
                line.sla_response_met_count,
                line.sla_response_breached_count,
            )
            for line in lines
        ]

    def begin(self, target="first_response"):
        """An SLA that only the first team has, and one that only the other has."""
        self.here = self.make_sla(target, hours=1, team_ids=self.team.ids)
        self.there = self.make_sla(target, hours=3, team_ids=self.evening.ids)
        return self.ticket(at(MONDAY, 10))

    def test_a_missed_sla_of_the_old_team_stays_on_record(self):
        subject = self.begin()
        self.give(subject, self.evening, at(MONDAY, 12))
        target = self.target_of(subject, self.here)
        self.assertTarget(target, "expired", at(MONDAY, 11))
        self.assertTrue(target.sla_response_is_former)
        self.assertTarget(self.target_of(subject, self.there), "in_progress")
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
        self.assertTarget(self.target_of(subject, self.here), "canceled")
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
        self.assertTarget(self.target_of(subject, self.here), "accomplished")
        self.assertTarget(self.target_of(subject, self.there), "in_progress")

    def test_back_in_the_old_team_what_was_missed_is_missed(self):
        subject = self.begin()
        self.give(subject, self.evening, at(MONDAY, 12))
        self.give(subject, self.team, at(MONDAY, 13))
        self.assertTarget(self.target_of(subject, self.here), "expired")
        self.assertFalse(self.target_of(subject, self.here).sla_response_is_former)
        self.assertEqual(subject.sla_ids, self.here)

    def test_back_in_the_old_team_what_was_met_counts_again(self):
        subject = self.begin("resolution")
        self.move(subject, self.done, at(MONDAY, 10, 30))
        self.give(subject, self.evening, at(MONDAY, 12))
        self.move(subject, self.new, at(MONDAY, 13))
        self.give(subject, self.team, at(MONDAY, 14))
        self.assertTarget(self.target_of(subject, self.here), "in_progress")

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

    def test_changes_of_an_sla_do_not_wake_former_targets(self):
        subject = self.begin("next_response")
        self.answer(subject, at(MONDAY, 10, 10))
        self.ask(subject, at(MONDAY, 11))
        self.answer(subject, at(MONDAY, 14))
        self.ask(subject, at(MONDAY, 15))
        self.give(subject, self.evening, at(MONDAY, 15, 10))
        self.change(at(MONDAY, 16), lambda: self.here.write({"hours": 5}))
        self.assertTarget(self.target_of(subject, self.here), "canceled")


class TestSwitchedOff(ChangeCase):
    """A team that stops using SLAs."""

    def switch(self, use_sla, when):
        self.change(when, lambda: self.team.write({"use_sla": use_sla}))

    def test_its_targets_are_canceled(self):
        for target in ("first_response", "resolution"):
            self.make_sla(target, hours=4)
        self.make_sla("stage", hours=4, stage_id=self.done.id)
        subject = self.ticket(at(MONDAY, 10))
        self.switch(False, at(MONDAY, 11))
        self.assertEqual(set(subject.ticket_sla_ids.mapped("state")), {"canceled"})
        self.assertFalse(any(subject.ticket_sla_ids.mapped("deadline")))
        self.assertFalse(subject.sla_deadline)

    def test_switched_on_again_they_have_what_was_left(self):
        self.make_sla("resolution", hours=4)
        self.make_sla("stage", hours=4, stage_id=self.done.id)
        subject = self.ticket(at(MONDAY, 10))
        self.switch(False, at(MONDAY, 11))
        self.switch(True, at(TUESDAY, 9))
        for target in subject.ticket_sla_ids:
            self.assertTarget(target, "in_progress", at(TUESDAY, 12))

    def test_what_was_missed_before_is_missed(self):
        self.make_sla("resolution", hours=1)
        subject = self.ticket(at(MONDAY, 10))
        self.switch(False, at(MONDAY, 12))
        self.assertTarget(subject.ticket_sla_ids, "expired", at(MONDAY, 11))
        self.switch(True, at(MONDAY, 13))
        self.assertTarget(subject.ticket_sla_ids, "expired", at(MONDAY, 11))

    def test_a_question_meanwhile_starts_none(self):
        self.make_sla("next_response", hours=1)
        subject = self.ticket(at(MONDAY, 10))
        self.answer(subject, at(MONDAY, 10, 10))
        self.switch(False, at(MONDAY, 11))
        self.ask(subject, at(MONDAY, 12))
        self.assertTarget(subject.ticket_sla_ids, "canceled")

    def test_other_teams_go_on(self):
        self.make_sla("resolution", hours=4)
        subject = self.ticket(at(MONDAY, 18), team_id=self.evening.id)
        self.switch(False, at(MONDAY, 19))
        self.assertTarget(subject.ticket_sla_ids, "in_progress", at(MONDAY, 22))

    def test_to_say_again_what_holds_already_plans_nothing(self):
        batches = self.change(
            at(MONDAY, 11), lambda: self.team.write({"use_sla": True})
        )
        self.assertFalse(batches)
