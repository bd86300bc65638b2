# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import new_test_user

from .sla_common import MONDAY, TUESDAY, SlaCase, at

FEW, MANY = 10, 60


class TestSlaTeams(SlaCase):
    """Each team has its own SLAs."""

    def setUp(self):
        super().setUp()
        self.late = self.make_team(
            "Evening",
            resource_calendar_id=self.make_calendar("Evening", 18, 22).id,
        )

    def give(self, tickets, team, when):
        with self.when(when):
            tickets.write({"team_id": team.id})

    def test_another_team_has_other_slas(self):
        here = self.make_sla("resolution", hours=2, team_ids=self.team.ids)
        there = self.make_sla("resolution", hours=3, team_ids=self.late.ids)
        subject = self.ticket(at(MONDAY, 10))
        self.assertEqual(subject.sla_ids, here)
        self.give(subject, self.late, at(MONDAY, 11))
        self.assertEqual(subject.sla_ids, there)
        self.assertTarget(subject.ticket_sla_ids, "in_progress", at(MONDAY, 21))

    def test_what_both_have_goes_on_in_the_hours_of_the_new_team(self):
        self.make_sla("resolution", hours=2)
        subject = self.ticket(at(MONDAY, 10))
        own = subject.ticket_sla_ids
        self.give(subject, self.late, at(MONDAY, 11))
        self.assertEqual(subject.ticket_sla_ids, own)
        self.assertAlmostEqual(own.consumed_time, 1)
        self.assertTarget(own, "in_progress", at(MONDAY, 19))

    def test_a_day_is_as_long_as_the_new_team_works(self):
        self.make_sla("resolution", days=1)
        subject = self.ticket(at(MONDAY, 9))
        self.assertEqual(subject.ticket_sla_ids.hours, 8)
        self.give(subject, self.late, at(MONDAY, 11))
        self.assertEqual(subject.ticket_sla_ids.hours, 4)
        self.assertTarget(subject.ticket_sla_ids, "in_progress", at(MONDAY, 20))

    def test_what_is_too_much_for_the_new_team_is_late_there(self):
        self.make_sla("resolution", days=1, ignore_stage_ids=self.waiting.ids)
        subjects = self.tickets(2, at(MONDAY, 9))
        self.move(subjects, self.waiting, at(MONDAY, 15))
        self.move(subjects, self.new, at(MONDAY, 16))
        for subject, calendar in zip(
            subjects, (self.late.resource_calendar_id, None), strict=True
        ):
            short = self.make_calendar("Short", 9, 11)
            self.env.company.resource_calendar_id = short
            team = self.make_team(
                "Short", resource_calendar_id=calendar and calendar.id
            )
            self.give(subject, team, at(TUESDAY, 10))
            self.assertTarget(subject.ticket_sla_ids, "in_progress")
            with self.when(at(TUESDAY, 10)):
                self.assertTrue(subject.ticket_sla_ids.expired)

    def test_a_team_without_slas_has_no_targets(self):
        self.make_sla("resolution", hours=2)
        subject = self.ticket(at(MONDAY, 10))
        self.give(subject, self.make_team("Free", use_sla=False), at(MONDAY, 11))
        self.assertFalse(subject.ticket_sla_ids)

    def test_what_was_answered_before_counts_for_the_new_team(self):
        self.make_sla("first_response", hours=1, team_ids=self.late.ids)
        subjects = self.tickets(2, at(MONDAY, 18))
        soon, later = subjects
        self.answer(soon, at(MONDAY, 18, 30))
        self.answer(later, at(MONDAY, 19, 30))
        self.give(subjects, self.late, at(TUESDAY, 10))
        self.assertTarget(soon.ticket_sla_ids, "accomplished", at(MONDAY, 19))
        self.assertTarget(later.ticket_sla_ids, "expired", at(MONDAY, 19))

    def test_a_question_that_waits_goes_to_the_new_team(self):
        self.make_sla("next_response", hours=1, team_ids=self.late.ids)
        subject = self.ticket(at(MONDAY, 10))
        self.answer(subject, at(MONDAY, 11))
        self.ask(subject, at(MONDAY, 12))
        self.give(subject, self.late, at(MONDAY, 13))
        self.assertTarget(subject.ticket_sla_ids, "in_progress", at(MONDAY, 19))

    def test_the_same_team_again_changes_nothing(self):
        self.make_sla("resolution", hours=2)
        subject = self.ticket(at(MONDAY, 10))
        own = subject.ticket_sla_ids
        self.give(subject, self.team, at(MONDAY, 11))
        self.assertEqual(subject.ticket_sla_ids, own)
        self.assertTarget(own, "in_progress", at(MONDAY, 12))

    def test_a_stage_that_the_new_team_lacks_lets_the_target_go_on(self):
        self.waiting.team_ids = self.team
        self.make_sla("resolution", hours=2, ignore_stage_ids=self.waiting.ids)
        subject = self.ticket(at(MONDAY, 10), stage_id=self.waiting.id)
        self.assertTarget(subject.ticket_sla_ids, "on_hold")
        self.give(subject, self.late, at(MONDAY, 11))
        self.assertNotEqual(subject.stage_id, self.waiting)
        self.assertTarget(subject.ticket_sla_ids, "in_progress", at(MONDAY, 20))

    def test_an_agent_may_pass_a_ticket_on(self):
        self.make_sla("resolution", hours=2, team_ids=self.team.ids)
        there = self.make_sla("resolution", hours=2, team_ids=self.late.ids)
        agent = new_test_user(
            self.env, "passing", groups="helpdesk_mgmt.group_helpdesk_user_team"
        )
        (self.team | self.late).user_ids = agent
        subject = self.ticket(at(MONDAY, 10)).with_user(agent)
        self.give(subject, self.late, at(MONDAY, 11))
        self.assertEqual(subject.sla_ids, there)

    def test_another_company_has_its_own_slas(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.make_sla("resolution", hours=1, company_id=other.id)
        everybody = self.make_sla("resolution", hours=2, company_id=False)
        subject = self.ticket(at(MONDAY, 10))
        self.assertEqual(subject.sla_ids, everybody)
        self.assertTrue(subject.sla_fits)

    def test_the_button_takes_away_what_does_not_fit_any_more(self):
        sla = self.make_sla("resolution", hours=2)
        subject = self.ticket(at(MONDAY, 10))
        sla.team_ids = self.late
        with self.when(at(MONDAY, 11)):
            subject.refresh_sla()
        self.assertFalse(subject.ticket_sla_ids)

    def test_many_tickets_get_what_each_of_them_would(self):
        """What is chosen in memory is what OCA's search finds."""
        tags = self.env["helpdesk.ticket.tag"].create(
            [{"name": "Post"}, {"name": "Angry"}]
        )
        kinds = self.env["helpdesk.ticket.category"].create(
            [{"name": "Bills"}, {"name": "Parcels"}]
        )
        choices = (
            {},
            {"team_ids": self.team.ids},
            {"team_ids": self.late.ids},
            {"tag_ids": tags[0].ids},
            {"tag_ids": tags.ids, "category_ids": kinds[0].ids},
            {"category_ids": kinds.ids, "team_ids": self.team.ids},
            {"domain": "[('priority', '=', '3')]"},
            {"active": False},
        )
        for choice in choices:
            self.make_sla("resolution", hours=1, **choice)
        subjects = self.env["helpdesk.ticket"]
        for n, tag in enumerate((tags.browse(), tags[0], tags[1], tags)):
            for kind in (kinds.browse(), *kinds):
                subjects |= self.ticket(
                    at(MONDAY, 10),
                    tag_ids=tag.ids,
                    category_id=kind.id,
                    team_id=(self.team, self.late)[n % 2].id,
                    priority=("1", "3")[n // 2],
                )
        for subject in subjects:
            self.assertEqual(subject.sla_ids, subject._get_sla())
        self.assertGreater(len(set(subjects.mapped("sla_ids"))), 5)


class TestSlaQueries(SlaCase):
    """SLA targets cost queries by the batch, not by the ticket."""

    def setUp(self):
        super().setUp()
        for target in ("first_response", "next_response", "resolution"):
            self.make_sla(target, hours=1)
        self.few = self.tickets(FEW, at(MONDAY, 10))
        self.many = self.tickets(MANY, at(MONDAY, 10))

    def targets(self, code):
        return self.many.ticket_sla_ids.filtered(
            lambda own: own.sla_response_target == code
        )

    def compare(self, act, spare=1):
        with self.when(at(MONDAY, 12)):
            few = self.queries(lambda: act(self.few))
            many = self.queries(lambda: act(self.many))
        self.assertLessEqual(many, few + spare)

    def test_answers(self):
        self.compare(
            lambda t: t._sla_response_register_answer(dict.fromkeys(t, at(MONDAY, 12)))
        )
        targets = self.targets("first_response")
        self.assertEqual(set(targets.mapped("sla_response_breached_count")), {1})

    def test_questions(self):
        both = self.few | self.many
        both._sla_response_register_answer(dict.fromkeys(both, at(MONDAY, 10, 30)))
        self.compare(
            lambda t: t._sla_response_register_question(
                dict.fromkeys(t, at(MONDAY, 11))
            )
        )
        states = self.targets("next_response").mapped("state")
        self.assertEqual(set(states), {"in_progress"})

    def test_closing(self):
        self.compare(lambda t: t.write({"stage_id": self.done.id}))
        states = self.targets("resolution").mapped("state")
        self.assertEqual(set(states), {"expired"})

    # OCA numbers tickets, and looks for the stages of a new team, one by one: what
    # is counted is what the SLA targets cost beside that.

    def test_another_team(self):
        plain = [self.make_team("Plain", use_sla=False) for _n in range(2)]
        here = [self.make_team("SLA") for _n in range(2)]
        for tickets in (self.few, self.many):
            tickets.write({"team_id": plain[0].id})

        def cost(tickets, team):
            return self.queries(lambda: tickets.write({"team_id": team.id}))

        extra = []
        for tickets, team in zip((self.few, self.many), here, strict=True):
            without = cost(tickets, plain[1])
            extra.append(cost(tickets, team) - without)
        self.assertLessEqual(extra[1], extra[0] + 4)

    def test_new_tickets(self):
        free = self.make_team("Free", use_sla=False)
        self.tickets(1, at(MONDAY, 10))

        def cost(count, team):
            return self.queries(
                lambda: self.tickets(count, at(MONDAY, 10), team_id=team.id)
            )

        few, many = (cost(n, self.team) - cost(n, free) for n in (FEW, MANY))
        # Odoo inserts and updates a hundred rows with each statement.
        self.assertLessEqual(many, few + 4)


class TestSlaReport(SlaCase):
    """How often targets were met."""

    def setUp(self):
        super().setUp()
        self.first = self.make_sla("first_response", hours=1)
        self.next = self.make_sla("next_response", hours=1)
        self.stage = self.make_sla("stage", hours=1, stage_id=self.done.id)
        self.subject = self.ticket(at(MONDAY, 10))

    def lines(self):
        self.env.flush_all()
        report = self.env["helpdesk.sla.report"]
        report.invalidate_model()
        return report.search([("ticket_id", "=", self.subject.id)])

    def test_what_nobody_waits_for_is_no_success(self):
        self.assertEqual(
            set(self.lines().mapped("sla_response_target")), {"first_response", "stage"}
        )

    def test_each_answer_counts(self):
        for hour in (10, 11, 13):
            self.ask(self.subject, at(MONDAY, hour))
            self.answer(self.subject, at(MONDAY, hour, 30))
        self.ask(self.subject, at(MONDAY, 14))
        self.answer(self.subject, at(MONDAY, 16))
        line = self.lines().filtered(
            lambda line: line.sla_response_target == "next_response"
        )
        self.assertEqual(
            (line.sla_response_met_count, line.sla_response_breached_count, line.state),
            (2, 1, "expired"),
        )

    def test_a_breached_target_counts_before_it_ends(self):
        line = self.lines().filtered(
            lambda line: line.sla_response_sla_id == self.first
        )
        self.assertEqual(
            (line.sla_response_met_count, line.sla_response_breached_count, line.state),
            (0, 1, "expired"),
        )

    def test_it_can_be_read_by_target(self):
        self.answer(self.subject, at(MONDAY, 10, 30))
        self.env.flush_all()
        groups = self.env["helpdesk.sla.report"]._read_group(
            [("ticket_id", "=", self.subject.id)],
            ["sla_response_target"],
            ["sla_response_met_count:sum"],
        )
        self.assertEqual(dict(groups), {"first_response": 1, "stage": 0})
