# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain


class ResourceCalendar(models.Model):
    """Working hours, time zone and flexibility of a calendar decide shifts."""

    _name = "resource.calendar"
    _inherit = ["resource.calendar", "social.care.shift.source"]

    def _get_social_care_shift_resources(self):
        """Resources that use the calendar, now or in any employee version, and those
        that follow the public holidays of the company."""
        mine = [("resource_calendar_id", "in", self.ids)]
        flexible = [
            ("resource_calendar_id", "=", False),
            ("employee_id.company_id", "in", self.env["res.company"]._search(mine)),
        ]
        versions = self.env["hr.version"].search(Domain.OR([mine, flexible]))
        return versions.employee_id.resource_id
