# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    social_care_requires_check_in = fields.Boolean(
        string="Agents must be checked in to get work",
        help="Employees who are not checked in get no work, whatever their state in "
        "the top bar. Users without an employee are exempt.",
        groups="base.group_user",
    )

    def write(self, vals):
        result = super().write(vals)
        if "social_care_requires_check_in" in vals:
            agents = self.env["social.care.agent"].sudo()
            agents.search([("company_id", "in", self.ids)])._apply_check_in_change()
        return result
