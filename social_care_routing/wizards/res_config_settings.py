# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the queue."""

    _inherit = "res.config.settings"

    social_care_decision_days = fields.Integer(
        related="company_id.social_care_decision_days", readonly=False
    )
    social_care_shift_break_minutes = fields.Integer(
        related="company_id.social_care_shift_break_minutes", readonly=False
    )
    social_care_presence_minutes = fields.Integer(
        related="company_id.social_care_presence_minutes", readonly=False
    )
