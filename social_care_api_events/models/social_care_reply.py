# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools.happening import Happening

TYPES = {
    "published": "reply.published",
    "failed": "reply.failed",
    "unconfirmed": "reply.unconfirmed",
}


class SocialCareReply(models.Model):
    """Outside desktops are told what became of a reply."""

    _name = "social.care.reply"
    _inherit = ["social.care.reply", "social.care.api.watched"]

    _api_event_types = tuple(TYPES.values())

    def write(self, vals):
        if "state" in vals:
            self._watch()
        return super().write(vals)

    def _get_api_state(self):
        return (self.state,)

    def _list_happenings(self, before):
        return [
            reply._make_happening()
            for reply in self
            if reply.state in TYPES and before[reply.id] != reply._get_api_state()
        ]

    def _make_happening(self):
        ticket = self.ticket_id
        subject = (
            f"ticket/{ticket.id}" if ticket else f"conversation/{self.thread_id.id}"
        )
        data = {
            "reply_id": self.id,
            "ticket_id": ticket.id or None,
            "conversation_id": self.thread_id.id,
            "message_id": self.mention_id.id or None,
            "user_id": self.user_id.id,
            "state": self.state,
            "error_kind": self.error_kind or None,
        }
        kind = TYPES[self.state]
        return Happening(kind, self.company_id.id, subject, ticket.id, data)
