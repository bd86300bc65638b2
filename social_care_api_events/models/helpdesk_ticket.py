# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools.happening import Happening
from .social_care_mention import ARRIVED


class HelpdeskTicket(models.Model):
    """Outside desktops are told of mails that came to a ticket."""

    _inherit = "helpdesk.ticket"

    def _social_care_take_customer_message(self, message):
        result = super()._social_care_take_customer_message(message)
        data = {
            "ticket_id": self.id,
            "mail_id": message.id,
            "visibility": "private",
        }
        subject = f"ticket/{self.id}"
        told = Happening(ARRIVED, self.company_id.id, subject, self.id, data)
        self.env["social.care.api.outbox"]._tell([told])
        return result
