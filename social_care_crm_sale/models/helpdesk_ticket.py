# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain


class HelpdeskTicket(models.Model):
    """Tickets are found by the number of an order of their contact."""

    _inherit = "helpdesk.ticket"

    @api.model
    def _social_care_get_search_queries(self, words):
        buyers = self.env["sale.order"]._social_care_find_buyers(words)
        queries = super()._social_care_get_search_queries(words)
        if buyers:
            domain = Domain("partner_id", "any!", buyers)
            tickets = self.sudo().with_context(active_test=False)
            queries.append(tickets._search(domain).select())
        return queries
