# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class HrEmployee(models.Model):
    """Whoever becomes an employee has working hours."""

    _inherit = "hr.employee"

    @api.model_create_multi
    def create(self, vals_list):
        employees = super().create(vals_list)
        self.env["social.care.agent"]._shifts_changed()
        return employees

    def write(self, vals):
        result = super().write(vals)
        if {"user_id", "active", "company_id"} & vals.keys():
            self.env["social.care.agent"]._shifts_changed()
        return result
