# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.fields import Domain


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
