# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import new_test_user, tagged
from odoo.tools import SQL

from odoo.addons.account.tests.common import AccountTestInvoicingCommon
from odoo.addons.social_care_crm.models import social_care_customer
from odoo.addons.social_care_crm.tools.weight import Scope

from ..tools.weight_terms import Revenue, Unpaid

AGENT = "social_care.group_social_care_agent"


@tagged("post_install", "-at_install")
class TestInvoiceTerms(AccountTestInvoicingCommon):
    """Revenue and debt in the weight."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.company_data["company"]
        cls.firm = cls.env["res.partner"].create({"name": "Firm", "is_company": True})
        cls.anna = cls.env["res.partner"].create(
            {"name": "Anna", "parent_id": cls.firm.id}
        )
        cls.today = fields.Date.today()

    def invoice(self, amount, kind="out_invoice", months=0, contact=None, post=True):
        return self.init_invoice(
            kind,
            partner=contact or self.firm,
            invoice_date=self.today - relativedelta(months=months),
            amounts=[amount],
            taxes=self.env["account.tax"],
            post=post,
        )

    def pay(self, invoice, amount):
        wizard = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        wizard.create({"amount": amount})._create_payments()

    def customer(self):
        customers = self.env["social.care.customer"].sudo()
        customers._recompute(Scope(ids=self.firm.ids))
        return customers.search(
            [("partner_id", "=", self.firm.id), ("company_id", "=", self.company.id)]
        )

    def terms(self):
        terms = self.customer().terms
        return {code: minutes for code, (_value, minutes) in terms.items()}

    def test_revenue_of_twelve_months(self):
        self.invoice(4000, contact=self.anna)
        self.invoice(10**6, months=13)
        self.invoice(10**6, post=False)
        self.invoice(1000, "out_refund")
        self.invoice(10**6, "in_invoice")
        self.assertEqual(self.terms()["revenue"], 9)

    def test_debt_adds_within_its_cap_only(self):
        self.invoice(500)
        self.assertEqual(self.terms()["unpaid"], 5)
        invoice = self.invoice(10**7)
        owing = self.terms()
        self.assertEqual(owing["unpaid"], 10)
        self.pay(invoice, 10**7)
        paid = self.terms()
        self.assertEqual(paid["revenue"], owing["revenue"])
        self.assertEqual(paid["unpaid"], 5)

    def test_refunds_never_take_away(self):
        self.invoice(1000, "out_refund")
        self.assertEqual(self.terms(), {})

    def test_the_first_invoice_begins_the_relation(self):
        self.invoice(1, months=30)
        self.assertEqual(self.terms()["age"], 2)
        begun = self.today - relativedelta(months=30)
        self.assertEqual(self.customer().since, begun)

    def test_a_payment_computes_the_customer(self):
        invoice = self.invoice(500)
        self.env.flush_all()
        data = self.env.cr.postcommit.data
        data[social_care_customer.CHANGED].clear()
        self.pay(invoice, 200)
        self.env.flush_all()
        self.assertIn(self.firm.id, data[social_care_customer.CHANGED])
        self.assertEqual(self.terms()["unpaid"], 3)

    def test_invoices_of_a_customer_are_found_by_an_index(self):
        self.env.cr.execute("SET LOCAL enable_seqscan = off")
        for term in (Revenue(), Unpaid()):
            query = term.build_query(Scope(ids=self.firm.ids), self.today)
            self.env.cr.execute(SQL("EXPLAIN %s", query))
            self.assertIn("social_care_customer_idx", str(self.env.cr.fetchall()))

    def test_agents_see_no_amount(self):
        self.invoice(4000)
        self.customer()
        agent = new_test_user(
            self.env,
            "invoice_agent",
            groups=f"base.group_user,{AGENT}",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )
        words = self.firm.with_user(agent).social_care_weight_text
        self.assertEqual(words, "Business figures: +22 min")
        mine = self.firm.with_user(self.env.user)
        if mine.env.user.has_group(AGENT):
            self.assertIn("4,000.00", mine.social_care_weight_text)
