# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged

BOARD = "/odoo/social-wallboard"
GRID = "/odoo/social-skills"


@tagged("post_install", "-at_install")
class TestToursSupervisor(HttpCase):
    """A supervisor at the wallboard, an administrator at the grid of skills."""

    def setUp(self):
        super().setUp()
        # Teams with work cannot be archived.
        self.env.cr.execute("UPDATE helpdesk_ticket_team SET active = FALSE")
        self.env.invalidate_all()
        self.anna = self.user("tour_anna", "agent", "Anna Novak")
        self.ben = self.user("tour_ben", "agent", "Ben Carter")
        self.user("tour_supervisor", "supervisor", "Sara Lind")
        self.user("tour_admin", "manager", "Adam Min")
        self.orders = self.make_team("Tour Orders", 1)
        self.billing = self.make_team("Tour Billing", 2)

    def user(self, login, group, name):
        groups = f"social_care.group_social_care_{group}"
        return new_test_user(self.env, login, groups=groups, name=name, password=login)

    def make_team(self, name, sequence):
        return self.env["helpdesk.ticket.team"].create(
            {
                "name": name,
                "sequence": sequence,
                "social_care_routing_mode": "offer",
                "user_ids": (self.anna | self.ben).ids,
            }
        )

    def make_ticket(self, name, minutes):
        ticket = self.env["helpdesk.ticket"].create(
            {
                "name": name,
                "description": name,
                "team_id": self.orders.id,
                "user_id": False,
            }
        )
        since = fields.Datetime.now() - timedelta(minutes=minutes)
        ticket.social_care_work_ids.write({"arrived_at": since, "waiting_since": since})
        ticket.social_care_work_ids._place()
        return ticket

    def test_a_supervisor_steps_in_at_the_wallboard(self):
        refund = self.make_ticket("Tour refund", 10)
        invoice = self.make_ticket("Tour invoice", 20)
        agents = self.env["social.care.agent"]._ensure_for_users(self.anna | self.ben)
        agents._set_state("away")
        teams = f"?teams={self.orders.id},{self.billing.id}"
        self.start_tour(
            BOARD + teams, "social_care_routing_supervisor", login="tour_supervisor"
        )
        parcel = self.env["helpdesk.ticket"].search(
            [("name", "=", "Tour parcel is late")]
        )
        self.assertEqual(refund.user_id, self.ben)
        self.assertEqual(refund.social_care_work_ids.state, "working")
        self.assertEqual(parcel.user_id, self.anna)
        self.assertEqual(invoice.team_id, self.billing)
        self.assertEqual(invoice.social_care_work_ids.state, "waiting")

    def test_an_administrator_says_how_much_a_team_wants_a_skill(self):
        self.env["hr.skill.type"].search([]).active = False
        kind = self.env["hr.skill.type"].create(
            {
                "name": "Tour languages",
                "skill_ids": [(0, 0, {"name": "Tour Polish"})],
                "skill_level_ids": [
                    (0, 0, {"name": "Basic", "level_progress": 20}),
                    (0, 0, {"name": "Fluent", "level_progress": 80}),
                ],
            }
        )
        self.env["social.care.skill.rule"].create(
            {"language": "pl", "skill_ids": kind.skill_ids.ids}
        )
        self.start_tour(GRID, "social_care_routing_skill_grid", login="tour_admin")
        requirement = self.env["social.care.skill.requirement"].search(
            [("skill_id", "=", kind.skill_ids.id)]
        )
        self.assertEqual(requirement.team_id, self.orders)
        self.assertEqual(
            (requirement.kind, requirement.level_id.name), ("preferred", "Fluent")
        )
