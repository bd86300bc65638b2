# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care_crm.tests.customer_common import CustomerCase


class TestPurchase(CustomerCase):
    """Who wants to buy, and who complained before."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        topics = cls.env["social.care.topic"].with_company(cls.company)
        topics.action_create_usual()
        cls.buying = topics.search(
            [("name", "=", "Wants to buy"), ("company_id", "=", cls.company.id)]
        )

    def test_a_rule_makes_a_lead_of_who_wants_to_buy(self):
        self.make_rule(
            topic_ids=[(6, 0, self.buying.ids)], action="inbox", creates_lead=True
        )
        buyer = self.hear(self.post("a", "Hello, I want to buy ten of your bicycles"))
        self.assertEqual(buyer.topic_id, self.buying)
        self.assertTrue(buyer.lead_id)
        self.assertFalse(self.hear(self.post("b", "Where is my parcel?")).lead_id)

    def test_it_speaks_nine_languages(self):
        texts = (
            "Ich möchte bestellen, zehn Stück",
            "Where can I buy this?",
            "Hola, quiero comprar diez",
            "Bonjour, je veux acheter un vélo",
            "Buongiorno, vorrei comprare una bicicletta",
            "Dzień dobry, chcę kupić rower",
            "Bom dia, quero comprar uma bicicleta",
            "Здравствуйте, хочу купить велосипед",
            "你好，我想买十辆自行车",
        )
        mentions = self.hear_at_once(
            *(self.post(str(uid), text) for uid, text in enumerate(texts))
        )
        self.assertEqual(mentions.topic_id, self.buying)
        self.assertTrue(all(mention.topic_id for mention in mentions))

    def test_it_is_no_trouble(self):
        self.assertFalse(self.buying.is_trouble)

    def test_closed_tickets_in_a_bad_mood_were_complaints(self):
        stage = self.env["helpdesk.ticket.stage"].search([("closed", "=", True)])[0]
        values = {
            "name": "Broken",
            "description": "It is broken.",
            "company_id": self.company.id,
            "partner_id": self.bob.id,
            "stage_id": stage.id,
        }
        tickets = self.env["helpdesk.ticket"].create([values, values])
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE helpdesk_ticket SET social_care_sentiment = 'negative'"
            " WHERE id = %s",
            [tickets[0].id],
        )
        self.assertEqual(self.terms(self.bob), {"complaints": 5})
