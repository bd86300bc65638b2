# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care_crm.tools.timeline import Path, Source

ORDER = Source(
    code="order",
    model="sale.order",
    label=lambda env: env._("Orders"),
    icon="fa-shopping-cart",
    paths=(
        Path("sale_order row WHERE row.partner_id = person.id", at="row.date_order"),
    ),
    fields=("name", "state", "user_id", "amount_total", "currency_id", "partner_id"),
)


class SocialCareTimeline(models.AbstractModel):
    _inherit = "social.care.timeline"

    @api.model
    def _get_sources(self):
        return (*super()._get_sources(), ORDER)

    def _describe_order(self, orders, subject):
        states = dict(orders._fields["state"]._description_selection(self.env))
        return {
            order.id: {
                "title": order.name,
                "text": order.currency_id.format(order.amount_total),
                "person": self._get_person(order.partner_id, subject.partner),
                "state": states[order.state],
                "user_ids": order.user_id.ids,
            }
            for order in orders
        }
