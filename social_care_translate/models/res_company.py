# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    social_care_translator_ids = fields.One2many(
        "social.care.translator", "company_id", groups=fields.NO_ACCESS
    )
