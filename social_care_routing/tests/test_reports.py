# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .history_common import HistoryCase

REPORTS = (
    "social.care.work.report",
    "social.care.agent.report",
    "social.care.fairness.report",
)


class ReportCase(HistoryCase):
    """Last Monday: two people, what they had and what they did with it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        today = fields.Date.today()
        cls.day = today - timedelta(days=today.weekday() + 7)
        cls.ada = cls.make_agent("Ada", state="offline")
        cls.bob = cls.make_agent("Bob", state="offline")
        (cls.ada | cls.bob).time_ids.unlink()

    def was(self, agent, state, start, stop, day=None):
        return self.env["social.care.agent.time"].create(
            {
                "agent_id": agent.id,
                "state": state,
                "start": self.at(day or self.day, start),
                "stop": self.at(day or self.day, 0) + timedelta(hours=stop),
            }
        )

    def was_given(self, agent, outcome="accepted", load=1.0, hour=10, **values):
        work = self.arrive(self.at(self.day, hour))
        return self.env["social.care.decision"].create(
            {
                "work_id": work.id,
                "ticket_id": work.ticket_id.id,
                "company_id": self.company.id,
                "team_id": self.team.id,
                "medium_id": self.phone.id,
                "agent_id": agent.id,
                "user_id": agent.user_id.id,
                "at": self.at(self.day, hour),
                "kind": "offered",
                "outcome": outcome,
                "load": load,
                **values,
            }
        )

    def rows(self, model, groupby, *measures, **domain):
        """{group: (measures)} as a supervisor reads them."""
        self.env.flush_all()
        rows = (
            self.env[model]
            .with_user(self.supervisor)
            ._read_group(
                [(name, "=", value) for name, value in domain.items()],
                [groupby],
                measures,
            )
        )
        return {row[0]: row[1:] for row in rows}


@tagged("post_install", "-at_install")
class TestPeople(ReportCase):
    """Per person and day: time, contacts, offers, how busy."""

    def people(self, *measures, groupby="user_id"):
        return self.rows("social.care.agent.report", groupby, *measures)

    def test_time_in_each_state(self):
        self.was(self.ada, "available", 8, 12)
        self.was(self.ada, "away", 12, 13)
        self.was(self.ada, "available", 13, 15)
        self.was(self.ada, "after_work", 15, 16)
        found = self.people("available_hours:sum", "away_hours:sum", "after_hours:sum")
        self.assertEqual(found[self.ada.user_id], (6, 1, 1))

    def test_a_state_that_lasts_counts_until_now(self):
        start = fields.Datetime.now() - timedelta(hours=2)
        self.env["social.care.agent.time"].create(
            {"agent_id": self.ada.id, "state": "available", "start": start}
        )
        (hours,) = self.people("available_hours:sum")[self.ada.user_id]
        self.assertAlmostEqual(hours, 2, delta=0.02)

    def test_offers_and_what_became_of_them(self):
        for outcome, count in (("accepted", 3), ("declined", 2), ("timed_out", 1)):
            for _turn in range(count):
                self.was_given(self.ada, outcome, load=2)
        found = self.people(
            "given:sum", "accepted:sum", "declined:sum", "timed_out:sum", "load:sum"
        )
        self.assertEqual(found[self.ada.user_id], (6, 3, 2, 1, 6))

    def test_what_was_given_by_hand_is_no_offer(self):
        self.was_given(self.ada, kind="by_hand")
        self.assertNotIn(self.ada.user_id, self.people("given:sum"))

    def test_occupancy_is_time_with_contacts_of_time_there(self):
        self.was(self.ada, "available", 8, 12)
        for hour in (8, 10):
            self.arrive(self.at(self.day, hour), seconds=3600, agent=self.ada)
        found = self.people("occupancy:avg", "handled:sum", "busy_hours:sum")
        self.assertEqual(found[self.ada.user_id], (50, 2, 2))

    def test_three_chats_at_once_are_one_hour_busy(self):
        self.was(self.ada, "available", 8, 12)
        self.arrive(self.at(self.day, 9), 3, seconds=3600, agent=self.ada)
        found = self.people("occupancy:avg", "handled:sum")
        self.assertEqual(found[self.ada.user_id], (25, 3))

    def test_work_while_away_is_no_occupancy(self):
        """Contacts that outlast the time available do not fill it more than once."""
        self.was(self.ada, "available", 8, 9)
        self.was(self.ada, "away", 9, 12)
        self.arrive(self.at(self.day, 8), seconds=4 * 3600, agent=self.ada)
        found = self.people("occupancy:avg", "busy_hours:sum", "occupied_hours:sum")
        self.assertEqual(found[self.ada.user_id], (100, 4, 1))

    def test_contacts_over_midnight_fill_the_day_of_their_time(self):
        tomorrow = self.day + timedelta(days=1)
        self.was(self.ada, "available", 22, 24)
        self.was(self.ada, "after_work", 0, 1, day=tomorrow)
        self.arrive(self.at(self.day, 23), seconds=5 * 3600, agent=self.ada)
        found = self.people("occupancy:avg", groupby="day:day")
        self.assertEqual(found, {self.day: (50,), tomorrow: (100,)})

    def test_overlapping_contacts_and_states_never_exceed_all(self):
        self.was(self.ada, "available", 8, 10)
        self.was(self.ada, "after_work", 10, 11)
        self.was(self.ada, "not_responding", 11, 13)
        for hour, count in ((7, 2), (8, 3), (10, 1), (12, 2)):
            self.arrive(
                self.at(self.day, hour), count, seconds=3 * 3600, agent=self.ada
            )
        found = self.people("occupancy:avg", "occupied_hours:sum")
        self.assertEqual(found[self.ada.user_id], (100, 3))

    def test_occupancy_of_all_weighs_by_hours(self):
        """Somebody there for one busy hour does not make the team busy."""
        self.was(self.ada, "available", 8, 9)
        self.was(self.bob, "available", 8, 17)
        self.arrive(self.at(self.day, 8), seconds=3600, agent=self.ada)
        found = self.people("occupancy:avg", groupby="company_id")
        self.assertEqual(found[self.company], (10,))

    def test_days_are_those_of_the_company(self):
        self.calendar.tz = "Asia/Tokyo"
        self.was(self.ada, "available", 20, 22)
        found = self.people("available_hours:sum", groupby="day:day")
        self.assertEqual(list(found), [self.day + timedelta(days=1)])

    def test_people_of_a_team_are_found(self):
        self.was(self.ada, "available", 8, 9)
        self.env.flush_all()
        report = self.env["social.care.agent.report"].with_user(self.supervisor)
        rows = report.search([("team_ids", "in", self.team.ids)])
        self.assertEqual(rows.agent_id, self.ada)


@tagged("post_install", "-at_install")
class TestFairness(ReportCase):
    """Jain's index of what each was given for an hour there."""

    def fairness(self):
        found = self.rows(
            "social.care.fairness.report", "team_id", "fairness:avg", "agent_count:avg"
        )
        return found.get(self.team)

    def test_alike_is_a_hundred(self):
        for agent in (self.ada, self.bob):
            self.was(agent, "available", 8, 16)
            self.was_given(agent)
        self.assertEqual(self.fairness(), (100, 2))

    def test_all_for_one_of_two_is_fifty(self):
        for agent in (self.ada, self.bob):
            self.was(agent, "available", 8, 16)
        self.was_given(self.ada)
        self.assertEqual(self.fairness(), (50, 2))

    def test_half_a_day_and_half_the_work_is_fair(self):
        self.was(self.ada, "available", 8, 16)
        self.was(self.bob, "available", 8, 12)
        self.was_given(self.ada, load=4)
        self.was_given(self.bob, load=2)
        self.assertAlmostEqual(self.fairness()[0], 100)

    def test_the_definition(self):
        """(3 + 1)² / (2 · (9 + 1)) for loads of 3 and 1."""
        for agent, load in ((self.ada, 3), (self.bob, 1)):
            self.was(agent, "available", 8, 16)
            self.was_given(agent, load=load)
        self.assertAlmostEqual(self.fairness()[0], 80)

    def test_what_was_refused_was_not_given(self):
        for agent in (self.ada, self.bob):
            self.was(agent, "available", 8, 16)
            self.was_given(agent)
        self.was_given(self.ada, "declined", load=9)
        self.assertEqual(self.fairness(), (100, 2))

    def test_who_was_away_is_not_treated_unfairly(self):
        self.was(self.ada, "available", 8, 16)
        self.was(self.bob, "away", 8, 16)
        self.was_given(self.ada)
        self.assertEqual(self.fairness(), (100, 1))

    def test_a_team_without_work_says_nothing(self):
        self.was(self.ada, "available", 8, 16)
        self.assertIsNone(self.fairness())


@tagged("post_install", "-at_install")
class TestResponseTimes(ReportCase):
    """How long customers waited, and which SLA targets were met."""

    def make(self, **seconds):
        works = self.arrive(self.at(self.day, 10))
        works.write({f"{name}_seconds": value for name, value in seconds.items()})
        return works

    def times(self, *measures):
        found = self.rows("social.care.work.report", "team_id", *measures)
        return found[self.team]

    def test_minutes_and_hours(self):
        self.make(wait=60, response=300, resolution=7200)
        self.make(wait=180, response=900, resolution=3600)
        found = self.times(
            "contacts:sum",
            "wait_minutes:avg",
            "response_minutes:avg",
            "resolution_hours:avg",
        )
        self.assertEqual(found, (2, 2, 10, 1.5))

    def test_who_still_waits_has_not_been_answered_in_no_time(self):
        self.make(response=600)
        self.make()
        self.assertEqual(self.times("response_minutes:avg"), (10,))

    def test_shares_of_targets_met(self):
        self.team.use_sla = True
        self.env["helpdesk.sla"].create(
            {
                "name": "First answer",
                "company_id": self.company.id,
                "team_ids": [(6, 0, self.team.ids)],
                "sla_response_target": "first_response",
                "sla_response_minutes": 10,
            }
        )
        for state in ("accomplished", "accomplished", "accomplished", "expired"):
            clock = self.env["helpdesk.ticket.sla"].search(
                [("ticket_id", "=", self.make().ticket_id.id)]
            )
            clock.state = state
        found = self.times("sla_in_time:sum", "sla_late:sum", "sla_share:avg")
        self.assertEqual(found, (3, 1, 75))


@tagged("post_install", "-at_install")
class TestReportAccess(ReportCase):
    """Reports about people are for who leads them."""

    def setUp(self):
        super().setUp()
        for agent in (self.ada, self.bob):
            self.was(agent, "available", 8, 16)
            self.was_given(agent)
        self.env.flush_all()

    def test_supervisors_read_them(self):
        for model in REPORTS:
            self.assertTrue(self.env[model].with_user(self.supervisor).search([]))

    def test_agents_do_not(self):
        for model in (*REPORTS, "social.care.agent.time", "social.care.decision"):
            with self.assertRaises(AccessError):
                self.as_user(model, self.ada).search([])

    def test_another_company_reads_nothing(self):
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.make_user(
            "stranger", "social_care.group_social_care_supervisor", elsewhere
        )
        for model in REPORTS:
            self.assertFalse(self.env[model].with_user(stranger).search([]))

    def test_each_row_is_itself(self):
        """Two rows with one id would be one on the screen."""
        for model in REPORTS:
            rows = self.env[model].search([])
            self.assertEqual(len(rows), len(set(rows.ids)))
