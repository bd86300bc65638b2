# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HrVersion(models.Model):
    """A version of an employee has a working calendar and the days of a contract."""

    _name = "hr.version"
    _inherit = ["hr.version", "social.care.shift.source"]

    def _get_social_care_shift_resources(self):
        return self.employee_id.resource_id
