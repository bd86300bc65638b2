# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import UTC, timedelta

from odoo import api, fields, models

AHEAD = timedelta(days=1)


class SocialCareAgent(models.Model):
    """Who is on shift, by working calendars and leave."""

    _inherit = "social.care.agent"

    def _refresh_shifts(self):
        """Say of each whether they are on shift, and when that changes.

        People without working hours are there when they say so.
        """
        now = fields.Datetime.now()
        scheduled = self._shifts(now, now + AHEAD, leaves=False)
        present = self._shifts(now, now + AHEAD, leaves=True)
        for agent in self:
            on, change = _at(present[agent.id], now, now + AHEAD)
            planned, other = _at(scheduled[agent.id], now, now + AHEAD)
            absence = "absent" if planned else "off_shift"
            agent.absence = False if on else absence
            overtime = [agent.overtime_until] if agent._on_overtime() else []
            agent.shift_changes_at = min(change, other, *overtime)

    def _shifts(self, start, stop, leaves=True):
        """Working hours of each, with or without regard to their leave.

        :return: {agent id: list of (start, stop), in UTC without time zone}
        """
        by_user = {agent.user_id: agent for agent in self}
        employees = self._employees()
        intervals, _calendars = employees.resource_id._get_valid_work_intervals(
            start.replace(tzinfo=UTC), stop.replace(tzinfo=UTC), compute_leaves=leaves
        )
        shifts = dict.fromkeys(self.ids, [(start, stop)])
        for employee in employees:
            own = intervals[employee.resource_id.id]
            shifts[by_user[employee.user_id].id] = _plain(own)
        return shifts

    def _employees(self):
        """The employee that each is in their main company, if they have working
        hours there."""
        companies = {agent.user_id: agent.company_id for agent in self}
        domain = [("user_id", "in", self.user_id.ids)]
        employees = self.env["hr.employee"].sudo().search(domain)
        return employees.filtered(
            lambda e: e.company_id == companies[e.user_id] and e.resource_calendar_id
        )

    @api.model
    def _shifts_changed(self):
        """Calendars or leave are others: look at all shifts anew, soon."""
        self.sudo().search([("active", "=", True)]).write(
            {"shift_changes_at": fields.Datetime.now()}
        )
        self.env["social.care.work"]._look_again()


def _plain(intervals):
    """Intervals of Odoo's calendars as (start, stop) in UTC without a time zone."""
    return [(_naive(start), _naive(stop)) for start, stop, _records in intervals]


def _naive(moment):
    return moment.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _at(shifts, now, end):
    """Whether ``now`` is within a shift, and when that changes."""
    for start, stop in shifts:
        if now < start:
            return False, start
        if now < stop:
            return True, stop
    return False, end
