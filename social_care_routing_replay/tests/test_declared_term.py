# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care_routing.models.social_care_priority import (
    SocialCarePriority,
)
from odoo.addons.social_care_routing.tests.routing_common import RoutingCase
from odoo.addons.social_care_routing.tests.test_priority import Birthday
from odoo.addons.social_care_routing.tools.priority_terms import TERMS


class TestDeclaredTerm(RoutingCase):
    """A priority term that another addon declares is tested and replayed like ours."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.classPatch(SocialCarePriority, "_get_terms", lambda _: (*TERMS, Birthday()))

    def test_the_tester_counts_it(self):
        category = self.env["helpdesk.ticket.category"].create({"name": "Cakes"})
        test = self.env["social.care.routing.test"].create(
            {"team_id": self.team.id, "category_id": category.id}
        )
        self.assertIn("Birthday: 45 min", test.queue_position)

    def test_a_replay_counts_it_and_can_change_it(self):
        ticket = self.make_ticket(name="cake is late", minutes=5)
        day = ticket.work_ids.arrived_at.date()
        replay = self.env["social.care.replay"].create(
            {
                "company_id": self.company.id,
                "date_from": day,
                "date_to": day,
                "team_ids": self.team.ids,
            }
        )
        scenario = replay._load_scenario()
        (contact,) = scenario.contacts
        self.assertIs(contact.facts.known["birthday"], True)
        self.assertEqual(scenario.weights["birthday"], 45)
        change = self.env["social.care.replay.change"].new(
            {"kind": "boost", "boost": "birthday", "minutes": 5}
        )
        change._apply(scenario)
        self.assertEqual(scenario.weights["birthday"], 5)
