# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class SocialCareProfile(models.Model):
    """People are found by the number of an order of theirs."""

    _inherit = "social.care.profile"

    @api.model
    def _get_search_queries(self, words):
        buyers = self.env["sale.order"]._social_care_find_buyers(words)
        queries = super()._get_search_queries(words)
        if buyers:
            domain = Domain("partner_id", "any!", buyers)
            queries.append(self._search(domain).select())
        return queries


class HelpdeskTicket(models.Model):
    """So are tickets that came by mail, whose customer is on no network."""

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


class SaleOrder(models.Model):
    _inherit = "sale.order"

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
