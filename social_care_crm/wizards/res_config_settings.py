# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    social_care_link_automatically = fields.Boolean(
        related="company_id.social_care_link_automatically", readonly=False
    )
    social_care_lead_team_id = fields.Many2one(
        related="company_id.social_care_lead_team_id", readonly=False
    )
    social_care_service_summary = fields.Boolean(
        related="company_id.social_care_service_summary", readonly=False
    )
