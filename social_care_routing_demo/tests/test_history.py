# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest
from datetime import datetime

import pytz

from odoo.tests import TransactionCase, tagged

from ..models.social_care_demo_history import ADDON, PEOPLE
from ..tools import past


@tagged("post_install", "-at_install")
class TestHistory(TransactionCase):
    """Staffing and replay of the demo company have something to go on."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.own = [("module", "=", ADDON), ("name", "=like", "ticket\\_past\\_%")]
        if not cls.env.ref(f"{ADDON}.user_{PEOPLE[0]}", raise_if_not_found=False):
            raise unittest.SkipTest("The demo data are not there.")
        cls.history = cls.env["social.care.demo.history"]
        cls.team = cls.env.ref("social_care_demo.team_customer_service")
        cls.company = cls.env.ref("base.main_company")
        cls.past_tickets().unlink()
        cls.env["social.care.staffing"].search([]).unlink()
        cls.env["social.care.replay"].search([]).unlink()
        cls.before = cls.env.cr.sql_log_count
        cls.history._make()
        cls.env.flush_all()
        cls.queries = cls.env.cr.sql_log_count - cls.before
        cls.works = cls.past_tickets().social_care_work_ids

    @classmethod
    def past_tickets(cls):
        data = cls.env["ir.model.data"].search(cls.own)
        return cls.env["helpdesk.ticket"].browse(data.mapped("res_id"))

    def test_all_of_it_is_over(self):
        tickets = self.past_tickets()
        self.assertGreater(len(tickets), 300)
        self.assertEqual(set(tickets.mapped("closed")), {True})
        self.assertEqual(set(self.works.mapped("state")), {"done"})
        self.assertEqual(len(self.works), len(tickets))
        today = datetime.now(pytz.timezone("Europe/Brussels")).date()
        self.assertLess(max(self.works.mapped("arrived_at")).date(), today)

    def test_it_costs_few_statements(self):
        """However many there are: it is written while people wait for a demo."""
        self.assertLess(self.queries, 250)

    def test_it_leaves_nothing_to_do(self):
        agents = self.works.last_agent_id
        self.assertEqual(len(agents), len(PEOPLE))
        self.assertFalse(agents._count_contacts())
        before = self.works.mapped("state")
        self.works._sync_with_tickets()
        self.assertEqual(self.works.mapped("state"), before)

    def test_next_week_s_calls_are_planned_from_it(self):
        plan = self.env["social.care.staffing"].search(
            [("team_ids", "in", self.team.ids)]
        )
        self.assertEqual(plan.medium_id.code, "phone")
        self.assertTrue(plan.has_service_level)
        self.assertFalse(plan.has_few_contacts)
        self.assertGreater(plan.service_level, 50)
        self.assertGreaterEqual(plan.agent_count, len(PEOPLE))
        noon = plan.line_ids.filtered(lambda line: line.time_of_day == "12:00")
        self.assertTrue(
            all(noon.filtered("needed").mapped("scheduled")), "one is there"
        )

    def test_last_week_can_be_replayed(self):
        replay = self.env["social.care.replay"].search(
            [("team_ids", "in", self.team.ids)]
        )
        replay._simulate()
        self.assertEqual(replay.state, "done")
        figures = {row.code: row for row in replay.measure_ids}
        self.assertIn("sla", figures)
        self.assertEqual(figures["p95"].verdict, "worse", "with one person less")
        self.assertNotIn("Too few", replay.message)

    def test_its_tickets_go_with_the_addon(self):
        owned = self.env["ir.model.data"].search_count(self.own)
        self.assertEqual(owned, len(past.list_contacts(4711, self.yesterday())))

    def yesterday(self):
        return max(self.works.mapped("arrived_at")).date()
