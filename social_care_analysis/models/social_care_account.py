# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import api, models

from ..tools.text import read

_WORD = re.compile(r"\w+")


class SocialCareAccount(models.Model):
    """What everybody says who speaks of us."""

    _inherit = "social.care.account"

    @api.model
    def _own_terms(self, company):
        """Hashtags that are our handles, our names, or words that a stream searches
        for: of these there is always much, and it says nothing of a storm. (Who
        searches for "outage" has no incident by that hashtag, but by its topic.)"""
        accounts = self.search([("company_id", "=", company.id)])
        names = [company.name, *accounts.mapped("handle"), *accounts.mapped("name")]
        words = {"".join(_WORD.findall(read(name).lower)) for name in names if name}
        for query in filter(None, accounts.stream_ids.mapped("query")):
            words.update(_WORD.findall(read(query).lower))
        return frozenset(term for word in words for term in (word, f"#{word}"))
