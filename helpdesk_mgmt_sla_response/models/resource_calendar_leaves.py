# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResourceCalendarLeaves(models.Model):
    """Public holidays of a calendar or a company."""

    _name = "resource.calendar.leaves"
    _inherit = ["resource.calendar.leaves", "helpdesk.sla.hours.source"]

    def _sla_response_get_teams(self):
        """The leave of one person does not change the hours of a team."""
        holidays = self.sudo().filtered(lambda leave: not leave.resource_id)
        companies = holidays.filtered(lambda leave: not leave.calendar_id).company_id
        teams = holidays.calendar_id._sla_response_get_teams()
        return teams | companies._sla_response_get_teams()
