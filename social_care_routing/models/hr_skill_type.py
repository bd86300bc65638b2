# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HrSkillType(models.Model):
    """Deleting a type recomputes the lanes that require its skills."""

    _inherit = "hr.skill.type"

    def unlink(self):
        # ondelete="cascade" bypasses hr.skill.unlink(): delete through the ORM first.
        self.skill_ids.unlink()
        return super().unlink()
