# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class ResourceCalendarLeaves(models.Model):
    """Leave and holidays change who is there."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env["social.care.agent"]._shifts_changed()
        return records

    def write(self, vals):
        result = super().write(vals)
        self.env["social.care.agent"]._shifts_changed()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["social.care.agent"]._shifts_changed()
        return result
