# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools.traces import forget

TITLE = ("name", "description")
# Fields with text of the chatter, by model.
WORDS = {
    "mail.message": ("subject", "body"),
    "mail.activity": ("summary", "note", "res_name"),
    "mail.tracking.value": (
        "old_value_char",
        "new_value_char",
        "old_value_text",
        "new_value_text",
    ),
}


class SocialCareTicketErasure(models.AbstractModel):
    """Erase a person from tickets. What colleagues wrote stays."""

    _name = "social.care.ticket.erasure"
    _description = "Erasure of a Person on Tickets"

    def _social_care_add_duplicates(self):
        """Return these tickets and all their duplicates."""
        tickets, model = self, self.with_context(active_test=False)
        while more := model.search([("duplicate_id", "in", tickets.ids)]) - tickets:
            tickets |= more
        return tickets

    def _social_care_forget_person(self, traces, words):
        """Erase the names of a person from title, description and chatter.

        :param traces: set of names
        :param words: text that takes their place
        """
        for ticket in self:
            if ticket.partner_name in traces:
                ticket.partner_name = False
            forget_in(ticket, TITLE, traces, words)
        self._social_care_forget_in_chatter(dict.fromkeys(self, traces), words)

    def _social_care_forget_quotes(self, quotes, words):
        """Erase quotes of customers from the chatter, and from duplicates.

        :param quotes: {ticket: set of texts}
        :param words: text that takes their place
        """
        if not any(quotes.values()):
            return
        model = self.with_context(active_test=False)
        duplicates = model.search([("duplicate_id", "in", self.ids)])
        known = {d: quotes[d.duplicate_id] for d in duplicates} | quotes
        for duplicate in duplicates:
            forget_in(duplicate, TITLE, known[duplicate], words)
        (self | duplicates)._social_care_forget_in_chatter(known, words)

    def _social_care_forget_in_chatter(self, traces, words):
        """Erase texts from the chatter of tickets.

        :param traces: {ticket: set of texts}
        :param words: text that takes their place
        """
        messages = self.env["mail.message"].search(
            [("model", "=", self._name), ("res_id", "in", self.ids)]
        )
        activities = self.env["mail.activity"].search(
            [("res_model", "=", self._name), ("res_id", "in", self.ids)]
        )
        for record in (*messages, *activities):
            own = traces[self.browse(record.res_id)]
            forget_in(record, WORDS[record._name], own, words)
        for value in messages.sudo().tracking_value_ids:
            own = traces[self.browse(value.mail_message_id.res_id)]
            forget_in(value, WORDS[value._name], own, words)


def forget_in(record, names, traces, words):
    """Erase texts from some fields of a record.

    :param names: names of the fields
    :param traces: set of texts
    :param words: text that takes their place
    """
    left = {name: forget(record[name], traces, words) for name in names}
    vals = {name: value for name, value in left.items() if value != record[name]}
    if vals:
        record.write(vals)
