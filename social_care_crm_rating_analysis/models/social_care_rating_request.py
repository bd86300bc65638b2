# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareRatingRequest(models.Model):
    _inherit = "social.care.rating.request"

    topic_id = fields.Many2one(
        "social.care.topic", readonly=True, ondelete="set null", index="btree_not_null"
    )

    def _send(self):
        """Store the topic of the ticket at the time of the request."""
        self.topic_id = self.ticket_id.social_care_topic_id
        return super()._send()
