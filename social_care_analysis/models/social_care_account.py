# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re

from odoo import api, models

from ..tools.text import read

_WORD = re.compile(r"\w+")


class SocialCareAccount(models.Model):
    """The words that everybody uses who writes about us."""

    _inherit = "social.care.account"

    @api.model
    def _get_own_terms(self, company):
        """Return our handles, our names and the words that streams search for, each as
        a word and as a hashtag.

        They are always frequent and tell nothing of a storm. (A stream that searches
        for "outage" raises no incident by that word, but by its topic.)

        :param company: a ``res.company``
        :return: frozenset of str
        """
        accounts = self.search([("company_id", "=", company.id)])
        names = [company.name, *accounts.mapped("handle"), *accounts.mapped("name")]
        words = {"".join(_WORD.findall(read(name).lower)) for name in names if name}
        for query in filter(None, accounts.stream_ids.mapped("query")):
            words.update(_WORD.findall(read(query).lower))
        return frozenset(term for word in words for term in (word, f"#{word}"))
