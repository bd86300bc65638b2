# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care_crm.tests.card_common import CardCase


class TestRating(CardCase):
    def make_rating(self, team):
        ticket = self.env["helpdesk.ticket"].create(
            {
                "name": "Broken",
                "description": "x",
                "team_id": team.id,
                "company_id": self.company.id,
                "partner_id": self.contact.id,
            }
        )
        return self.env["rating.rating"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("helpdesk.ticket"),
                "res_id": ticket.id,
                "partner_id": self.contact.id,
                "rated_partner_id": self.agent.partner_id.id,
                "rating": 5,
                "feedback": "Quick",
                "consumed": True,
            }
        )

    def test_ratings_are_in_the_timeline(self):
        self.make_rating(self.team)
        [entry] = self.read_all(self.contact, kinds=["rating"])
        self.assertEqual(entry["text"], "Quick")
        self.assertEqual(entry["names"], [self.agent.name])

    def test_of_tickets_that_the_reader_may_read(self):
        self.make_rating(self.make_team("Secret"))
        self.assertEqual(self.read_all(self.contact, kinds=["rating"]), [])
        self.assertNotIn(
            "rating", [c["kind"] for c in self.read_card(self.contact)["channels"]]
        )
        [entry] = self.read_all(self.contact, self.supervisor, kinds=["rating"])
        self.assertEqual(entry["text"], "Quick")
