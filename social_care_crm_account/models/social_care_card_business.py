# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareCardBusiness(models.AbstractModel):
    _inherit = "social.care.card.business"

    def _get_business_models(self):
        return [*super()._get_business_models(), "account.move"]

    def _get_figures(self, customer, companies):
        figures = super()._get_figures(customer, companies)
        if self.env["account.move"].has_access("read"):
            figures += self._get_unpaid_figures(customer, companies)
        return figures

    def _get_unpaid_figures(self, customer, companies):
        """Return the unpaid invoices of each company, as sums in its currency, and how
        long the oldest is overdue.
        """
        groups = self.env["account.move"]._read_group(
            [
                ("commercial_partner_id", "=", customer.id),
                ("company_id", "in", companies.ids),
                ("move_type", "=", "out_invoice"),
                ("state", "=", "posted"),
                ("payment_state", "in", ("not_paid", "partial")),
            ],
            ["company_id"],
            ["__count", "amount_residual_signed:sum", "invoice_date_due:min"],
        )
        count = sum(group[1] for group in groups)
        sums = [
            self._format_money(residual, company.currency_id)
            for company, _count, residual, _due in groups
        ]
        oldest = min((group[3] for group in groups if group[3]), default=False)
        overdue = self._format_overdue(oldest)
        label = self.env._("Unpaid invoices")
        return [self._make_figure("unpaid", label, count, *sums, overdue)]

    def _format_overdue(self, due):
        days = due and (fields.Date.context_today(self) - due).days
        return self.env._("%s days overdue", days) if days and days > 0 else ""
