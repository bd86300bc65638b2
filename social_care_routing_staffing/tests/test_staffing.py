# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date, timedelta

from lxml import etree
from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from odoo.addons.social_care_routing.tests.routing_common import migrate
from odoo.addons.social_care_routing_staffing.tools import erlang

from .staffing_common import StaffingCase


@tagged("post_install", "-at_install")
class TestForecast(StaffingCase):
    """Contacts are forecast from past weeks."""

    def test_a_forecast_follows_the_same_weekday_and_time(self):
        self.make_history(count=6, hour=10)
        plan = self.staffing()
        self.assertAlmostEqual(self.line(plan, 0, 10).contacts, 6, places=1)
        self.assertFalse(self.line(plan, 0, 14).contacts)
        self.assertFalse(self.line(plan, 5, 10))
        self.assertEqual(plan.history_count, 6 * 10)

    def test_only_the_medium_and_teams_of_the_plan_count(self):
        self.make_history(count=2)
        self.make_history(count=5, medium=self.mail)
        other = self.make_team("Other")
        self.make_history(count=9, team=other)
        self.assertAlmostEqual(self.line(self.staffing(), 0, 10).contacts, 2, places=1)
        mine_and_theirs = self.staffing(team_ids=[(6, 0, (self.team | other).ids)])
        self.assertAlmostEqual(self.line(mine_and_theirs, 0, 10).contacts, 11, places=1)
        everybody = self.staffing(team_ids=False)
        self.assertAlmostEqual(self.line(everybody, 0, 10).contacts, 11, places=1)

    def test_contacts_of_another_company_do_not_count(self):
        self.make_history(count=2)
        company = self.env["res.company"].create({"name": "Elsewhere"})
        works = self.arrive(self.at(self.past_days()[0], 10), 3)
        works.company_id = company
        self.assertEqual(self.staffing().history_count, 20)

    def test_times_are_in_the_time_zone_of_the_company(self):
        """11:00 in Warsaw differs from 11:00 UTC, in summer and in winter."""
        self.calendar.tz = "Europe/Warsaw"
        self.make_history(count=4, hour=10)
        plan = self.staffing()
        clocks = {line.time_of_day for line in plan.line_ids if line.contacts}
        self.assertLessEqual(clocks, {"11:00", "12:00"})

    def test_holidays_are_neither_learned_from_nor_forecast(self):
        self.make_history(count=6)
        past = self.past_days()[0]
        work = self.env["social.care.work"].search(
            [("arrived_at", "=", self.at(past, 10)), ("team_id", "=", self.team.id)]
        )
        work.ticket_id.unlink()
        ahead = self.monday + timedelta(days=1)
        for day in (past, ahead):
            self.env["resource.calendar.leaves"].create(
                {
                    "name": "Holiday",
                    "calendar_id": self.calendar.id,
                    "company_id": self.company.id,
                    "date_from": self.at(day, 0),
                    "date_to": self.at(day, 23, 59),
                }
            )
        plan = self.staffing()
        self.assertFalse(self.line(plan, 1, 10).contacts)
        weekday = past.weekday()
        if weekday != 1:
            self.assertAlmostEqual(self.line(plan, weekday, 10).contacts, 6, places=1)

    def usual_medium(self):
        plans = self.env["social.care.staffing"].with_company(self.company)
        return plans.default_get(["medium_id"])["medium_id"]

    def test_a_company_without_working_hours_has_no_holidays(self):
        self.company.resource_calendar_id = False
        self.make_history(count=6)
        plan = self.staffing()
        self.assertAlmostEqual(self.line(plan, 0, 10).contacts, 6, places=1)

    def test_the_default_medium_is_the_busiest_one(self):
        public = self.env.ref("social_care_routing.medium_social_public")
        self.assertEqual(self.usual_medium(), public.id, "nothing came yet")
        now = fields.Datetime.now()
        self.arrive(now - timedelta(days=2), 2, medium=self.mail)
        self.arrive(now - timedelta(days=3), 1)
        self.arrive(now - timedelta(days=40), 5)
        self.assertEqual(self.usual_medium(), self.mail.id)

    def test_without_history_nothing_is_planned(self):
        self.make_history(count=2)
        plan = self.staffing()
        self.assertTrue(plan.line_ids)
        plan.medium_id = self.mail
        plan.action_compute_plan()
        self.assertFalse(plan.line_ids)
        self.assertEqual((plan.history_count, plan.service_level), (0, 0))
        self.assertTrue(plan.computed_at)

    def test_too_few_contacts_are_reported(self):
        self.make_history(count=2)
        plan = self.staffing()
        self.assertEqual(plan.history_count, 20)
        self.assertTrue(plan.has_few_contacts)
        self.make_history(count=9)
        plan.action_compute_plan()
        self.assertEqual(plan.history_count, 110)
        self.assertFalse(plan.has_few_contacts)

    def test_a_plan_that_was_never_computed_has_no_level(self):
        """It does not count as 0 %, nor does a copy, or a plan without history."""
        self.make_history(count=2)
        values = {"company_id": self.company.id, "medium_id": self.phone.id}
        fresh = self.env["social.care.staffing"].create(values)
        self.assertFalse(fresh.has_service_level)
        plan = self.staffing()
        self.assertTrue(plan.has_service_level)
        twin = plan.copy()
        for name in (
            "computed_at",
            "has_service_level",
            "service_level",
            "missing_hours",
            "spread",
        ):
            self.assertFalse(twin[name], name)
        self.assertEqual((twin.history_count, twin.agent_count), (0, 0))
        plan.medium_id = self.mail
        plan.action_compute_plan()
        self.assertFalse(plan.has_service_level, "nothing came by mail")

    def test_a_plan_of_closed_hours_has_no_level(self):
        """Without contacts in opening hours the level is unknown, not 0 %."""
        self.make_history(count=6, hour=22)
        plan = self.staffing()
        self.assertTrue(plan.line_ids)
        self.assertFalse(plan.has_service_level)

    def test_views_hide_a_missing_level(self):
        for kind in ("list", "kanban", "form"):
            arch = self.env["social.care.staffing"].get_view(view_type=kind)["arch"]
            for level in etree.fromstring(arch).iterfind(
                ".//field[@name='service_level']"
            ):
                around = [level, *level.iterancestors()]
                hidden = [node.get("invisible") for node in around]
                if "line_ids" not in [node.get("name") for node in around]:
                    self.assertIn("not has_service_level", hidden, kind)

    def rename_column(self, old, new):
        self.env.flush_all()
        self.env.cr.execute(
            f"ALTER TABLE social_care_staffing RENAME COLUMN {old} TO {new}"
        )
        self.env.invalidate_all()

    def test_an_upgrade_keeps_the_level_of_plans(self):
        self.make_history(count=2)
        plan, fresh = self.staffing(), self.staffing().copy()
        plan.has_service_level = False
        # The names of that version.
        names = {"has_service_level": "has_level", "computed_at": "worked_out_at"}
        for new, old in names.items():
            self.rename_column(new, old)
        migrate("social_care_routing", "19.0.1.1.0", "pre-staffing-level", self.env.cr)
        for new, old in names.items():
            self.rename_column(old, new)
        self.assertEqual(
            (plan.has_service_level, fresh.has_service_level), (True, False)
        )

    def test_computing_again_replaces_the_intervals(self):
        self.make_history()
        plan = self.staffing()
        before = len(plan.line_ids)
        plan.action_compute_plan()
        self.assertEqual(len(plan.line_ids), before)


@tagged("post_install", "-at_install")
class TestHandling(StaffingCase):
    """Average handle time is measured and can be overridden."""

    def measured(self):
        plan = self.env["social.care.staffing"].new(
            {
                "company_id": self.company.id,
                "team_ids": [(6, 0, self.team.ids)],
                "medium_id": self.phone.id,
            }
        )
        return plan.handle_minutes, plan.concurrency

    def setUp(self):
        super().setUp()
        self.agent = self.make_agent("Ada", state="offline")
        self.day = self.past_days()[0]

    def test_sequential_contacts(self):
        for hour in (9, 10, 11):
            self.arrive(self.at(self.day, hour), seconds=240, agent=self.agent)
        self.assertEqual(self.measured(), (4, 1))

    def test_concurrent_contacts_share_the_minutes(self):
        """Three concurrent chats of ten minutes are ten minutes of work, not thirty."""
        self.arrive(self.at(self.day, 9), 3, seconds=600, agent=self.agent)
        self.assertEqual(self.measured(), (10, 3))

    def test_two_agents_do_not_share(self):
        other = self.make_agent("Bob", state="offline")
        for agent in (self.agent, other):
            self.arrive(self.at(self.day, 9), seconds=600, agent=agent)
        self.assertEqual(self.measured(), (10, 1))

    def test_without_history_there_is_a_default(self):
        self.assertEqual(self.measured(), (6, 1))

    def test_a_manual_handle_time_is_kept(self):
        self.make_history()
        plan = self.staffing(handle_minutes=9)
        self.assertEqual(plan.handle_minutes, 9)
        plan.action_compute_plan()
        self.assertEqual(plan.handle_minutes, 9)


@tagged("post_install", "-at_install")
class TestNeeded(StaffingCase):
    """Agents required."""

    def test_calls_are_planned_with_erlang(self):
        self.make_history(count=12)
        plan = self.staffing(confidence=50, max_occupancy=100)
        expected = erlang.find_agents_needed(12 * 5 / 30, 0.8, 20, 300)
        self.assertEqual(self.line(plan, 0, 10).needed, expected)
        self.assertEqual((plan.within, plan.within_unit), (20, "second"))

    def test_deferrable_contacts_have_minutes(self):
        self.make_history(count=12, medium=self.mail)
        plan = self.staffing(self.mail, confidence=50)
        self.assertEqual((plan.within, plan.within_unit), (20, "minute"))
        needed = self.line(plan, 0, 10).needed
        self.assertLessEqual(needed, erlang.find_agents_needed(2, 0.8, 20, 300))
        self.assertGreaterEqual(needed, 3)

    def test_a_longer_threshold_flattens_the_peak(self):
        self.make_history(count=30, medium=self.mail)
        soon = self.staffing(self.mail)
        late = self.staffing(self.mail, within=4, within_unit="hour")
        most = (max(plan.line_ids.mapped("needed")) for plan in (soon, late))
        self.assertGreater(next(most), 2 * next(most))

    def test_contacts_of_the_night_are_handled_in_the_morning(self):
        self.make_history(count=12, hour=3, medium=self.mail)
        plan = self.staffing(self.mail)
        self.assertEqual(self.line(plan, 1, 3).needed, 0)
        self.assertFalse(self.line(plan, 1, 3).is_open)
        self.assertGreater(self.line(plan, 1, 8).needed, 1)

    def test_calls_outside_opening_hours_need_no_agents(self):
        self.make_history(count=12, hour=3)
        self.assertFalse(any(self.staffing().line_ids.mapped("needed")))

    def test_shrinkage_raises_the_agents_required(self):
        self.make_history(count=12)
        few = self.line(self.staffing(), 0, 10).needed
        more = self.line(self.staffing(shrinkage=50), 0, 10).needed
        self.assertEqual(more, 2 * few)

    def test_bursts_need_more_agents_than_a_steady_flow(self):
        for turn, day in enumerate(self.past_days(weeks=4)):
            self.arrive(self.at(day, 10), (4, 20)[turn // 5 % 2])
        sure = self.staffing(confidence=90)
        usual = self.staffing(confidence=50)
        self.assertGreater(sure.spread, 3)
        self.assertGreater(
            self.line(sure, 0, 10).needed, self.line(usual, 0, 10).needed
        )


@tagged("post_install", "-at_install")
class TestScheduled(StaffingCase):
    """Agents scheduled, by working hours and leave."""

    def setUp(self):
        super().setUp()
        self.make_history(count=12)

    def test_working_hours_count(self):
        self.make_person("Ada")
        self.make_person("Bob", self.make_calendar("Late", 12, 20))
        plan = self.staffing()
        found = [self.line(plan, 0, hour).scheduled for hour in (9, 13, 18)]
        self.assertEqual(found, [1, 2, 1])
        self.assertEqual(plan.agent_count, 2)

    def test_half_an_interval_counts_as_half_an_agent(self):
        self.make_person("Ada", self.make_calendar("From quarter past", 8.25, 17))
        plan = self.staffing()
        self.assertAlmostEqual(self.line(plan, 0, 8).scheduled, 0.5)

    def test_leave_and_holidays_do_not_count(self):
        ada, _bob = self.make_person("Ada"), self.make_person("Bob")
        for resource, day in ((ada.resource_id, 0), (False, 1)):
            self.env["resource.calendar.leaves"].create(
                {
                    "name": "Away",
                    "calendar_id": self.calendar.id,
                    "company_id": self.company.id,
                    "resource_id": resource and resource.id,
                    "date_from": self.at(self.monday + timedelta(days=day), 0),
                    "date_to": self.at(self.monday + timedelta(days=day), 23, 59),
                }
            )
        plan = self.staffing()
        self.assertEqual(self.line(plan, 0, 10).scheduled, 1)
        self.assertFalse(self.line(plan, 1, 10).scheduled)
        self.assertEqual(self.line(plan, 2, 10).scheduled, 2)

    def test_agents_without_working_hours_are_reported(self):
        self.make_agent("Ada", state="offline")
        self.make_person("Bob")
        plan = self.staffing()
        self.assertEqual((plan.agent_count, plan.unscheduled_count), (1, 1))
        self.assertEqual(self.line(plan, 0, 10).scheduled, 1)

    def test_the_gap_is_negative_when_agents_are_missing(self):
        self.make_person("Ada")
        plan = self.staffing()
        line = self.line(plan, 0, 10)
        self.assertEqual(line.gap, 1 - line.needed)
        self.assertEqual(line.missing_hours, (line.needed - 1) / 2)
        self.assertAlmostEqual(
            plan.missing_hours, sum(plan.line_ids.mapped("missing_hours"))
        )

    def test_the_service_level_follows_the_number_of_agents(self):
        for name in "ABCDE":
            self.make_person(f"person {name}")
        plan = self.staffing()
        self.assertGreater(plan.service_level, 80)
        self.team.user_ids = self.team.user_ids[:1]
        plan.action_compute_plan()
        self.assertLess(plan.service_level, 50)
        self.team.user_ids = False
        plan.action_compute_plan()
        self.assertEqual(plan.service_level, 0)

    def test_more_agents_cost_no_more_queries(self):
        def queries(names):
            for name in names:
                self.make_person(f"p{name}")
            plan = self.env["social.care.staffing"].create(
                {
                    "company_id": self.company.id,
                    "team_ids": [(6, 0, self.team.ids)],
                    "medium_id": self.phone.id,
                }
            )
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            plan.action_compute_plan()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        queries("a")
        few = queries("b")
        self.assertLessEqual(queries("cdefgh"), few)


@tagged("post_install", "-at_install")
class TestStaffingScreen(StaffingCase):
    """Views and access rights."""

    def test_the_chart_has_all_days(self):
        self.make_history(count=12)
        chart = self.staffing().chart
        self.assertEqual(len(chart["days"]), 5)
        day = chart["days"][0]
        self.assertEqual(day["date"], str(self.monday))
        times = [slot["time"] for slot in day["slots"]]
        self.assertEqual(times, sorted(times))
        self.assertGreater(day["missing"], 0)

    def test_the_default_period_is_next_week(self):
        form = Form(self.env["social.care.staffing"].with_user(self.supervisor))
        self.assertEqual(form.date_from, self.monday)
        self.assertEqual(form.date_to, self.monday + timedelta(days=6))
        self.assertEqual(form.within_unit, "minute")
        form.medium_id = self.phone
        self.assertEqual(form.within_unit, "second")
        form.medium_id = self.mail
        self.assertEqual(form.within_unit, "minute")
        plan = form.save()
        plan.action_compute_plan()
        self.assertIn(self.mail.name, plan.name)

    def test_a_supervisor_plans_without_access_to_working_hours(self):
        self.make_history(count=12)
        self.make_person("Ada")
        plan = self.staffing().with_user(self.supervisor)
        plan.action_compute_plan()
        self.assertEqual(self.line(plan, 0, 10).scheduled, 1)
        self.assertIn(
            ("staffing_id", "in", plan.ids), plan.action_open_intervals()["domain"]
        )

    def test_agents_have_no_access(self):
        agent = self.make_agent("Ada", state="offline")
        with self.assertRaises(AccessError):
            self.as_user("social.care.staffing", agent).search([])
        with self.assertRaises(AccessError):
            self.as_user("social.care.staffing.line", agent).search([])

    def test_another_company_has_no_access(self):
        self.make_history()
        plan = self.staffing()
        elsewhere = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.make_user(
            "stranger", "social_care.group_social_care_supervisor", elsewhere
        )
        theirs = self.env["social.care.staffing"].with_user(stranger)
        self.assertNotIn(plan, theirs.search([]))
        lines = self.env["social.care.staffing.line"].with_user(stranger)
        self.assertFalse(lines.search([("staffing_id", "=", plan.id)]))

    def test_the_period_is_limited(self):
        for days in (-1, 31):
            with self.assertRaisesRegex(ValidationError, "between 1 and 31 days"):
                self.staffing(date_to=self.monday + timedelta(days=days))

    def test_the_period_is_not_beyond_all_calendars(self):
        for day in (date(1, 1, 1), date(9999, 12, 31)):
            with self.assertRaisesRegex(ValidationError, "within ten years"):
                self.staffing(date_from=day, date_to=day)

    @mute_logger("odoo.sql_db")
    def test_numbers_are_limited(self):
        for values in (
            {"service_level_target": 100},
            {"within": 0},
            {"shrinkage": 100},
            {"handle_minutes": 0},
            {"handle_minutes": 1e300},
            {"concurrency": 2**31 - 1},
            {"history_weeks": 53},
        ):
            with self.assertRaises(IntegrityError), self.env.cr.savepoint():
                self.staffing(**values)
