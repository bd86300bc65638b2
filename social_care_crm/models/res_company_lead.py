# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    social_care_lead_team_id = fields.Many2one(
        "crm.team",
        string="Sales team of social leads",
        check_company=True,
        ondelete="set null",
        groups="base.group_user",
        help="Gets leads that agents make, and those of rules without a sales team.",
    )
