# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

#: A call that ended so long ago is still what one writes about.
RECENT = timedelta(days=1)


class SocialCareThread(models.Model):
    """From a conversation to the phone, and back."""

    _inherit = "social.care.thread"

    @api.model
    def get_conversation(self, thread_id, mention_id=False):
        """Add the number of the customer and the last call about the ticket."""
        values = super().get_conversation(thread_id, mention_id)
        thread = self.browse(thread_id)
        return {
            **values,
            "phone": thread._get_panel_phone(),
            "last_call": thread._get_panel_call(),
        }

    def _get_panel_phone(self):
        """:return: dict of the number of the contact, if the user may read it; else
        False
        """
        partner = self.sudo().profile_id.partner_id.with_user(self.env.uid)
        return partner._filtered_access("read")._social_care_describe_phone()

    def _get_panel_call(self):
        """:return: dict of the last call about this ticket in which somebody talked, or
        False; the note is the agents' own
        """
        ticket = self.ticket_id
        if not ticket:
            return False
        call = self.env["social.care.call"].search(
            [
                ("ticket_id", "=", ticket.id),
                ("state", "=", "ended"),
                ("outcome", "=", "answered"),
                ("ended_at", ">", fields.Datetime.now() - RECENT),
            ],
            order="ended_at desc",
            limit=1,
        )
        return bool(call) and {
            "ended_at": fields.Datetime.to_string(call.ended_at),
            "note": call.note or "",
        }
