# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class HelpdeskTicketCategory(models.Model):
    _inherit = "helpdesk.ticket.category"

    social_care_is_complaint = fields.Boolean(
        string="Complaint",
        help="Closed tickets of this category count as earlier complaints in the "
        "weight of the customer.",
        groups="base.group_user",
    )
