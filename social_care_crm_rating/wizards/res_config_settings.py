# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    social_care_rating_delay_hours = fields.Integer(
        related="company_id.social_care_rating_delay_hours", readonly=False
    )
    social_care_rating_pause_days = fields.Integer(
        related="company_id.social_care_rating_pause_days", readonly=False
    )
    social_care_rating_valid_days = fields.Integer(
        related="company_id.social_care_rating_valid_days", readonly=False
    )
    social_care_review_url = fields.Char(
        related="company_id.social_care_review_url", readonly=False
    )
    social_care_review_text = fields.Char(
        related="company_id.social_care_review_text", readonly=False
    )
