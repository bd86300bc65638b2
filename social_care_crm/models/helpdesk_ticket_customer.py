# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HelpdeskTicket(models.Model):
    """Complaints count in the weight of their customer."""

    _name = "helpdesk.ticket"
    _inherit = ["social.care.customer.source", "helpdesk.ticket"]

    _social_care_weight_fields = frozenset(
        ("partner_id", "stage_id", "category_id", "company_id")
    )
