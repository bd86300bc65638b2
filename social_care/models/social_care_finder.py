# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools.arguments import is_text, takes
from ..tools.searching import match_any

AGENT = "social_care.group_social_care_agent"
# Characters of a search that are read, and the rows of each kind that are returned.
SHORTEST, LONGEST, MOST = 2, 100, 8


class SocialCareFinder(models.AbstractModel):
    """People and tickets for the command palette (Ctrl+K)."""

    _name = "social.care.finder"
    _description = "Search for Customers and Conversations"

    @api.model
    @takes(words=is_text)
    def find(self, words):
        """Find people and tickets by name, handle, number or message. Rules of records
        apply, as in their lists.

        :param words: what the user typed
        :return: dict with ``people`` (dicts with ``id``, ``name``, ``handle`` and
            ``network``) and ``tickets`` (dicts with ``id``, ``number``, ``who`` and
            ``title``), ``MOST`` of each; False for users who are no agents, and for
            less than ``SHORTEST`` characters
        """
        words = words.strip()[:LONGEST]
        if len(words) < SHORTEST or not self.env.user.has_group(AGENT):
            return False
        return {
            "people": [self._describe_person(one) for one in self._find_people(words)],
            "tickets": [self._describe_ticket(t) for t in self._find_tickets(words)],
        }

    @api.model
    def _find_people(self, words):
        profiles = self.env["social.care.profile"]
        domain = match_any(profiles._get_search_queries(words))
        return profiles.search(domain, limit=MOST)

    @api.model
    def _find_tickets(self, words):
        """Find tickets, the newest first."""
        return self.env["helpdesk.ticket"].search(
            [("social_care_search", "ilike", words)], order="id desc", limit=MOST
        )

    @api.model
    def _describe_person(self, profile):
        return {
            "id": profile.id,
            "name": profile.display_name,
            "handle": profile.handle or "",
            "network": profile.network or "",
        }

    @api.model
    def _describe_ticket(self, ticket):
        return {
            "id": ticket.id,
            "number": ticket.number,
            "who": ticket.social_care_author_name or ticket.partner_name or "",
            "title": ticket.social_care_preview or ticket.name,
        }
