# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class HrEmployeeSkill(models.Model):
    """Whoever learns something can take more."""

    _inherit = "hr.employee.skill"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        self.env["social.care.work"]._look_again()
        return records

    def write(self, vals):
        result = super().write(vals)
        self.env["social.care.work"]._look_again()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["social.care.work"]._look_again()
        return result
