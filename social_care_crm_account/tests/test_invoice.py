# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.addons.social_care_crm.models.social_care_subject import Subject

SUPERVISOR = "social_care.group_social_care_supervisor"


@tagged("post_install", "-at_install")
class TestInvoice(AccountTestInvoicingCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.company_data["company"]
        cls.today = fields.Date.today()
        cls.invoices = cls.init_invoice(
            "out_invoice", cls.partner_a, post=True, amounts=[100], taxes=[]
        ) | cls.init_invoice(
            "out_invoice", cls.partner_a, post=True, amounts=[50], taxes=[]
        )
        cls.invoices[0].line_ids.date_maturity = cls.today - timedelta(days=10)

    def get_subject(self):
        profiles = self.env["social.care.profile"]
        return Subject(profiles, self.partner_a, False, {})

    def test_unpaid_invoices_with_their_age(self):
        cards = self.env["social.care.card"]
        business = cards._get_business(self.get_subject())
        figures = {figure["code"]: figure for figure in business["figures"]}
        self.assertEqual(figures["unpaid"]["count"], 2)
        self.assertIn("150", figures["unpaid"]["details"][0])

    def test_invoices_are_in_the_timeline(self):
        self.env.user.group_ids += self.env.ref("social_care.group_social_care_agent")
        timeline = self.env["social.care.timeline"]
        partner = self.partner_a
        page = timeline.get_page(partner._name, partner.id, kinds=["invoice"])
        found = {entry["res_id"] for entry in page["entries"]}
        self.assertEqual(found, set(self.invoices.ids))

    def test_a_split_brings_invoices_back_that_are_not_closed(self):
        closed = self.invoices[0]
        open_ = self.init_invoice(
            "out_invoice",
            self.partner_a,
            invoice_date=self.today,
            post=True,
            amounts=[700],
            taxes=[],
        )
        wizards = self.env["base.partner.merge.automatic.wizard"]
        wizards._merge((self.partner_a | self.partner_b).ids, self.partner_b)
        self.assertEqual(self.invoices.commercial_partner_id, self.partner_b)
        self.company.fiscalyear_lock_date = self.today - timedelta(days=300)
        self.env.user.group_ids += self.env.ref(SUPERVISOR)
        splits = self.env["social.care.contact.split"]
        wizard = splits.create({"partner_id": self.partner_b.id})
        new = self.env["res.partner"].browse(wizard.action_split()["res_id"])
        self.assertEqual(closed.partner_id, self.partner_b)
        self.assertEqual(closed.line_ids.partner_id, self.partner_b)
        for name in ("partner_id", "commercial_partner_id"):
            self.assertEqual(open_[name], new)
        self.assertEqual(open_.line_ids.partner_id, new)
        self.env["social.care.customer"].sudo()._recompute_contacts(new.ids)
        customer = new.sudo().social_care_customer_ids.filtered(
            lambda one: one.company_id == self.company
        )
        self.assertIn("unpaid", customer.sudo().terms)
