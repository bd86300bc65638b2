# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResourceCalendarAttendance(models.Model):
    """Working hours of a calendar."""

    _name = "resource.calendar.attendance"
    _inherit = ["resource.calendar.attendance", "helpdesk.sla.hours.source"]

    def _sla_response_get_teams(self):
        return self.sudo().calendar_id._sla_response_get_teams()
