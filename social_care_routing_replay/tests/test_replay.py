# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import mute_logger

from odoo.addons.queue_job.tests.common import trap_jobs
from odoo.addons.social_care_routing.tests.routing_common import RoutingCase

from ..tools.history import to_seconds

LOGGER = "odoo.addons.social_care_routing_replay.models.social_care_replay"
RECORDING = "odoo.addons.social_care_routing_replay.models.social_care_replay_recording"


class ReplayCase(RoutingCase):
    """Last Monday from 9:00: an email every ten minutes that takes half an hour, and
    Anna, who handles one at a time."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.polish = cls.make_skill("Polish")
        cls.email = cls.env.ref("social_care_routing.medium_email")
        cls.monday = cls.env["social.care.replay"]._get_last_monday()
        cls.nine = datetime.combine(cls.monday, datetime.min.time().replace(hour=9))
        cls.profile = cls.make_profile()
        cls.anna = cls.make_agent("anna")
        cls.anna.profile_id = cls.profile
        cls.be_there(cls.anna)
        cls.tickets = [cls.make_past(10 * number) for number in range(12)]

    @classmethod
    def make_profile(cls):
        return cls.env["social.care.capacity.profile"].create(
            {
                "name": "One",
                "company_id": cls.company.id,
                "line_ids": [(0, 0, {"medium_id": cls.email.id, "limit": 1})],
            }
        )

    @classmethod
    def be_there(cls, agent, hours=12):
        """Availability of an agent without working hours, from 9:00."""
        employee = cls.env["hr.employee"].search([("user_id", "=", agent.user_id.id)])
        employee.resource_calendar_id = False
        cls.env["social.care.agent.time"].create(
            {
                "agent_id": agent.id,
                "state": "available",
                "start": cls.nine,
                "stop": cls.nine + timedelta(hours=hours),
            }
        )

    @classmethod
    def make_past(cls, minutes, seconds=1800):
        ticket = cls.make_ticket()
        at = cls.nine + timedelta(minutes=minutes)
        ticket.social_care_work_ids.write({"arrived_at": at, "handle_seconds": seconds})
        return ticket

    def replay(self, *changes, **values):
        replay = self.env["social.care.replay"].with_user(self.supervisor)
        made = replay.create(
            {
                "company_id": self.company.id,
                "team_ids": [(6, 0, self.team.ids)],
                "change_ids": [(0, 0, change) for change in changes],
                **values,
            }
        )
        with trap_jobs() as jobs:
            made.action_replay()
            jobs.perform_enqueued_jobs()
        return made

    def figures(self, replay, code):
        row = replay.measure_ids.filtered(lambda measure: measure.code == code)
        return row.before, row.after, row.verdict


class TestWhatWasHandledAtOnce(ReplayCase):
    """Anna handled three contacts at a time, so that each was open three times as long
    as it took her."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.profile.line_ids.limit = 3
        for number, ticket in enumerate(cls.tickets):
            ticket.social_care_work_ids.write(
                {
                    "last_agent_id": cls.anna.id,
                    "first_accepted_at": cls.nine
                    + timedelta(minutes=90 * (number // 3)),
                    "handle_seconds": 90 * 60,
                }
            )

    def handling(self, **values):
        replay = self.env["social.care.replay"].create(
            {
                "company_id": self.company.id,
                "team_ids": [(6, 0, self.team.ids)],
                **values,
            }
        )
        return {
            contact.id: contact.handling for contact in replay._load_scenario().contacts
        }

    def test_each_contact_takes_a_third_of_the_time_it_was_open(self):
        self.assertEqual(set(self.handling().values()), {30 * 60})

    def test_concurrent_contacts_of_another_team_count(self):
        other = self.make_team("Other")
        work = self.make_past(0, seconds=90 * 60).social_care_work_ids
        work.write(
            {
                "team_id": other.id,
                "last_agent_id": self.anna.id,
                "first_accepted_at": self.nine,
            }
        )
        handling = self.handling()
        self.assertNotIn(work.id, handling)
        first = self.tickets[0].social_care_work_ids.id
        self.assertAlmostEqual(handling[first], 90 * 60 / 4)

    def test_lower_capacity_neither_shortens_waits_nor_delays_answers(self):
        replay = self.replay(
            {
                "kind": "capacity",
                "profile_id": self.profile.id,
                "medium_id": self.email.id,
                "count": 1,
            }
        )
        for code in ("median", "p95", "longest"):
            before, after, _verdict = self.figures(replay, code)
            self.assertGreaterEqual(after, before, code)
        # She does as much in a day: what was open for 90 minutes is done in 30.
        _before, after, _verdict = self.figures(replay, "longest")
        self.assertLessEqual(after, 220)
        self.assertEqual(self.figures(replay, "waiting")[:2], (0, 0))


class TestThePresent(ReplayCase):
    """A period that is not over yet."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = fields.Datetime.now().replace(microsecond=0)
        cls.env["social.care.agent.time"].search([]).unlink()
        cls.env["social.care.agent.time"].create(
            {
                "agent_id": cls.anna.id,
                "state": "available",
                "start": cls.now - timedelta(hours=6),
            }
        )
        for number, ticket in enumerate(cls.tickets):
            at = cls.now - timedelta(minutes=5 * (number + 1))
            ticket.social_care_work_ids.write(
                {"arrived_at": at, "handle_seconds": 3600}
            )

    def make_replay(self, days=0):
        today = fields.Date.context_today(self.env["social.care.replay"])
        return self.env["social.care.replay"].create(
            {
                "company_id": self.company.id,
                "team_ids": [(6, 0, self.team.ids)],
                "date_from": today - timedelta(days=1),
                "date_to": today + timedelta(days=days),
            }
        )

    def test_it_ends_now(self):
        for days in (0, 20):
            scenario = self.make_replay(days)._load_scenario()
            self.assertAlmostEqual(scenario.end, to_seconds(self.now), delta=120)
            ends = [
                stop for w in scenario.workers.values() for _start, stop in w.shifts
            ]
            self.assertLessEqual(max(ends), scenario.end)

    def test_no_wait_extends_beyond_now(self):
        scores = self.make_replay()._load_scenario().score(600)
        self.assertLessEqual(scores.whole.longest, 60 * 60 + 120)
        self.assertGreater(scores.whole.waiting, 8, "she has done one or none so far")

    def test_a_future_deadline_is_not_missed(self):
        sla = self.env["helpdesk.sla"].create(
            {"name": "Day", "sla_response_minutes": 1440}
        )
        for ticket in self.tickets:
            self.env["helpdesk.ticket.sla"].create(
                {"ticket_id": ticket.id, "sla_id": sla.id}
            )
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE helpdesk_ticket_sla SET deadline = %s WHERE ticket_id = ANY(%s)",
            [self.now + timedelta(hours=20), [ticket.id for ticket in self.tickets]],
        )
        self.env.invalidate_all()
        self.assertIn(
            self.make_replay()._load_scenario().score(600).whole.sla, (None, 1.0)
        )

    def test_a_future_period_has_no_contacts(self):
        today = fields.Date.context_today(self.env["social.care.replay"])
        later = today + timedelta(days=3)
        replay = self.replay(date_from=later, date_to=later)
        self.assertIn("No contacts for these teams", replay.message)


class TestReplay(ReplayCase):
    def test_current_setup_and_changes_are_compared(self):
        like_anna = {"kind": "add", "agent_id": self.anna.id, "count": 2}
        replay = self.replay(like_anna)
        self.assertEqual(replay.state, "done")
        self.assertEqual(self.figures(replay, "longest"), (220, 0, "better"))
        self.assertIn("12 contacts, 3 agents", replay.message)

    def words(self, replay, code):
        row = replay.measure_ids.filtered(lambda measure: measure.code == code)
        return row.before_display, row.after_display

    def test_figures_are_formatted_in_hours_minutes_and_percents(self):
        replay = self.replay({"kind": "add", "agent_id": self.anna.id, "count": 1})
        self.assertEqual(self.words(replay, "longest"), ("3 h 40 min", "50 min"))
        self.assertEqual(self.words(replay, "waiting"), ("0", "0"))
        for code, pattern in (
            ("median", r"\d+ (h \d+ )?min"),
            ("service_level", r"\d+ %"),
            ("load", r"\d\.\d"),
            ("fairness", r"\d\.\d\d"),
        ):
            for words in self.words(replay, code):
                self.assertRegex(words, f"^{pattern}$", code)
        for row in replay.result_ids:
            self.assertEqual(row.p95, round(row.p95))
            self.assertRegex(row.p95_display, r"^(\d+ h )?\d+ min$")

    def test_unknown_shares_are_left_out(self):
        """Without an SLA target none can be missed."""
        replay = self.replay()
        self.assertFalse(self.words(replay, "sla")[0])
        self.assertEqual(set(replay.result_ids.mapped("has_sla")), {False})
        self.assertEqual(set(replay.result_ids.mapped("has_service_level")), {True})

    def test_too_few_contacts_are_reported(self):
        self.assertIn("Too few contacts", self.replay().message)
        for number in range(40):
            self.make_past(number)
        self.assertNotIn("Too few contacts", self.replay().message)

    def test_results_are_recorded_by_team_and_medium(self):
        replay = self.replay({"kind": "remove", "agent_id": self.anna.id})
        rows = {row.variant: row for row in replay.result_ids}
        self.assertEqual(rows["as_is"].team_id, self.team)
        self.assertEqual(rows["as_is"].medium_id, self.email)
        self.assertEqual((rows["as_is"].waiting, rows["changed"].waiting), (0, 12))
        self.assertEqual(self.figures(replay, "waiting"), (0, 12, "worse"))

    def test_without_changes_nothing_differs(self):
        replay = self.replay()
        self.assertEqual(set(replay.measure_ids.mapped("verdict")), {"same"})
        self.assertIn("There are no changes yet", replay.message)

    def test_a_period_without_contacts_is_reported(self):
        before = self.monday - timedelta(days=70)
        replay = self.replay(date_from=before, date_to=before)
        self.assertEqual(replay.state, "done")
        self.assertIn("No contacts", replay.message)
        self.assertFalse(replay.measure_ids)

    def test_absent_agents_are_reported(self):
        self.make_agent("bert", state="offline")
        self.assertIn("1 of the agents were never present", self.replay().message)

    def test_the_graph_shows_the_results_of_this_replay(self):
        first, second = self.replay(), self.replay()
        domain = second.action_open_results()["domain"]
        rows = self.env["social.care.replay.result"].search(domain)
        self.assertEqual(rows, second.result_ids)
        self.assertNotEqual(rows, first.result_ids)

    def test_live_work_is_not_touched(self):
        works = self.works.search([("team_id", "=", self.team.id)])
        before = (
            works.read(),
            self.profile.line_ids.limit,
            self.team.social_care_routing_mode,
        )
        self.replay(
            {
                "kind": "capacity",
                "profile_id": self.profile.id,
                "medium_id": self.email.id,
                "count": 5,
            },
            {"kind": "mode", "team_id": self.team.id, "mode": "assign"},
        )
        after = (
            works.read(),
            self.profile.line_ids.limit,
            self.team.social_care_routing_mode,
        )
        self.assertEqual(after, before)

    def test_unknown_handle_times_default_to_the_median(self):
        self.tickets[0].social_care_work_ids.handle_seconds = 0
        replay = self.replay()
        self.assertEqual(self.figures(replay, "longest")[0], 220)

    def test_more_agents_meet_a_missed_sla(self):
        sla = self.env["helpdesk.sla"].create({"name": "Hour", "hours": 1})
        for ticket in self.tickets:
            self.env["helpdesk.ticket.sla"].create(
                {
                    "ticket_id": ticket.id,
                    "sla_id": sla.id,
                    "deadline": ticket.social_care_work_ids.arrived_at
                    + timedelta(hours=1),
                }
            )
        replay = self.replay({"kind": "add", "agent_id": self.anna.id, "count": 2})
        before, after, verdict = self.figures(replay, "sla")
        self.assertLess(before, 50)
        self.assertEqual((after, verdict), (100, "better"))

    def test_running_again_replaces_the_results(self):
        replay = self.replay()
        with trap_jobs() as jobs:
            replay.action_replay()
            self.assertEqual(replay.state, "running")
            self.assertFalse(replay.measure_ids)
            with self.assertRaisesRegex(UserError, "already running"):
                replay.action_replay()
            jobs.perform_enqueued_jobs()
        self.assertEqual(len(replay.result_ids), 2)

    def test_a_failure_is_reported(self):
        replay = type(self.env["social.care.replay"])
        broken = patch.object(replay, "_load_scenario", side_effect=ZeroDivisionError)
        with mute_logger(LOGGER), broken:
            failed = self.replay()
        self.assertEqual(failed.state, "failed")
        self.assertIn("simulation failed", failed.message)

    def test_exceeded_limits_are_reported(self):
        for bound, value in (
            (f"{LOGGER}.RUN_SECONDS", 0),
            (f"{RECORDING}.MOST_CONTACTS", 3),
        ):
            with self.subTest(bound), patch(bound, value):
                replay = self.replay()
                self.assertEqual(replay.state, "failed")
                self.assertIn("shorter period", replay.message)
                self.assertFalse(replay.measure_ids)

    def test_only_agents_of_the_company_count(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        outsider = self.make_user("outsider", company=other)
        self.team.user_ids += outsider
        replay = self.replay()
        self.assertIn("12 contacts", replay.message)
        theirs = self.env["social.care.replay"].with_user(outsider)
        with self.assertRaises(AccessError):
            theirs.search([])

    def test_a_period_is_limited_to_a_month(self):
        with self.assertRaisesRegex(ValidationError, "31 days or less"):
            self.replay(date_from=self.monday - timedelta(days=40))


class TestReplayChanges(ReplayCase):
    def test_higher_capacity_begins_contacts_sooner(self):
        replay = self.replay(
            {
                "kind": "capacity",
                "profile_id": self.profile.id,
                "medium_id": self.email.id,
                "count": 3,
            }
        )
        self.assertEqual(self.figures(replay, "longest"), (220, 180, "better"))
        name = replay.change_ids.name
        self.assertEqual(name, f"One: 3 × {self.email.name} at once")

    def test_a_skill_is_required_and_added(self):
        requirement = {
            "kind": "requirement",
            "team_id": self.team.id,
            "skill_id": self.polish.id,
            "requirement": "required",
            "level_id": self.levels[50].id,
        }
        learnt = {
            "kind": "skill",
            "agent_id": self.anna.id,
            "skill_id": self.polish.id,
            "level_id": self.levels[75].id,
        }
        self.assertEqual(
            self.figures(self.replay(requirement), "waiting"), (0, 12, "worse")
        )
        both = self.replay(requirement, learnt)
        self.assertEqual(self.figures(both, "waiting"), (0, 0, "same"))
        self.assertEqual(
            both.change_ids.mapped("name"),
            ["Care: Polish – Always required, at least 50", "Anna has Polish: 75"],
        )

    def test_a_relaxation_step_adds_a_team(self):
        second = self.make_team("Second")
        bert = self.make_agent("bert", team=second)
        bert.profile_id = self.profile
        self.be_there(bert)
        replay = self.replay(
            {
                "kind": "relaxation",
                "team_id": self.team.id,
                "minutes": 20,
                "additional_team_id": second.id,
            }
        )
        before, after, verdict = self.figures(replay, "longest")
        self.assertEqual((before, verdict), (220, "better"))
        self.assertGreater(after, 0)
        self.assertEqual(replay.change_ids.name, "Care after 20 min: also Second")

    def test_a_shift_is_moved(self):
        replay = self.replay(
            {
                "kind": "shift",
                "agent_id": self.anna.id,
                "shift_begin": 2,
                "shift_end": 2,
            }
        )
        self.assertEqual(self.figures(replay, "longest")[2], "worse")
        self.assertEqual(replay.change_ids.name, "Anna: begins +2 h, ends +2 h")

    def test_automatic_assignment_needs_no_reaction(self):
        decision = self.env["social.care.decision"]
        decision.create(
            {
                **self.tickets[0].social_care_work_ids._prepare_decision(),
                "at": self.nine,
                "answered_at": self.nine + timedelta(seconds=60),
                "kind": "offered",
                "outcome": "accepted",
            }
        )
        replay = self.replay(
            {"kind": "mode", "team_id": self.team.id, "mode": "assign"}
        )
        before, after, verdict = self.figures(replay, "longest")
        self.assertEqual((before, after, verdict), (220 + 12, 220, "better"))

    def test_a_priority_boost_is_changed(self):
        replay = self.replay({"kind": "boost", "boost": "urgent", "minutes": 5})
        self.assertEqual(self.figures(replay, "longest")[2], "same")
        self.assertEqual(replay.change_ids.name, "Urgency: urgent: 5 min")

    def test_an_incomplete_change_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "This change needs: Agent"):
            self.replay({"kind": "remove"})

    def test_shifts_come_from_calendars_and_leave(self):
        calendar = self.env["resource.calendar"].create(
            {"name": "Mondays", "tz": "UTC", "company_id": self.company.id}
        )
        employee = self.env["hr.employee"].search(
            [("user_id", "=", self.anna.user_id.id)]
        )
        employee.resource_calendar_id = calendar
        before = self.replay()
        self.assertEqual(self.figures(before, "waiting")[0], 0)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Ill",
                "calendar_id": calendar.id,
                "resource_id": employee.resource_id.id,
                "date_from": fields.Datetime.to_string(self.nine - timedelta(days=1)),
                "date_to": fields.Datetime.to_string(self.nine + timedelta(days=7)),
            }
        )
        self.assertEqual(self.figures(self.replay(), "waiting")[0], 12)
