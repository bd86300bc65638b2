# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareIdentity(models.AbstractModel):
    _inherit = "social.care.identity"

    def _list_documents(self, spellings):
        """Add quotations and orders that customers were told of."""
        orders = self.env["sale.order"].search(
            [("name", "in", spellings), ("state", "in", ("sent", "sale"))]
        )
        return super()._list_documents(spellings) + [
            (order.name, order.partner_id) for order in orders
        ]
