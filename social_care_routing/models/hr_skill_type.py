# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HrSkillType(models.Model):
    """The database deletes the skills of a type without a word."""

    _inherit = "hr.skill.type"

    def unlink(self):
        self.skill_ids.unlink()
        return super().unlink()
