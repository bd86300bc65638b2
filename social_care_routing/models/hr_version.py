# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HrVersion(models.Model):
    """Another working calendar changes who is there."""

    _inherit = "hr.version"

    def write(self, vals):
        result = super().write(vals)
        if "resource_calendar_id" in vals:
            self.env["social.care.agent"]._shifts_changed()
        return result
