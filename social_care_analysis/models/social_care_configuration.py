# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care.tools.portable import Section


class SocialCareConfiguration(models.AbstractModel):
    _inherit = "social.care.configuration"

    @api.model
    def _get_sections(self):
        return super()._get_sections() + [
            Section("topics", "social.care.topic", ("name",), self.env._("Topics"), 40),
            Section("levels", "social.care.level", ("name",), self.env._("Levels"), 60),
            Section(
                "analysis_steps",
                "social.care.analysis.step",
                ("kind",),
                self.env._("Analysis steps"),
                70,
            ),
        ]
