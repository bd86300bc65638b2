# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import ValidationError

from .sla_common import FRIDAY, MONDAY, NEXT_MONDAY, TUESDAY, SlaCase, at


class TestFirstResponse(SlaCase):
    """Our first public answer meets the target, or breaches it."""

    def setUp(self):
        super().setUp()
        self.sla = self.make_sla("first_response", sla_response_minutes=30)

    def test_it_runs_from_the_ticket_on(self):
        target = self.ticket(at(MONDAY, 10)).ticket_sla_ids
        self.assertTarget(target, "in_progress", at(MONDAY, 10, 30))

    def test_an_answer_in_time_meets_it(self):
        ticket = self.ticket(at(MONDAY, 10))
        self.answer(ticket, at(MONDAY, 10, 20))
        self.assertTarget(ticket.ticket_sla_ids, "accomplished", at(MONDAY, 10, 30))
        self.assertAlmostEqual(ticket.ticket_sla_ids.consumed_time, 1 / 3)

    def test_an_answer_in_the_last_second_meets_it(self):
        ticket = self.ticket(at(MONDAY, 10))
        self.answer(ticket, at(MONDAY, 10, 30))
        self.assertTarget(ticket.ticket_sla_ids, "accomplished")

    def test_a_late_answer_misses_it(self):
        ticket = self.ticket(at(MONDAY, 10))
        self.answer(ticket, at(MONDAY, 10, 31))
        self.assertTarget(ticket.ticket_sla_ids, "expired", at(MONDAY, 10, 30))

    def test_the_second_answer_changes_nothing(self):
        ticket = self.ticket(at(MONDAY, 10))
        self.answer(ticket, at(MONDAY, 10, 20))
        self.answer(ticket, at(MONDAY, 15))
        self.assertTarget(ticket.ticket_sla_ids, "accomplished")
        self.assertEqual(ticket.sla_response_first_answer, at(MONDAY, 10, 20))
        self.assertEqual(ticket.ticket_sla_ids.sla_response_met_count, 1)

    def test_a_question_gives_no_more_time(self):
        ticket = self.ticket(at(MONDAY, 10))
        self.ask(ticket, at(MONDAY, 10, 25))
        self.assertTarget(ticket.ticket_sla_ids, "in_progress", at(MONDAY, 10, 30))

    def test_the_evening_does_not_count(self):
        target = self.ticket(at(MONDAY, 16, 50)).ticket_sla_ids
        self.assertTarget(target, "in_progress", at(TUESDAY, 9, 20))

    def test_the_weekend_does_not_count(self):
        ticket = self.ticket(at(FRIDAY, 22))
        self.assertTarget(ticket.ticket_sla_ids, "in_progress", at(NEXT_MONDAY, 9, 30))
        self.answer(ticket, at(NEXT_MONDAY, 9, 5))
        self.assertTarget(ticket.ticket_sla_ids, "accomplished")
        self.assertAlmostEqual(ticket.ticket_sla_ids.consumed_time, 5 / 60)

    def test_a_public_holiday_does_not_count(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "calendar_id": self.calendar.id,
                "date_from": MONDAY,
                "date_to": TUESDAY,
            }
        )
        target = self.ticket(at(MONDAY, 10)).ticket_sla_ids
        self.assertTarget(target, "in_progress", at(TUESDAY, 9, 30))

    def test_days_hours_and_minutes_add_up(self):
        self.sla.write({"days": 1, "hours": 2, "sla_response_minutes": 15})
        target = self.ticket(at(MONDAY, 9)).ticket_sla_ids
        self.assertAlmostEqual(target.hours, 8 + 2 + 0.25)
        self.assertTarget(target, "in_progress", at(TUESDAY, 11, 15))

    def test_a_ticket_closed_without_an_answer_keeps_nobody_waiting(self):
        ticket = self.ticket(at(MONDAY, 10))
        self.move(ticket, self.done, at(MONDAY, 10, 10))
        self.assertTarget(ticket.ticket_sla_ids, "idle")
        self.assertFalse(ticket.ticket_sla_ids.deadline)

    def test_opened_again_it_goes_on(self):
        ticket = self.ticket(at(MONDAY, 10))
        self.move(ticket, self.done, at(MONDAY, 10, 10))
        self.move(ticket, self.new, at(MONDAY, 15))
        self.assertTarget(ticket.ticket_sla_ids, "in_progress", at(MONDAY, 15, 20))

    def test_closing_a_late_ticket_does_not_hide_that_it_was_late(self):
        ticket = self.ticket(at(MONDAY, 10))
        self.move(ticket, self.done, at(MONDAY, 11))
        self.assertTarget(ticket.ticket_sla_ids, "expired")

    def test_a_team_without_hours_goes_by_its_company(self):
        self.team.resource_calendar_id = False
        self.env.company.resource_calendar_id = self.make_calendar("Night", 20, 23)
        target = self.ticket(at(MONDAY, 10)).ticket_sla_ids
        self.assertTarget(target, "in_progress", at(MONDAY, 20, 30))

    def test_without_any_calendar_time_never_stops(self):
        self.team.resource_calendar_id = False
        self.env.company.resource_calendar_id = False
        target = self.ticket(at(FRIDAY, 22)).ticket_sla_ids
        self.assertTarget(target, "in_progress", at(FRIDAY, 22, 30))


class TestNextResponse(SlaCase):
    """Each later message of the customer has its own target."""

    def setUp(self):
        super().setUp()
        self.sla = self.make_sla("next_response", hours=1)
        self.subject = self.ticket(at(MONDAY, 10))
        self.own = self.subject.ticket_sla_ids

    def test_the_first_message_is_no_next_one(self):
        self.assertTarget(self.own, "idle")
        self.ask(self.subject, at(MONDAY, 10))
        self.assertTarget(self.own, "idle")
        self.answer(self.subject, at(MONDAY, 10, 30))
        self.assertTarget(self.own, "idle")
        self.assertEqual(
            (self.own.sla_response_met_count, self.own.sla_response_breached_count),
            (0, 0),
        )

    def begin(self):
        self.ask(self.subject, at(MONDAY, 10))
        self.answer(self.subject, at(MONDAY, 10, 30))
        self.ask(self.subject, at(MONDAY, 11))

    def test_it_starts_when_the_customer_writes_again(self):
        self.begin()
        self.assertTarget(self.own, "in_progress", at(MONDAY, 12))

    def test_our_answer_meets_it(self):
        self.begin()
        self.answer(self.subject, at(MONDAY, 11, 50))
        self.assertTarget(self.own, "accomplished")
        self.assertEqual(
            (self.own.sla_response_met_count, self.own.sla_response_breached_count),
            (1, 0),
        )

    def test_who_asks_twice_waits_no_longer(self):
        self.begin()
        self.ask(self.subject, at(MONDAY, 11, 55))
        self.assertTarget(self.own, "in_progress", at(MONDAY, 12))
        self.assertEqual(self.subject.sla_response_waiting_since, at(MONDAY, 11))

    def test_each_question_has_its_own_time(self):
        self.begin()
        self.answer(self.subject, at(MONDAY, 11, 50))
        self.ask(self.subject, at(MONDAY, 16, 30))
        self.assertTarget(self.own, "in_progress", at(TUESDAY, 9, 30))
        self.answer(self.subject, at(TUESDAY, 9, 29))
        self.assertTarget(self.own, "accomplished")
        self.assertEqual(
            (self.own.sla_response_met_count, self.own.sla_response_breached_count),
            (2, 0),
        )

    def test_a_late_answer_is_counted_also_when_the_next_is_in_time(self):
        self.begin()
        self.answer(self.subject, at(MONDAY, 13))
        self.assertTarget(self.own, "expired")
        self.ask(self.subject, at(MONDAY, 14))
        self.assertTarget(self.own, "in_progress", at(MONDAY, 15))
        self.answer(self.subject, at(MONDAY, 14, 10))
        self.assertTarget(self.own, "accomplished")
        self.assertEqual(
            (self.own.sla_response_met_count, self.own.sla_response_breached_count),
            (1, 1),
        )

    def test_an_answer_older_than_the_question_answers_nothing(self):
        self.begin()
        self.answer(self.subject, at(MONDAY, 10, 45))
        self.assertTarget(self.own, "in_progress", at(MONDAY, 12))

    def test_closing_settles_the_question(self):
        self.begin()
        self.move(self.subject, self.done, at(MONDAY, 11, 10))
        self.assertTarget(self.own, "idle")

    def test_opened_again_by_hand_the_question_goes_on(self):
        self.begin()
        self.move(self.subject, self.done, at(MONDAY, 11, 10))
        self.move(self.subject, self.new, at(MONDAY, 14))
        self.assertTarget(self.own, "in_progress", at(MONDAY, 14, 50))

    def test_who_comes_back_asks_something_new(self):
        self.begin()
        self.move(self.subject, self.done, at(MONDAY, 11, 10))
        self.move(self.subject, self.new, at(MONDAY, 14))
        self.ask(self.subject, at(MONDAY, 14))
        self.assertTarget(self.own, "in_progress", at(MONDAY, 15))

    def test_thanks_on_a_closed_ticket_wait_for_nobody(self):
        self.begin()
        self.answer(self.subject, at(MONDAY, 11, 10))
        self.move(self.subject, self.done, at(MONDAY, 11, 20))
        self.ask(self.subject, at(MONDAY, 11, 30))
        self.assertTarget(self.own, "idle")

    def test_what_was_asked_on_a_closed_ticket_counts_when_it_opens(self):
        self.begin()
        self.answer(self.subject, at(MONDAY, 11, 10))
        self.move(self.subject, self.done, at(MONDAY, 11, 20))
        self.ask(self.subject, at(MONDAY, 11, 30))
        self.move(self.subject, self.new, at(MONDAY, 11, 40))
        self.assertTarget(self.own, "in_progress", at(MONDAY, 12, 40))


class TestResolution(SlaCase):
    """Closing the ticket meets the target, or breaches it."""

    def setUp(self):
        super().setUp()
        self.sla = self.make_sla("resolution", hours=4)
        self.subject = self.ticket(at(MONDAY, 10))
        self.own = self.subject.ticket_sla_ids

    def test_an_answer_does_not_meet_it(self):
        self.answer(self.subject, at(MONDAY, 11))
        self.assertTarget(self.own, "in_progress", at(MONDAY, 14))

    def test_closing_meets_it(self):
        self.move(self.subject, self.done, at(MONDAY, 13))
        self.assertTarget(self.own, "accomplished", at(MONDAY, 14))

    def test_closing_late_misses_it(self):
        self.move(self.subject, self.done, at(MONDAY, 15))
        self.assertTarget(self.own, "expired", at(MONDAY, 14))

    def test_opened_again_it_goes_on_where_it_stood(self):
        self.move(self.subject, self.done, at(MONDAY, 13))
        self.move(self.subject, self.new, at(MONDAY, 16))
        self.assertTarget(self.own, "in_progress", at(MONDAY, 17))
        self.move(self.subject, self.done, at(TUESDAY, 9))
        self.assertTarget(self.own, "expired")

    def test_what_was_missed_stays_missed(self):
        self.move(self.subject, self.done, at(MONDAY, 15))
        self.move(self.subject, self.new, at(MONDAY, 16))
        self.assertTarget(self.own, "expired")

    def test_while_late_it_goes_on_running(self):
        self.move(self.subject, self.progress, at(MONDAY, 16))
        self.assertTarget(self.own, "in_progress", at(MONDAY, 14))
        with self.when(at(MONDAY, 16)):
            self.assertTrue(self.own.expired)


class TestOnHold(SlaCase):
    """SLA targets pause in some stages."""

    def begin(self, target, **vals):
        sla = self.make_sla(target, ignore_stage_ids=self.waiting.ids, **vals)
        subject = self.ticket(at(MONDAY, 10))
        return subject, self.target_of(subject, sla)

    def test_it_stops_and_goes_on(self):
        subject, own = self.begin("resolution", hours=4)
        self.move(subject, self.waiting, at(MONDAY, 11))
        self.assertTarget(own, "on_hold")
        self.assertFalse(subject.sla_deadline)
        self.move(subject, self.new, at(TUESDAY, 9))
        self.assertTarget(own, "in_progress", at(TUESDAY, 12))

    def test_what_is_late_does_not_hide_there(self):
        subject, own = self.begin("first_response", hours=1)
        self.move(subject, self.waiting, at(MONDAY, 12))
        self.assertTarget(own, "in_progress", at(MONDAY, 11))

    def test_an_answer_meets_it_there(self):
        subject, own = self.begin("first_response", hours=1)
        self.move(subject, self.waiting, at(MONDAY, 10, 30))
        self.answer(subject, at(MONDAY, 16))
        self.assertTarget(own, "accomplished")

    def test_closing_from_there_meets_it(self):
        subject, own = self.begin("resolution", hours=1)
        self.move(subject, self.waiting, at(MONDAY, 10, 30))
        self.move(subject, self.done, at(MONDAY, 16))
        self.assertTarget(own, "accomplished")

    def test_a_ticket_may_begin_there(self):
        sla = self.make_sla(
            "first_response", hours=1, ignore_stage_ids=self.waiting.ids
        )
        subject = self.ticket(at(MONDAY, 10), stage_id=self.waiting.id)
        own = self.target_of(subject, sla)
        self.assertTarget(own, "on_hold")
        self.move(subject, self.new, at(MONDAY, 15))
        self.assertTarget(own, "in_progress", at(MONDAY, 16))


class TestSetup(SlaCase):
    """Which SLAs an administrator can set up."""

    def test_an_sla_without_time_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "Set the days, hours or minutes"):
            self.make_sla("resolution")

    def test_a_negative_time_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "cannot be negative"):
            self.make_sla("resolution", hours=1, sla_response_minutes=-5)

    def test_the_target_of_an_sla_in_use_stays(self):
        sla = self.make_sla("resolution", hours=1)
        self.ticket(at(MONDAY, 10))
        with self.assertRaisesRegex(ValidationError, "Archive it"):
            sla.sla_response_target = "first_response"
        sla.write({"sla_response_target": "resolution", "hours": 2})
        self.assertEqual(sla.hours, 2)

    def test_the_target_of_an_unused_sla_may_change(self):
        sla = self.make_sla("resolution", hours=1)
        sla.sla_response_target = "first_response"
        self.assertEqual(sla.sla_response_target, "first_response")

    def test_it_says_how_long_in_words(self):
        sla = self.make_sla("resolution", days=2, sla_response_minutes=5)
        self.assertEqual(sla.sla_response_time_allowed, "2 days 5 min")
