# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _apply_social_care_check_in_change(self):
        """Update the agents of employees who have checked in or out."""
        users = self.sudo().user_id
        agents = self.env["social.care.agent"].sudo()
        own = agents.search([("user_id", "in", users.ids)])
        own.filtered(
            "company_id.social_care_requires_check_in"
        )._apply_check_in_change()
