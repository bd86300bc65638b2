# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.tools import email_normalize


class HelpdeskTicket(models.Model):
    """A customer who writes on a duplicate goes on in the original."""

    _inherit = "helpdesk.ticket"

    def _find_original(self):
        """The ticket at the end of a chain of duplicates, else this one.

        A chain that leads nowhere (in a circle, to an archived ticket or to one of
        another company) is not followed.
        """
        seen, last = self, self
        while last.duplicate_id - seen:
            last = last.duplicate_id
            seen |= last
        is_alive = last.active and last.company_id == self.company_id
        return last if is_alive and not last.duplicate_id else self

    def _has_same_customer(self, other):
        """Whether mails of the customer of ``other`` may be shown to whoever follows
        this ticket: nobody else's, at least."""
        own, theirs = self._get_customer_keys(), other._get_customer_keys()
        return self == other or not own or not own.isdisjoint(theirs)

    def _get_customer_keys(self):
        address = email_normalize(self.partner_email or self.partner_id.email)
        return {self.commercial_partner_id.id, address} - {False, None, ""}
