# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import SQL


class SaleOrder(models.Model):
    """An order is found by its contact, the newest first."""

    _inherit = "sale.order"

    _social_care_timeline_idx = models.Index("(partner_id, date_order DESC, id DESC)")

    @api.model
    def _social_care_find_buyers(self, words):
        """Return the query for the contacts of orders that words find, as far as the
        user may read orders.

        :param words: what the user searches for, a text
        :return: ``SQL``, or None for users who may not read orders
        """
        if not self.has_access("read"):
            return None
        query = self._search([("name", "ilike", words)])
        return SQL("(%s)", query.select(SQL.identifier(query.table, "partner_id")))
