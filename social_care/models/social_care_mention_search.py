# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..tools.searching import match_any


class SocialCareMention(models.Model):
    """Mentions are found by their text, their author and the number of their ticket."""

    _inherit = "social.care.mention"

    search_words = fields.Char(
        string="Text, author or ticket",
        store=False,
        search="_search_search_words",
    )

    def _search_search_words(self, operator, value):
        if operator != "ilike" or not isinstance(value, str):
            return NotImplemented
        profiles = match_any(self.env["social.care.profile"]._get_search_queries(value))
        domains = (
            [("text", "ilike", value)],
            [("profile_id", "any", profiles)],
            [("thread_id.ticket_id", "any", [("number", "ilike", value)])],
        )
        # The rules of mentions are applied to what is found
        mentions = self.sudo()
        return match_any(mentions._search(domain).select() for domain in domains)
