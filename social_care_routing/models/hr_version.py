# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class HrVersion(models.Model):
    """An employee version sets the working calendar and the contract dates."""

    _name = "hr.version"
    _inherit = ["hr.version", "social.care.shift.source"]

    def _get_social_care_shift_resources(self):
        return self.employee_id.resource_id
