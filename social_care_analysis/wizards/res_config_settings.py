# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    social_care_languages = fields.Char(
        related="company_id.social_care_languages", readonly=False
    )
    social_care_negative_keywords = fields.Text(
        related="company_id.social_care_negative_keywords", readonly=False
    )
    social_care_set_aside_irrelevant = fields.Boolean(
        related="company_id.social_care_set_aside_irrelevant", readonly=False
    )
    social_care_incidents = fields.Boolean(
        related="company_id.social_care_incidents", readonly=False
    )
    social_care_self_harm_user_id = fields.Many2one(
        related="company_id.social_care_self_harm_user_id", readonly=False
    )
    social_care_self_harm_guidance = fields.Text(
        related="company_id.social_care_self_harm_guidance", readonly=False
    )
    social_care_relevance_confidence = fields.Float(
        related="company_id.social_care_relevance_confidence", readonly=False
    )
