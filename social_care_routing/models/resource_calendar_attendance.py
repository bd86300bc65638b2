# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResourceCalendarAttendance(models.Model):
    """Attendances of a calendar decide shifts."""

    _name = "resource.calendar.attendance"
    _inherit = ["resource.calendar.attendance", "social.care.shift.source"]

    def _get_social_care_shift_resources(self):
        return self.calendar_id._get_social_care_shift_resources()
