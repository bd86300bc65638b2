# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.searching import match_any
from .helpdesk_ticket import AGENT


class HelpdeskTicket(models.Model):
    """Tickets are found by their number, title and customer, and by what was said."""

    _inherit = "helpdesk.ticket"

    name = fields.Char(index="trigram")
    number = fields.Char(index="trigram")
    partner_name = fields.Char(index="trigram")
    partner_email = fields.Char(index="trigram")
    social_care_search = fields.Char(
        string="Ticket, customer or message",
        store=False,
        search="_search_social_care_search",
        groups=AGENT,
    )

    def _search_social_care_search(self, operator, value):
        # Odoo asks for the domain before it checks the groups of the field.
        self._check_field_access(self._fields["social_care_search"], "read")
        if operator != "ilike" or not isinstance(value, str):
            return NotImplemented
        return match_any(self._social_care_get_search_queries(value))

    @api.model
    def _social_care_get_search_queries(self, words):
        """Return queries for the IDs of tickets that words find. Other addons add
        theirs. They respect what the user may read of other models; the rules of
        tickets are applied to what they find.

        :param words: what the user searches for, a text
        :return: list of ``SQL``, each selects one column
        """
        names = ("number", "name", "partner_name", "partner_email")
        own = Domain.OR([(name, "ilike", words)] for name in names)
        profiles = self.env["social.care.profile"]._get_search_queries(words)
        return [
            # Archived ones, too: the list says whether they are wanted
            self.sudo().with_context(active_test=False)._search(own).select(),
            self._social_care_select_by_thread(
                [("mention_ids", "any", [("text", "ilike", words)])]
            ),
            self._social_care_select_by_thread(
                [("profile_id", "any", match_any(profiles))]
            ),
        ]

    @api.model
    def _social_care_select_by_thread(self, domain):
        """Return the query for the tickets of conversations."""
        threads = self.env["social.care.thread"]
        query = threads._search(Domain("ticket_id", "!=", False) & Domain(domain))
        return query.select(SQL.identifier(query.table, "ticket_id"))
