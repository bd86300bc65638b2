# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareTicketNotes(models.AbstractModel):
    """Internal notes of colleagues, shown between the messages of the conversation."""

    _name = "social.care.ticket.notes"
    _description = "Internal Notes on Tickets"

    def _social_care_get_note_domain(self):
        """Return the domain of the notes that people wrote on these tickets."""
        return [
            ("model", "=", self._name),
            ("res_id", "in", self.ids),
            ("message_type", "=", "comment"),
            ("subtype_id.internal", "=", True),
        ]

    def _social_care_show_note(self, message):
        """Notify the screens of agents of a new note.

        :param message: ``mail.message`` in sudo
        """
        is_note = message.message_type == "comment" and message.subtype_id.internal
        threads = self.sudo().social_care_thread_ids if is_note else None
        if threads:
            threads._notify_changed()
