# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.tools import format_date


class SocialCareCardBusiness(models.AbstractModel):
    _inherit = "social.care.card.business"

    def _get_business_models(self):
        return [*super()._get_business_models(), "sale.order"]

    def _get_figures(self, customer, companies):
        figures = super()._get_figures(customer, companies)
        if self.env["sale.order"].has_access("read"):
            figures += self._get_order_figures(customer, companies)
        return figures

    def _get_order_figures(self, customer, companies):
        """Return the confirmed orders, by currency, and the last order."""
        domain = [
            ("partner_id.commercial_partner_id", "=", customer.id),
            ("company_id", "in", companies.ids),
            ("state", "!=", "cancel"),
        ]
        orders = self.env["sale.order"]
        groups = orders._read_group(
            [*domain, ("state", "=", "sale")],
            ["currency_id"],
            ["__count", "amount_total:sum"],
        )
        count = sum(group[1] for group in groups)
        sums = [self._format_money(total, currency) for currency, _n, total in groups]
        figures = [self._make_figure("orders", self.env._("Orders"), count, *sums)]
        last = orders.search(domain, order="date_order desc, id desc", limit=1)
        return figures + self._get_last_order_figures(last)

    def _get_last_order_figures(self, order):
        if not order:
            return []
        states = dict(order._fields["state"]._description_selection(self.env))
        when = fields.Datetime.context_timestamp(self, order.date_order).date()
        return [
            {
                "code": "last_order",
                "label": self.env._("Last order"),
                "count": order.name,
                "details": [format_date(self.env, when), states[order.state]],
            }
        ]
