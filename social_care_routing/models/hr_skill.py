# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HrSkill(models.Model):
    """Recompute the lanes that require a deleted skill."""

    _inherit = "hr.skill"

    def unlink(self):
        lanes = self.env["social.care.lane"].sudo()._search_requiring(self.ids)
        result = super().unlink()
        works = self.env["social.care.work"].sudo()
        works.search(
            [("lane_id", "in", lanes.ids), ("state", "in", ("waiting", "offered"))]
        )._enqueue_place()
        return result
