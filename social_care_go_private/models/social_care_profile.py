# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareProfile(models.Model):
    _inherit = "social.care.profile"

    private_form_ids = fields.One2many(
        "social.care.private.form", "profile_id", readonly=True, groups=fields.NO_ACCESS
    )

    def _export(self):
        return {**super()._export(), "private_forms": self.private_form_ids._export()}

    def _erase(self, words):
        self.private_form_ids._erase()
        return super()._erase(words)
