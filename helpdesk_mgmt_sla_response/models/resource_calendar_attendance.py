# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

LAST_MINUTE = 23 + 59.5 / 60


class ResourceCalendarAttendance(models.Model):
    """Working hours of a calendar."""

    _name = "resource.calendar.attendance"
    _inherit = ["resource.calendar.attendance", "helpdesk.sla.hours.source"]

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([_end_at_midnight(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(_end_at_midnight(vals))

    def _sla_response_get_teams(self):
        return self.sudo().calendar_id._sla_response_get_teams()


def _end_at_midnight(vals):
    """Odoo rounds the end of a day to minutes, and fails to read 23:59:59."""
    if LAST_MINUTE < vals.get("hour_to", 0) < 24:
        return {**vals, "hour_to": 24}
    return vals
