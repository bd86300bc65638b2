# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care.tools.placeholders import Placeholder


class SocialCareMacro(models.Model):
    """Texts can name the last order of the customer."""

    _inherit = "social.care.macro"

    @api.model
    def _get_placeholders(self):
        return (
            *super()._get_placeholders(),
            Placeholder(
                "order",
                lambda env: env._("Number of the customer's last order"),
                self._read_last_order,
            ),
        )

    @api.model
    def _read_last_order(self, place):
        """Return the number of the last order that a proven contact was told of, by the
        rights of who writes.
        """
        orders = self.env["sale.order"]
        customer = place.mention.profile_id._get_customer()
        if not customer or not orders.has_access("read"):
            return ""
        domain = [
            ("partner_id", "in", (customer | customer.commercial_partner_id).ids),
            ("company_id", "=", place.thread.company_id.id),
            ("state", "in", ("sent", "sale")),
        ]
        return orders.search(domain, order="date_order desc, id desc", limit=1).name
