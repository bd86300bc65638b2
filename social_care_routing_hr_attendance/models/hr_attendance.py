# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class HrAttendance(models.Model):
    """Checking in makes agents available for work; checking out returns work not yet
    started."""

    _inherit = "hr.attendance"

    _open_idx = models.Index("(employee_id) WHERE check_out IS NULL")

    @api.model_create_multi
    def create(self, vals_list):
        attendances = super().create(vals_list)
        attendances.employee_id._apply_social_care_check_in_change()
        return attendances

    def write(self, vals):
        if not {"check_in", "check_out", "employee_id"} & vals.keys():
            return super().write(vals)
        employees = self.employee_id
        result = super().write(vals)
        (employees | self.employee_id)._apply_social_care_check_in_change()
        return result

    def unlink(self):
        employees = self.employee_id
        result = super().unlink()
        employees._apply_social_care_check_in_change()
        return result
