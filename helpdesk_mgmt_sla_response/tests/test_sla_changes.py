# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo import Command

from ..models import helpdesk_ticket_sla_replanning as replanning
from .sla_common import FRIDAY, MONDAY, TUESDAY, SlaCase, at

CHUNK = f"{replanning.__name__}.CHUNK"


class ChangeCase(SlaCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.evening = cls.make_team(
            "Evening", resource_calendar_id=cls.make_calendar("Evening", 18, 22).id
        )

    def change(self, when, act):
        """Change something, and let the deadlines be replanned at once, also where an
        addon with a job queue is installed.

        :return: number of batches that were replanned
        """
        ticket_slas = self.registry["helpdesk.ticket.sla"]
        schedule = replanning.HelpdeskTicketSlaReplanning._sla_response_schedule_replan
        replan, batches = ticket_slas._sla_response_replan, []

        def count(*args, **kwargs):
            batches.append(args)
            return replan(*args, **kwargs)

        at_once = patch.object(ticket_slas, "_sla_response_schedule_replan", schedule)
        counted = patch.object(ticket_slas, "_sla_response_replan", count)
        with self.when(when), at_once, counted:
            act()
            self.env.flush_all()
        return len(batches)

    def give(self, tickets, team, when):
        with self.when(when):
            tickets.write({"team_id": team.id})

    def holiday(self, first, last, **vals):
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": self.calendar.id,
                "date_from": first,
                "date_to": last,
                **vals,
            }
        )

    def is_late(self, target, when):
        with self.when(when):
            target.invalidate_recordset(["expired"])
            return target.expired


class TestMoved(ChangeCase):
    """The time that was used before a ticket moves stays used."""

    def test_what_is_left_goes_by_the_new_hours(self):
        self.make_sla("resolution", hours=3)
        subject = self.ticket(at(MONDAY, 10))
        self.give(subject, self.evening, at(MONDAY, 12))
        self.assertTarget(subject.ticket_sla_ids, "in_progress", at(MONDAY, 19))
        self.give(subject, self.team, at(MONDAY, 18, 30))
        self.assertTarget(subject.ticket_sla_ids, "in_progress", at(TUESDAY, 9, 30))

    def test_used_up_time_counts_when_it_ends(self):
        self.make_sla("resolution", hours=3)
        subject = self.ticket(at(MONDAY, 10))
        self.give(subject, self.evening, at(MONDAY, 12))
        self.move(subject, self.done, at(MONDAY, 18, 45))
        own = subject.ticket_sla_ids
        self.assertTarget(own, "accomplished")
        self.assertAlmostEqual(own.consumed_time, 2.75)

    def test_to_and_fro_gives_no_more_time(self):
        self.make_sla("resolution", hours=3)
        subject = self.ticket(at(MONDAY, 10))
        for minute in range(0, 60, 10):
            team = (self.evening, self.team)[minute // 10 % 2]
            self.give(subject, team, at(MONDAY, 11, minute))
        self.assertAlmostEqual(subject.ticket_sla_ids.consumed_time, 1 + 1 / 3)

    def test_what_is_late_stays_late(self):
        self.make_sla("resolution", hours=1)
        subject = self.ticket(at(MONDAY, 10))
        own = subject.ticket_sla_ids
        self.give(subject, self.evening, at(MONDAY, 12))
        self.assertTarget(own, "in_progress", at(MONDAY, 11))
        self.move(subject, self.done, at(MONDAY, 12, 1))
        self.assertTarget(own, "expired")

    def test_longer_days_do_not_excuse_what_was_late(self):
        self.make_sla("resolution", days=1)
        subject = self.ticket(at(MONDAY, 18), team_id=self.evening.id)
        own = subject.ticket_sla_ids
        self.give(subject, self.team, at(TUESDAY, 9))
        self.assertTrue(self.is_late(own, at(TUESDAY, 9)))

    def test_time_on_hold_is_not_used(self):
        self.make_sla("resolution", hours=3, ignore_stage_ids=self.waiting.ids)
        subject = self.ticket(at(MONDAY, 10))
        self.move(subject, self.waiting, at(MONDAY, 11))
        self.give(subject, self.evening, at(MONDAY, 15))
        self.move(subject, self.new, at(MONDAY, 18))
        self.assertTarget(subject.ticket_sla_ids, "in_progress", at(MONDAY, 20))

    def test_stages_bank_too(self):
        self.make_sla("stage", hours=3, stage_id=self.done.id)
        subject = self.ticket(at(MONDAY, 10))
        self.give(subject, self.evening, at(MONDAY, 12))
        self.assertTarget(subject.ticket_sla_ids, "in_progress", at(MONDAY, 19))

    def test_a_team_without_a_calendar_goes_by_its_company(self):
        self.make_sla("resolution", hours=3)
        self.env.company.resource_calendar_id = self.make_calendar("Night", 20, 23)
        subject = self.ticket(at(MONDAY, 10))
        none = self.make_team("None", resource_calendar_id=False)
        self.give(subject, none, at(MONDAY, 12))
        self.assertTarget(subject.ticket_sla_ids, "in_progress", at(MONDAY, 21))

    def test_without_any_calendar_it_goes_on_around_the_clock(self):
        self.make_sla("resolution", hours=3)
        self.env.company.resource_calendar_id = False
        subject = self.ticket(at(FRIDAY, 15))
        none = self.make_team("None", resource_calendar_id=False)
        self.give(subject, none, at(FRIDAY, 17))
        self.assertTarget(subject.ticket_sla_ids, "in_progress", at(FRIDAY, 18))

    def test_around_the_clock_a_day_has_24_hours(self):
        self.env.company.resource_calendar_id = False
        none = self.make_team("None", resource_calendar_id=False)
        for target in ("resolution", "stage"):
            self.make_sla(target, days=1, stage_id=self.done.id)
        subject = self.ticket(at(MONDAY, 10), team_id=none.id)
        for own in subject.ticket_sla_ids:
            self.assertTarget(own, "in_progress", at(TUESDAY, 10))


class TestNoHours(ChangeCase):
    """Where nobody ever works a target has no deadline."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.empty = cls.make_calendar("Empty", 9, 17)
        cls.empty.attendance_ids.unlink()
        cls.nobody = cls.make_team("Nobody", resource_calendar_id=cls.empty.id)
        for target in ("first_response", "next_response", "resolution", "stage"):
            cls.env["helpdesk.sla"].create(
                {
                    "name": target,
                    "sla_response_target": target,
                    "days": 1,
                    "hours": 1,
                    "stage_id": cls.done.id,
                }
            )

    def begin(self, **vals):
        return self.ticket(at(MONDAY, 10), **{"team_id": self.nobody.id, **vals})

    def shown(self, ticket):
        """All that screens ask of a ticket and its SLA targets."""
        self.env.invalidate_all()
        targets = ticket.ticket_sla_ids
        return (
            ticket.sla_deadline,
            ticket.sla_expired,
            set(targets.mapped("expired")),
            targets._sla_response_filter_undated(),
            targets.mapped("color"),
        )

    def test_it_is_shown_without_a_deadline(self):
        with self.when(at(MONDAY, 12)):
            subject = self.begin()
            deadline, is_late, late, undated, colors = self.shown(subject)
        self.assertFalse(deadline)
        self.assertFalse(is_late)
        self.assertEqual(late, {False})
        kinds = set(undated.mapped("sla_response_target"))
        self.assertEqual(kinds, {"first_response", "resolution", "stage"})
        self.assertEqual(colors, [0] * 4)

    def test_it_can_be_answered_moved_and_closed(self):
        subject = self.begin()
        self.answer(subject, at(MONDAY, 11))
        self.ask(subject, at(MONDAY, 12))
        for stage in (self.progress, self.waiting, self.done, self.new, self.done):
            self.move(subject, stage, at(TUESDAY, 9))
        states = dict(
            subject.ticket_sla_ids.mapped(lambda c: (c.sla_response_target, c.state))
        )
        self.assertEqual(states["resolution"], "accomplished")
        self.assertEqual(states["stage"], "accomplished")

    def test_a_ticket_that_comes_keeps_what_it_used(self):
        subject = self.begin(team_id=self.team.id)
        self.give(subject, self.nobody, at(MONDAY, 12))
        running = subject.ticket_sla_ids.filtered(lambda c: c.state == "in_progress")
        self.assertEqual(set(running.mapped("deadline")), {False})
        self.give(subject, self.team, at(TUESDAY, 9))
        own = running.filtered(lambda own: own.sla_response_target == "resolution")
        self.assertTarget(own, "in_progress", at(TUESDAY, 16))

    def test_the_first_deadline_is_that_of_those_that_have_one(self):
        subject = self.begin()
        dated = subject.ticket_sla_ids[0]
        dated.deadline = at(MONDAY, 11)
        with self.when(at(MONDAY, 12)):
            deadline, is_late, *_others = self.shown(subject)
        self.assertEqual((deadline, is_late), (at(MONDAY, 11), True))

    def test_it_is_found_among_those_that_are_not_late(self):
        subject = self.begin()
        targets, tickets = subject.ticket_sla_ids.browse(), subject.browse()
        mine = [("ticket_id", "=", subject.id)]
        for late, count in ((True, 0), (False, 4)):
            found = targets.search([*mine, ("expired", "=", late)])
            self.assertEqual(len(found), count)
            here = tickets.search([("id", "=", subject.id), ("sla_expired", "=", late)])
            self.assertEqual(len(here), bool(count))

    def test_a_ticket_with_one_breached_target_is_not_among_those_that_are_not_late(
        self,
    ):
        subject = self.begin()
        subject.ticket_sla_ids[0].deadline = at(MONDAY, 11)
        domain = [("id", "=", subject.id)]
        with self.when(at(MONDAY, 12)):
            for late, count in ((True, 1), (False, 0)):
                found = subject.search_count([*domain, ("sla_expired", "=", late)])
                self.assertEqual(found, count)

    def test_when_people_get_hours_there_is_a_deadline(self):
        subject = self.begin()
        day = {"name": "Day", "dayofweek": "1", "hour_from": 9, "hour_to": 17}
        self.change(
            at(MONDAY, 12),
            lambda: self.empty.write({"attendance_ids": [Command.create(day)]}),
        )
        own = subject.ticket_sla_ids.filtered(
            lambda c: c.sla_response_target == "resolution"
        )
        self.assertTarget(own, "in_progress", at(TUESDAY, 9 + 8 + 7 * 24 - 7))

    def test_the_report_counts_it_neither_way(self):
        subject = self.begin()
        self.env.flush_all()
        lines = self.env["helpdesk.sla.report"].search([("ticket_id", "=", subject.id)])
        self.assertEqual(set(lines.mapped("state")), {"on_going"})
        self.assertEqual(
            (
                sum(lines.mapped("sla_response_breached_count")),
                sum(lines.mapped("sla_response_met_count")),
            ),
            (0, 0),
        )


class TestSlaChanged(ChangeCase):
    """Another target, or an SLA that is archived."""

    def setUp(self):
        super().setUp()
        self.sla = self.make_sla("first_response", sla_response_minutes=60)
        self.subject = self.ticket(at(MONDAY, 10))
        self.own = self.subject.ticket_sla_ids

    def test_more_time_moves_the_deadline(self):
        self.change(
            at(MONDAY, 10, 30),
            lambda: self.sla.write({"hours": 4, "sla_response_minutes": 0}),
        )
        self.assertTarget(self.own, "in_progress", at(MONDAY, 14))

    def test_more_time_excuses_what_runs(self):
        self.change(
            at(MONDAY, 12), lambda: self.sla.write({"sla_response_minutes": 240})
        )
        self.assertTarget(self.own, "in_progress", at(MONDAY, 14))
        self.answer(self.subject, at(MONDAY, 13))
        self.assertTarget(self.own, "accomplished")

    def test_less_time_counts_from_the_beginning(self):
        self.change(
            at(MONDAY, 10, 30), lambda: self.sla.write({"sla_response_minutes": 15})
        )
        self.assertTarget(self.own, "in_progress", at(MONDAY, 10, 15))
        self.answer(self.subject, at(MONDAY, 10, 40))
        self.assertTarget(self.own, "expired")

    def test_what_was_used_before_a_hold_stays_used(self):
        self.sla.ignore_stage_ids = self.waiting
        self.move(self.subject, self.waiting, at(MONDAY, 10, 30))
        self.change(
            at(MONDAY, 11), lambda: self.sla.write({"sla_response_minutes": 120})
        )
        self.assertTarget(self.own, "on_hold")
        self.move(self.subject, self.new, at(MONDAY, 12))
        self.assertTarget(self.own, "in_progress", at(MONDAY, 13, 30))

    def test_what_is_over_stays_as_it_was(self):
        self.answer(self.subject, at(MONDAY, 10, 50))
        self.change(
            at(MONDAY, 11), lambda: self.sla.write({"sla_response_minutes": 15})
        )
        self.assertTarget(self.own, "accomplished", at(MONDAY, 11))

    def test_the_next_question_goes_by_the_new_target(self):
        sla = self.make_sla("next_response", hours=1)
        subject = self.ticket(at(MONDAY, 10))
        self.answer(subject, at(MONDAY, 10, 10))
        own = self.target_of(subject, sla)
        self.change(at(MONDAY, 11), lambda: sla.write({"hours": 2}))
        self.ask(subject, at(MONDAY, 12))
        self.assertTarget(own, "in_progress", at(MONDAY, 14))

    def test_an_archived_sla_has_no_targets_in_progress(self):
        self.change(at(MONDAY, 10, 30), lambda: self.sla.write({"active": False}))
        self.assertTarget(self.own, "canceled")
        self.assertFalse(self.own.deadline)
        self.assertFalse(self.is_late(self.own, at(TUESDAY, 12)))
        self.answer(self.subject, at(TUESDAY, 12))
        self.assertTarget(self.own, "canceled")
        self.assertEqual(
            (self.own.sla_response_met_count, self.own.sla_response_breached_count),
            (0, 0),
        )

    def test_even_before_it_is_replanned(self):
        model = self.registry["helpdesk.ticket.sla"]
        with patch.object(model, "_sla_response_schedule_replan"):
            self.sla.active = False
        self.move(self.subject, self.progress, at(MONDAY, 10, 30))
        self.assertTarget(self.own, "canceled")

    def test_what_was_late_when_its_sla_was_archived_was_late(self):
        self.change(at(MONDAY, 12), lambda: self.sla.write({"active": False}))
        self.assertTarget(self.own, "expired", at(MONDAY, 11))

    def test_what_was_met_when_its_sla_was_archived_was_met(self):
        self.answer(self.subject, at(MONDAY, 10, 20))
        self.change(at(MONDAY, 12), lambda: self.sla.write({"active": False}))
        self.assertTarget(self.own, "accomplished")

    def test_an_sla_that_comes_back_goes_on_where_it_stood(self):
        self.change(at(MONDAY, 10, 30), lambda: self.sla.write({"active": False}))
        self.change(at(MONDAY, 15), lambda: self.sla.write({"active": True}))
        self.assertTarget(self.own, "in_progress", at(MONDAY, 15, 30))

    def test_stages_are_canceled_and_come_back_too(self):
        sla = self.make_sla("stage", hours=2, stage_id=self.done.id)
        subject = self.ticket(at(MONDAY, 10))
        own = self.target_of(subject, sla)
        self.change(at(MONDAY, 11), lambda: sla.write({"active": False}))
        self.assertTarget(own, "canceled")
        self.move(subject, self.progress, at(MONDAY, 12))
        self.assertTarget(own, "canceled")
        self.change(at(MONDAY, 13), lambda: sla.write({"active": True}))
        self.assertTarget(own, "in_progress", at(MONDAY, 14))

    def test_another_stage_is_expected_of_what_runs(self):
        sla = self.make_sla("stage", hours=2, stage_id=self.progress.id)
        own = self.target_of(self.ticket(at(MONDAY, 10)), sla)
        self.change(at(MONDAY, 11), lambda: sla.write({"stage_id": self.done.id}))
        self.assertEqual(own.expected_stage_id, self.done)
        self.change(at(MONDAY, 11, 30), lambda: sla.write({"stage_id": self.new.id}))
        self.assertTarget(own, "accomplished")

    def test_stages_that_hold_from_now_on(self):
        self.move(self.subject, self.waiting, at(MONDAY, 10, 30))
        self.change(
            at(MONDAY, 10, 40),
            lambda: self.sla.write({"ignore_stage_ids": self.waiting.ids}),
        )
        self.assertTarget(self.own, "on_hold")
        self.assertAlmostEqual(self.own.consumed_time, 40 / 60)

    def test_another_name_moves_nothing(self):
        self.assertFalse(
            self.change(at(MONDAY, 11), lambda: self.sla.write({"name": "Other"}))
        )

    def test_the_report_leaves_canceled_targets_out(self):
        self.change(at(MONDAY, 10, 30), lambda: self.sla.write({"active": False}))
        lines = self.env["helpdesk.sla.report"].search(
            [("ticket_id", "=", self.subject.id)]
        )
        self.assertFalse(lines)

    def test_many_targets_are_replanned_batch_by_batch(self):
        self.tickets(5, at(MONDAY, 10))
        with patch(CHUNK, 2):
            batches = self.change(
                at(MONDAY, 10, 30),
                lambda: self.sla.write({"sla_response_minutes": 240}),
            )
        self.assertEqual(batches, 4)
        targets = self.own.search([("sla_id", "=", self.sla.id)])
        self.assertEqual(set(targets.mapped("deadline")), {at(MONDAY, 14)})
