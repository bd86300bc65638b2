# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools.happening import Happening

ARRIVED = "message.arrived"


class SocialCareMention(models.Model):
    """Outside desktops are told of messages that came to a ticket."""

    _inherit = "social.care.mention"

    def _route(self):
        result = super()._route()
        outbox = self.env["social.care.api.outbox"]
        if outbox._is_wanted((ARRIVED,)):
            heard = self.filtered(lambda one: one.ticket_id and not one.is_own)
            outbox._tell([mention._make_happening() for mention in heard])
        return result

    def _make_happening(self):
        ticket = self.ticket_id
        data = {
            "ticket_id": ticket.id,
            "message_id": self.id,
            "conversation_id": self.thread_id.id,
            "profile_id": self.profile_id.id,
            "network": self.account_id.network,
            "visibility": "private" if self.private else "public",
            "state": self.state,
        }
        subject = f"ticket/{ticket.id}"
        return Happening(ARRIVED, self.company_id.id, subject, ticket.id, data)
