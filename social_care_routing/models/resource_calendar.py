# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.fields import Domain


class ResourceCalendar(models.Model):
    """A calendar has a time zone, and hours that may be flexible."""

    _name = "resource.calendar"
    _inherit = ["resource.calendar", "social.care.shift.source"]

    def _get_social_care_shift_resources(self):
        """Those who work by it, now or in any version, and those whose holidays are the
        company's."""
        mine = [("resource_calendar_id", "in", self.ids)]
        flexible = [
            ("resource_calendar_id", "=", False),
            ("employee_id.company_id", "in", self.env["res.company"]._search(mine)),
        ]
        versions = self.env["hr.version"].search(Domain.OR([mine, flexible]))
        return versions.employee_id.resource_id
