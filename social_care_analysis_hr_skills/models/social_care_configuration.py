# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care.tools.portable import Nested, Section

OF_SKILL = ("name", "sequence")
OF_LEVEL = ("name", "level_progress", "default_level")


class SocialCareConfiguration(models.AbstractModel):
    """Skills in the file. An import never deletes any: employees have them."""

    _inherit = "social.care.configuration"

    @api.model
    def _get_sections(self):
        return super()._get_sections() + [
            Section(
                "skills",
                "hr.skill.type",
                ("name",),
                self.env._("Skills"),
                6,
                ("active", "sequence", "color", "skill_level_ids", "skill_ids"),
            )
        ]

    @api.model
    def _get_nested(self):
        return super()._get_nested() | {
            ("hr.skill.type", "skill_ids"): Nested(("name",), OF_SKILL, exact=False),
            ("hr.skill.type", "skill_level_ids"): Nested(
                ("name",), OF_LEVEL, exact=False
            ),
        }

    @api.model
    def _get_references(self):
        names = ("skill_type_id", "name")
        return super()._get_references() | {"hr.skill": names, "hr.skill.level": names}
