# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

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
        cls.category = cls.env["helpdesk.ticket.category"].create({"name": "Cakes"})

    def describe_message(self, **values):
        return self.env["social.care.routing.test"].create(
            {"team_id": self.team.id, "category_id": self.category.id, **values}
        )

    def load_scenario(self, ticket):
        day = ticket.social_care_work_ids.arrived_at.date()
        replay = self.env["social.care.replay"].create(
            {
                "company_id": self.company.id,
                "date_from": day,
                "date_to": day,
                "team_ids": self.team.ids,
            }
        )
        return replay._load_scenario()

    def get_boost(self, scenario):
        """The boost in minutes that the only contact begins with."""
        (contact,) = scenario.contacts
        return scenario._make_arrival(contact, {}).boosts[0][1] / 60

    def test_the_tester_counts_it(self):
        self.assertIn("Birthday: 45 min", self.describe_message().queue_position)

    def test_the_tester_counts_every_term(self):
        """But for those put in front by hand, which a new message cannot be. Terms of
        optional addons are tested there.
        """
        test = self.describe_message(
            urgency="2",
            sentiment="negative",
            followers=1000,
            stars="3",
            sla_hours=1,
            window_minutes=30,
            waiting_minutes=30,
        )
        expected = {
            term.get_label(self.env)
            for term in (*TERMS, Birthday())
            if term.code != "pushed"
        }
        counted = {line.split(":")[0] for line in test.queue_position.splitlines()}
        self.assertLessEqual(expected, counted)

    def test_a_replay_counts_it_and_can_change_it(self):
        scenario = self.load_scenario(self.make_ticket(name="cake is late", minutes=5))
        (contact,) = scenario.contacts
        self.assertIs(contact.facts.known["birthday"], True)
        self.assertEqual(scenario.weights["birthday"], 45)
        self.assertEqual(self.get_boost(scenario), 45)
        change = self.env["social.care.replay.change"].new(
            {"kind": "boost", "boost": "birthday", "minutes": 5}
        )
        change._apply(scenario)
        self.assertEqual(scenario.weights["birthday"], 5)
        self.assertEqual(self.get_boost(scenario), 5)

    def test_a_replay_reads_every_term(self):
        scenario = self.load_scenario(self.make_ticket(minutes=5))
        (contact,) = scenario.contacts
        codes = {term.code for term in scenario.terms}
        self.assertEqual(set(contact.facts.known), codes)
        self.assertIn("window", codes)

    def test_a_replay_counts_a_closing_reply_window(self):
        ticket = self.make_ticket(minutes=5)
        until = ticket.social_care_work_ids.arrived_at + timedelta(hours=1)
        read = patch.object(
            type(self.works),
            "_get_reply_windows",
            lambda works, rows: dict.fromkeys(works, until),
        )
        with read:
            scenario = self.load_scenario(ticket)
        self.assertEqual(self.get_boost(scenario), 240)

    def test_a_replay_can_change_every_weight(self):
        offered = self.env["social.care.replay.change"]._fields["boost"]
        weights = self.env["social.care.priority"]._list_weights()
        self.assertEqual(
            offered.get_values(self.env), [weight.code for weight in weights]
        )
