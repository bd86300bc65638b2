# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicketChannel(models.Model):
    _inherit = "helpdesk.ticket.channel"

    social_care_medium_id = fields.Many2one(
        "social.care.medium",
        help="The medium whose capacity limit applies to tickets of this channel. If "
        "empty, they count as mail.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "social_care_medium_id" in vals:
            tickets = self.env["helpdesk.ticket"].sudo()
            channels = [("channel_id", "in", self.ids), ("closed", "=", False)]
            tickets.search(channels)._enqueue_social_care_sync()
        return result
