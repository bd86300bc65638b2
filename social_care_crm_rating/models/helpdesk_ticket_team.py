# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicketTeam(models.Model):
    _inherit = "helpdesk.ticket.team"

    social_care_rating = fields.Boolean(
        string="Ask for ratings",
        help="Customers who wrote in private are asked for a rating after their ticket "
        "was closed.",
        groups="base.group_user",
    )
    social_care_bad_rating = fields.Selection(
        [
            ("none", "Do nothing"),
            ("alert", "Notify the supervisors"),
            ("reopen", "Reopen the ticket"),
        ],
        string="After one or two stars",
        default="alert",
        required=True,
        groups="base.group_user",
    )
