# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicketTeam(models.Model):
    _inherit = "helpdesk.ticket.team"

    social_care_phone_tickets = fields.Selection(
        [
            ("always", "For every inbound call"),
            ("missed", "For calls that were not answered"),
            ("never", "Never"),
        ],
        string="Tickets for calls",
        default="always",
        required=True,
        groups="base.group_user",
        help="A call joins the customer's open ticket; without one, this decides "
        "whether a new ticket is created. Calls that were not answered wait in the "
        "queue to be called back.",
    )
    social_care_after_call_seconds = fields.Integer(
        string="After-call work (s)",
        default=0,
        groups="base.group_user",
        help="How long agents are in after-call work when a call has ended. 0 turns it "
        "off.",
    )
    _after_call_positive = models.Constraint(
        "CHECK (social_care_after_call_seconds BETWEEN 0 AND 3600)",
        "After-call work takes between 0 seconds and an hour.",
    )
