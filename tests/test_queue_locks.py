# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Somebody changes one thing for a long time: the queue goes on with all the others."""

import time
from contextlib import contextmanager
from datetime import timedelta

from odoo import SUPERUSER_ID, api, fields
from odoo.tests import tagged

from . import queueing
from .race import RaceCase

PEOPLE = 4
QUICK_SECONDS = 3


@tagged("post_install", "-at_install", "race")
class TestQueueLocks(RaceCase):
    def setUp(self):
        super().setUp()
        with self.env() as env:
            env["helpdesk.ticket.team"].search(
                [("id", "!=", 0)]
            ).social_care_routing_mode = "manual"
            env["social.care.work"].search([]).unlink()
            name = self._testMethodName
            team = queueing.make_team(env, name)
            agents = queueing.make_people(env, team, PEOPLE, name)
            agents.profile_id.offers = 1
            employees = env["hr.employee"].create(
                [{"name": user.name, "user_id": user.id} for user in agents.user_id]
            )
            employees.resource_calendar_id = False
            self.team, self.agents = team.id, agents.ids

    @contextmanager
    def somebody_else(self):
        """A transaction that is open as long as the block lasts."""
        with self.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})
            cr.rollback()

    def make_tickets(self, count):
        with self.env() as env:
            team = env["helpdesk.ticket.team"].browse(self.team)
            return queueing.make_tickets(env, team, count).ids

    def drain(self):
        """Seconds that it takes."""
        begun = time.monotonic()
        with self.env() as env:
            env["social.care.routing.drain"]._drain()
        return time.monotonic() - begun

    def holders(self):
        """Ids of the agents who are offered something, or have it."""
        with self.env() as env:
            works = env["social.care.work"].search([("agent_id", "!=", False)])
            return set(works.agent_id.ids)

    def leave_of(self, env, agent_id):
        agent = env["social.care.agent"].browse(agent_id)
        resource = env["hr.employee"].search([("user_id", "=", agent.user_id.id)])
        now = fields.Datetime.now()
        return env["resource.calendar.leaves"].create(
            {
                "name": "Dentist",
                "resource_id": resource.resource_id.id,
                "date_from": now - timedelta(hours=1),
                "date_to": now + timedelta(hours=1),
            }
        )

    def test_a_leave_that_is_not_committed_stops_nobody(self):
        self.make_tickets(PEOPLE)
        with self.somebody_else() as env:
            self.leave_of(env, self.agents[0])
            env.flush_all()
            self.assertLess(self.drain(), QUICK_SECONDS)
            self.assertEqual(self.holders(), set(self.agents))

    def test_a_leave_counts_once_it_is_committed(self):
        with self.env() as env:
            calendar = env["resource.calendar"].create({"name": "Usual", "tz": "UTC"})
            calendar.attendance_ids.unlink()
            agent = env["social.care.agent"].browse(self.agents[0])
            employee = env["hr.employee"].search([("user_id", "=", agent.user_id.id)])
            employee.resource_calendar_id = calendar
        self.make_tickets(PEOPLE)
        self.drain()
        self.assertEqual(self.holders(), set(self.agents[1:]))

    def test_who_is_being_changed_is_passed_over_and_looked_at_again(self):
        self.make_tickets(PEOPLE)
        with self.somebody_else() as env:
            env["social.care.agent"].browse(self.agents[0]).claims += 1
            env.flush_all()
            self.assertLess(self.drain(), QUICK_SECONDS)
            self.assertEqual(self.holders(), set(self.agents[1:]))
            self.assert_another_run_is_planned()
        self.drain()
        self.assertEqual(self.holders(), set(self.agents))

    def test_work_that_is_being_changed_does_not_stand_in_front(self):
        first, *_others = self.make_tickets(PEOPLE + 1)
        with self.somebody_else() as env:
            env["helpdesk.ticket"].browse(
                first
            ).social_care_work_ids.pushed_at = "2026-01-01"
            env.flush_all()
            self.assertLess(self.drain(), QUICK_SECONDS)
            self.assertEqual(self.holders(), set(self.agents))
            self.assert_another_run_is_planned()

    def test_a_ticket_that_is_being_changed_is_assigned_to_nobody_yet(self):
        with self.env() as env:
            env["helpdesk.ticket.team"].browse(
                self.team
            ).social_care_routing_mode = "assign"
        first, *_others = self.make_tickets(PEOPLE)
        with self.somebody_else() as env:
            env["helpdesk.ticket"].browse(first).name = "Changed for a minute"
            env.flush_all()
            self.assertLess(self.drain(), QUICK_SECONDS)
            self.assertEqual(len(self.holders()), PEOPLE - 1)
        self.drain()
        with self.env() as env:
            work = env["helpdesk.ticket"].browse(first).social_care_work_ids
            self.assertTrue(work.agent_id)
            self.assertFalse(work.refused)

    def test_places_that_are_being_changed_keep_no_other_place(self):
        tickets = self.make_tickets(PEOPLE)
        past = fields.Datetime.now() - timedelta(minutes=1)
        with self.env() as env:
            works = env["helpdesk.ticket"].browse(tickets).social_care_work_ids
            works.next_step_at = past
            first = works[0].id
        with self.somebody_else() as env:
            env["social.care.work"].browse(first).rank_at = past
            env.flush_all()
            self.assertLess(self.drain(), QUICK_SECONDS)
        with self.env() as env:
            stale = env["social.care.work"].search([("next_step_at", "=", past)])
            self.assertEqual(stale.ids, [first])

    def assert_another_run_is_planned(self):
        with self.env() as env:
            soon = fields.Datetime.now() + timedelta(seconds=5)
            planned = env["queue.job"].search_count(
                [("method_name", "=", "_drain"), ("eta", "!=", False)]
                + [("eta", "<=", soon), ("state", "=", "pending")]
            )
            self.assertTrue(planned)
