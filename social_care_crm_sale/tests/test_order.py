# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care.tools.placeholders import Place
from odoo.addons.social_care_crm.tests.card_common import CardCase


class TestOrder(CardCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        orders = cls.env["sale.order"].with_company(cls.company)
        cls.product = cls.env["product.product"].create(
            {"name": "Parcel", "list_price": 50, "taxes_id": False}
        )
        cls.orders = orders.create(
            [
                {
                    "partner_id": cls.contact.id,
                    "company_id": cls.company.id,
                    "user_id": False,
                    "order_line": [(0, 0, {"product_id": cls.product.id})],
                }
                for _number in range(3)
            ]
        )
        cls.orders[:2].state = "sale"

    def test_orders_are_in_the_timeline_of_who_may_read_them(self):
        entries = self.read_all(self.contact, self.seller, kinds=["order"])
        self.assertEqual({e["res_id"] for e in entries}, set(self.orders.ids))
        self.assertEqual(self.read_all(self.contact, kinds=["order"]), [])

    def test_figures_of_who_may_read_them(self):
        figures = self.get_figures(
            self.read_card(self.contact, self.seller)["business"]
        )
        self.assertEqual(figures["orders"]["count"], 2)
        self.assertIn("100", figures["orders"]["details"][0])
        self.assertEqual(self.read_card(self.contact)["business"]["figures"], [])

    def test_the_summary_says_the_last_order_and_its_state(self):
        self.company.social_care_service_summary = True
        mention = self.meet_maria()
        cards = self.env["social.care.card"].with_user(self.agent)
        found = {f["code"]: f for f in cards.get_summary(mention._name, mention.id)}
        self.assertEqual(found["orders"]["count"], 2)
        self.assertEqual(found["last_order"]["count"], self.orders[2].name)
        self.assertEqual(found["last_order"]["details"][1], "Quotation")

    def test_orders_of_another_company_are_not_counted(self):
        self.company.social_care_service_summary = True
        other = self.env["res.company"].create({"name": "Other"})
        self.env["sale.order"].with_company(other).create(
            {
                "partner_id": self.contact.id,
                "company_id": other.id,
                "state": "sale",
                "order_line": [(0, 0, {"product_id": self.product.id})],
            }
        )
        mention = self.meet_maria()
        cards = self.env["social.care.card"].with_user(self.agent)
        found = {f["code"]: f for f in cards.get_summary(mention._name, mention.id)}
        self.assertEqual(found["orders"]["count"], 2)

    def get_order_in_macro(self, user):
        """What ``{order}`` stands for when a user answers Maria."""
        mention = self.env["social.care.mention"].search(
            [("profile_id.partner_id", "=", self.contact.id)], limit=1
        )
        macros = self.env["social.care.macro"].with_user(user)
        [order] = [one for one in macros._get_placeholders() if one.name == "order"]
        place = Place(mention.thread_id, mention, user, "en")
        return order.read(place)

    def test_a_macro_names_the_last_order_to_who_may_read_it(self):
        self.meet_maria()
        self.assertEqual(self.get_order_in_macro(self.boss), self.orders[1].name)
        self.orders[2].state = "sent"
        self.assertEqual(self.get_order_in_macro(self.boss), self.orders[2].name)
        self.assertFalse(self.get_order_in_macro(self.agent))

    def test_a_macro_names_no_order_of_who_is_not_proven(self):
        self.meet_maria("claimed")
        self.assertFalse(self.get_order_in_macro(self.boss))

    def get_figures(self, business):
        return {figure["code"]: figure for figure in business["figures"]}

    def test_a_split_brings_orders_back(self):
        """As they were: nothing is computed anew for them."""
        fred = self.env["res.partner"].create({"name": "Fred"})
        self.orders[0].client_order_ref = "ours"
        contacts, names = self.contact | fred, ("partner_id", "partner_invoice_id")
        wizards = self.env["base.partner.merge.automatic.wizard"]
        wizards._merge(contacts.ids, fred)
        self.assertEqual(self.orders.partner_id, fred)
        self.orders[2].partner_id = self.company.partner_id
        splits = self.env["social.care.contact.split"]
        new = splits.create({"partner_id": fred.id}).action_split()["res_id"]
        for name in names:
            self.assertEqual(self.orders[:2][name].ids, [new])
        self.assertEqual(self.orders.order_line.order_partner_id.ids[0], new)
        self.assertEqual(self.orders[2].partner_id, self.company.partner_id)
        entries = self.read_all(
            self.env["res.partner"].browse(new), self.seller, kinds=["order"]
        )
        self.assertEqual({e["res_id"] for e in entries}, set(self.orders[:2].ids))

    def test_tickets_and_people_are_found_by_an_order(self):
        mention = self.meet_maria()
        mention.action_make_ticket()
        number = self.orders[0].name
        mention.profile_id.partner_id = self.contact
        self.agent.group_ids += self.env.ref("sales_team.group_sale_salesman_all_leads")
        tickets = self.env["helpdesk.ticket"].with_user(self.agent)
        found = tickets.search([("social_care_search", "ilike", number)])
        self.assertIn(mention.ticket_id, found)
        mentions = self.env["social.care.mention"].with_user(self.agent)
        self.assertIn(mention, mentions.search([("search_words", "ilike", number)]))
        people = self.env["social.care.finder"].with_user(self.agent).find(number)
        self.assertIn(mention.profile_id.id, [row["id"] for row in people["people"]])

    def test_who_may_not_read_orders_finds_nothing_by_them(self):
        mention = self.meet_maria()
        mention.action_make_ticket()
        mention.profile_id.partner_id = self.contact
        tickets = self.env["helpdesk.ticket"].with_user(self.agent)
        number = self.orders[0].name
        self.assertFalse(tickets.search([("social_care_search", "ilike", number)]))
