# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResCompany(models.Model):
    """Teams without a calendar work by the calendar of their company."""

    _inherit = "res.company"

    def write(self, vals):
        before = {company: company.resource_calendar_id for company in self}
        result = super().write(vals)
        if "resource_calendar_id" in vals:
            for company in self:
                company._sla_response_change_calendar(before[company])
        return result

    def _sla_response_change_calendar(self, before):
        if self.resource_calendar_id != before:
            teams = self._sla_response_get_teams()
            own = teams.filtered(lambda team: not team.resource_calendar_id)
            own._sla_response_move_to_calendar(before, self)

    def _sla_response_get_teams(self):
        """:return: helpdesk.ticket.team of these companies and of all companies"""
        teams = self.env["helpdesk.ticket.team"].sudo()
        companies = [False, *self.ids] if self else []
        return teams.search([("company_id", "in", companies)])
