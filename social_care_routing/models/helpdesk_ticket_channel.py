# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicketChannel(models.Model):
    _inherit = "helpdesk.ticket.channel"

    medium_id = fields.Many2one(
        "social.care.medium",
        help="Whoever takes a ticket of this channel is at this medium. Left empty, it "
        "counts as mail.",
    )
