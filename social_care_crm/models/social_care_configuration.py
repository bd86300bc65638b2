# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care.tools.portable import Section


class SocialCareConfiguration(models.AbstractModel):
    _inherit = "social.care.configuration"

    @api.model
    def _get_sections(self):
        return super()._get_sections() + [
            Section(
                "segments",
                "social.care.segment",
                ("name",),
                self.env._("Customer segments"),
                75,
            ),
            Section(
                "weights",
                "social.care.weight.setting",
                ("code",),
                self.env._("Customer weight"),
                76,
            ),
        ]

    @api.model
    def _get_references(self):
        """Rules and settings name sales teams and campaigns."""
        own = {"crm.team": ("name",), "utm.campaign": ("name",)}
        return super()._get_references() | own
