# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .sla_common import FRIDAY, MONDAY, NEXT_MONDAY, TUESDAY, SlaCase, at


class TestStageTargets(SlaCase):
    """Stage targets follow helpdesk_mgmt_sla."""

    def setUp(self):
        super().setUp()
        self.sla = self.make_sla("stage", hours=2, stage_id=self.progress.id)

    def begin(self, when=None):
        subject = self.ticket(when or at(MONDAY, 10))
        return subject, subject.ticket_sla_ids

    def test_the_target_is_a_stage_by_default(self):
        self.assertEqual(self.env["helpdesk.sla"].new({}).sla_response_target, "stage")

    def test_it_runs_until_the_stage(self):
        subject, own = self.begin()
        self.assertTarget(own, "in_progress", at(MONDAY, 12))
        self.assertEqual(own.expected_stage_id, self.progress)
        self.move(subject, self.progress, at(MONDAY, 11))
        self.assertTarget(own, "accomplished", at(MONDAY, 12))

    def test_a_late_stage_misses_it(self):
        subject, own = self.begin()
        self.move(subject, self.progress, at(MONDAY, 13))
        self.assertTarget(own, "expired", at(MONDAY, 12))

    def test_answers_and_questions_are_nothing_to_it(self):
        subject, own = self.begin()
        before = own.read(["state", "deadline", "consumed_time", "last_state_date"])
        self.ask(subject, at(MONDAY, 11))
        self.answer(subject, at(MONDAY, 11, 30))
        after = own.read(["state", "deadline", "consumed_time", "last_state_date"])
        self.assertEqual(before, after)

    def test_it_is_held_and_goes_on(self):
        self.sla.ignore_stage_ids = self.waiting
        self.sla.stage_id = self.done
        subject, own = self.begin()
        self.move(subject, self.waiting, at(MONDAY, 11))
        self.assertTarget(own, "on_hold")
        self.move(subject, self.new, at(TUESDAY, 9))
        self.assertTarget(own, "in_progress", at(TUESDAY, 10))

    def test_back_from_the_stage_it_goes_on(self):
        subject, own = self.begin()
        self.move(subject, self.progress, at(MONDAY, 11))
        self.move(subject, self.new, at(MONDAY, 11, 30))
        self.assertTarget(own, "in_progress")

    def test_evenings_and_weekends_do_not_count(self):
        _subject, own = self.begin(at(FRIDAY, 16))
        self.assertTarget(own, "in_progress", at(NEXT_MONDAY, 10))

    def test_minutes_count_there_too(self):
        self.sla.sla_response_minutes = 30
        _subject, own = self.begin()
        self.assertTarget(own, "in_progress", at(MONDAY, 12, 30))

    def test_the_deadline_is_what_odoo_plans(self):
        """The batch plans as the parent method plans each."""
        self.sla.active = False
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": self.calendar.id,
                "date_from": at(TUESDAY, 12),
                "date_to": at(TUESDAY, 15),
            }
        )
        for hours, minutes in ((0, 1), (2, 20), (8, 0), (31, 15), (400, 0)):
            for target in ("stage", "resolution"):
                self.make_sla(
                    target,
                    hours=hours,
                    sla_response_minutes=minutes,
                    stage_id=self.done.id,
                )
        for hour in (0, 9, 12, 17, 23):
            for day in (MONDAY, FRIDAY):
                subject = self.ticket(at(day, hour, 7))
                for own in subject.ticket_sla_ids:
                    planned = self.calendar.plan_hours(
                        own.hours, at(day, hour, 7), compute_leaves=True
                    )
                    self.assertEqual(own.deadline, planned.replace(microsecond=0))

    def test_what_was_used_up_while_held_is_late_as_with_oca(self):
        self.sla.ignore_stage_ids = self.waiting
        self.sla.stage_id = self.done
        subject, own = self.begin()
        own.write({"state": "on_hold", "consumed_time": 3})
        self.move(subject, self.new, at(MONDAY, 15))
        self.assertTarget(own, "in_progress", at(MONDAY, 14))
