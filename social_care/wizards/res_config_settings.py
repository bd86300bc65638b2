# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    social_care_undo_seconds = fields.Integer(
        related="company_id.social_care_undo_seconds", readonly=False
    )
