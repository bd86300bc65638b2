# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from functools import partial

from odoo import fields, models
from odoo.fields import Domain

from ..tools.working_time import WorkingTime


class HelpdeskTicketTeam(models.Model):
    """The working hours of a team move the deadlines of its tickets."""

    _inherit = "helpdesk.ticket.team"

    def write(self, vals):
        before = {team: team.resource_calendar_id for team in self}
        switched = self.filtered(
            lambda team: team.use_sla != vals.get("use_sla", team.use_sla)
        )
        result = super().write(vals)
        if switched:
            self.env["helpdesk.ticket.sla"]._sla_response_schedule_replan(
                switched._sla_response_get_domain()
            )
        if "resource_calendar_id" in vals:
            for team in self:
                team._sla_response_change_calendar(before[team])
        return result

    def _sla_response_get_domain(self):
        """Domain of the SLA targets of these teams' tickets."""
        return Domain("ticket_id.team_id", "in", self.ids)

    def _sla_response_get_working_time(self, since):
        """Working hours of the team, else of its company; without a calendar around the
        clock.

        :param since: datetime in UTC from which they are needed
        :return: tools.working_time.WorkingTime
        """
        calendar = self.resource_calendar_id or self.company_id.resource_calendar_id
        read = partial(calendar._sla_response_list_spans, self.company_id)
        return WorkingTime(read, since)

    def _sla_response_update_hours(self):
        """The calendar by which these teams work has other hours or holidays. Called
        after the change."""
        if self:
            self.env["helpdesk.ticket.sla"]._sla_response_schedule_replan(
                self._sla_response_get_domain()
            )

    def _sla_response_change_calendar(self, before):
        """A team without a calendar works by that of its company, a team of all
        companies by that of the ticket's company.

        :param before: resource.calendar of the team until now
        """
        if self.resource_calendar_id == before:
            return
        companies = self.env["res.company"].sudo()
        for company in self.company_id or companies.search([("active", "=", True)]):
            calendar = before or company.resource_calendar_id
            self._sla_response_move_to_calendar(calendar, company)

    def _sla_response_move_to_calendar(self, before, company):
        """These teams work by another calendar from now on. The time used until now
        stays used.

        :param before: resource.calendar until now
        :param company: res.company of the tickets
        """
        if self:
            now = fields.Datetime.to_string(fields.Datetime.now())
            domain = self._sla_response_get_domain()
            domain &= Domain("ticket_id.company_id", "=", company.id)
            ticket_slas = self.env["helpdesk.ticket.sla"]
            ticket_slas._sla_response_schedule_replan(domain, [before.id, now])
