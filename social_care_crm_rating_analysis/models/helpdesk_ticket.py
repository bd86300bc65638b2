# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

URGENT = ("2", "3")


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    def _social_care_is_upset(self):
        """Whether the last message is angry, or any message was urgent: who reported a
        danger is not asked for stars.
        """
        if super()._social_care_is_upset() or self.social_care_sentiment == "negative":
            return True
        mentions = self.env["social.care.mention"].sudo()
        urgent = [
            ("ticket_id", "=", self.id),
            ("is_own", "=", False),
            ("deleted_at", "=", False),
            "|",
            ("urgency", "in", URGENT),
            ("urgency_kind", "!=", False),
        ]
        return bool(mentions.search_count(urgent, limit=1))
