# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.fields import Domain


class HelpdeskTicketTeam(models.Model):
    """What changes the hours of a team, or whether it uses SLAs, moves the deadlines of
    its tickets."""

    _inherit = "helpdesk.ticket.team"

    def write(self, vals):
        before = {team: team.resource_calendar_id for team in self}
        switched = self.filtered(
            lambda team: team.use_sla != vals.get("use_sla", team.use_sla)
        )
        result = super().write(vals)
        if switched:
            self.env["helpdesk.ticket.sla"]._enqueue_replan(switched._clocks())
        if "resource_calendar_id" in vals:
            for team in self:
                if team.resource_calendar_id != before[team]:
                    team._change_calendar(before[team])
        return result

    def _clocks(self):
        return Domain("ticket_id.team_id", "in", self.ids)

    def _hours_changed(self):
        """The calendar by which these teams work says other hours or holidays."""
        if self:
            self.env["helpdesk.ticket.sla"]._enqueue_replan(self._clocks())
            self._needs_changed()

    def _change_calendar(self, before):
        """A team without a calendar works by that of its company, which for a team of
        every company is that of the ticket."""
        every = self.env["res.company"].sudo()
        for company in self.company_id or every.search([("active", "=", True)]):
            self._hours_moved(before or company.resource_calendar_id, company)

    def _hours_moved(self, calendar, company):
        """These teams work by another calendar from now on: the time used by the old
        one stays used.

        :param calendar: resource.calendar until now
        """
        if self:
            now = fields.Datetime.to_string(fields.Datetime.now())
            clocks = self._clocks() & Domain("ticket_id.company_id", "=", company.id)
            self.env["helpdesk.ticket.sla"]._enqueue_replan(clocks, [calendar.id, now])
