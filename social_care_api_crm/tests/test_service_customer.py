# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.addons.social_care_api.tools.errors import ServiceError
from odoo.addons.social_care_crm.tests.customer_common import CustomerCase


class TestServiceCustomer(CustomerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = cls.env.ref("social_care_api.group_social_care_api_user")
        group.user_ids += cls.agent | cls.seller
        cls.company.country_id = cls.env.ref("base.de")

    def setUp(self):
        super().setUp()
        self.heard = self.hear(self.post("a", "Where is my parcel?"))
        self.ticket = self.heard.ticket_id

    def call(self, name, user=None, /, **values):
        service = self.env["social.care.service"].with_user(user or self.agent)
        service = service.with_company(self.company)
        self.env.flush_all()
        return getattr(service, name)(**values)

    def assert_refused(self, code, name, /, **values):
        with self.assertRaises(ServiceError) as caught, self.env.cr.savepoint():
            self.call(name, **values)
        self.assertEqual(caught.exception.code, code)

    def find(self, **values):
        found = self.call("find_customers", **values)["customers"]
        return [(one["by"], one["name"]) for one in found]

    def test_a_number_finds_all_who_have_it_however_it_is_written(self):
        self.contact("Bob's wife", phone="+49 30 901820")
        expected = [("phone", "Bob"), ("phone", "Bob's wife")]
        for number in ("+4930901820", "030 901820", "0049 30 90 18 20"):
            self.assertEqual(sorted(self.find(phone=number)), expected, number)
        self.assertEqual(self.find(phone="nonsense"), [])

    def test_an_address_finds_its_contact(self):
        self.assertEqual(self.find(email=" BOB@example.com "), [("email", "Bob")])
        self.assertEqual(self.find(email="%@example.com"), [])

    def test_a_handle_finds_the_person_on_the_network(self):
        for handle in ("maria", "@Maria"):
            self.assertIn(
                ("handle", self.heard.profile_id.display_name), self.find(handle=handle)
            )
        self.assertEqual(self.find(handle="%"), [])
        self.assertEqual(self.find(handle="@"), [])

    def test_contacts_of_other_companies_are_not_found(self):
        abroad = self.env["res.company"].create({"name": "Abroad"})
        self.contact("Hidden", phone="+4930555", company_id=abroad.id)
        self.assertEqual(self.find(phone="+4930555"), [])

    def test_the_card_of_a_ticket_is_that_of_its_customer(self):
        card = self.call("get_customer_of_ticket", ticket_id=self.ticket.id)
        self.assertEqual(card["profile_id"], self.heard.profile_id.id)
        self.assertEqual(card["ticket_count"], 1)
        self.assertEqual(card["tickets"][0]["ticket_id"], self.ticket.id)
        self.assertFalse(card["do_not_contact"])
        self.assertNotIn("contact_id", card)

    def test_in_other_stages_nobody_is_identified(self):
        self.stream.stage = "routed"
        self.assert_refused(
            "refused", "get_customer_of_ticket", ticket_id=self.ticket.id
        )

    def test_business_figures_are_for_those_who_may_see_them(self):
        self.opportunity(self.bob)
        self.assertEqual(
            self.call("get_customer", contact_id=self.bob.id)["figures"], []
        )
        figures = self.call("get_customer", self.seller, contact_id=self.bob.id)[
            "figures"
        ]
        counts = {figure["code"]: figure["count"] for figure in figures}
        self.assertEqual(counts["opportunities"], 1)

    def test_the_timeline_is_paged(self):
        for number in range(60):
            self.hear(self.post(f"m{number}", "More", to="a", root="a", at=number))
        keys, cursor = [], ""
        for _page in range(9):
            page = self.call(
                "list_timeline_of_ticket", ticket_id=self.ticket.id, after=cursor
            )
            keys += [(one["kind"], one["record_id"]) for one in page["entries"]]
            cursor = page.get("next", "")
            if not cursor:
                break
        self.assertFalse(cursor)
        self.assertEqual(len(keys), len(set(keys)))
        self.assertGreaterEqual(len(keys), 61)

    def test_odd_cursors_and_contacts_are_refused(self):
        for cursor in ("MQ", "WzEsMiwzXQ", "x"):
            self.assert_refused(
                "invalid_request",
                "list_timeline",
                contact_id=self.bob.id,
                after=cursor,
            )
        self.assert_refused("not_found", "get_customer", contact_id=2**31 - 1)
        self.assert_refused("not_found", "list_timeline", contact_id=2**31 - 1)
