# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class SocialCareAccount(models.Model):
    """What everybody says who speaks of us."""

    _inherit = "social.care.account"

    @api.model
    def _own_terms(self, company):
        """Hashtags that are our handles, our names, or what a stream searches for: of
        these there is always much, and it says nothing of a storm."""
        accounts = self.search([("company_id", "=", company.id)])
        words = [company.name, *accounts.mapped("handle"), *accounts.mapped("name")]
        words += accounts.stream_ids.mapped("query")
        bare = ("".join(word.lower().split()).lstrip("#@") for word in words if word)
        return frozenset(term for word in bare for term in (word, f"#{word}"))
