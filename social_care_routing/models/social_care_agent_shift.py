# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.tools.intervals import Intervals

from odoo.addons.helpdesk_mgmt_sla_response.tools.working_time import (
    clip,
    join_touching,
)

AHEAD = timedelta(days=1)
# What touches a shift is read with it, else it seems to end where the reading does.
AROUND = timedelta(hours=1)


class SocialCareAgentShift(models.AbstractModel):
    """Shifts of agents, by working hours and leave.

    Agents without working hours, or with flexible ones, are on shift whenever they are
    available, except on leave.
    """

    _name = "social.care.agent.shift"
    _description = "Social Care Agent Shift"

    absence = fields.Selection(
        [("off_shift", "Not on shift"), ("absent", "On leave")], readonly=True
    )
    on_shift = fields.Boolean(compute="_compute_on_shift", store=True)
    shift_changes_at = fields.Datetime(
        required=True, readonly=True, default=fields.Datetime.now, index=True
    )
    overtime_until = fields.Datetime(
        readonly=True, help="Works overtime after the end of the shift."
    )
    break_until = fields.Datetime(
        string="On a break until",
        readonly=True,
        help="The shift resumes after a short break: work that was started stays "
        "with the agent.",
    )

    @api.depends("absence")
    def _compute_on_shift(self):
        for agent in self:
            agent.on_shift = not agent.absence

    def _is_on_overtime(self):
        return bool(self.overtime_until and self.overtime_until > fields.Datetime.now())

    # -- keeping it up to date -------------------------------------------------

    def _refresh_shifts(self):
        """Compute whether the agents are on shift, and when that changes."""
        now = fields.Datetime.now()
        scheduled = self._get_shifts(now, now + AHEAD, leaves=False)
        present = self._get_shifts(now, now + AHEAD, leaves=True)
        for agent in self:
            was_there = agent._is_present()
            on, change = _find_state(present[agent.id], now, now + AHEAD)
            planned, other = _find_state(scheduled[agent.id], now, now + AHEAD)
            absence = "absent" if planned else "off_shift"
            agent.absence = False if on else absence
            is_break = was_there and not on and agent._is_break(change - now)
            agent.break_until = is_break and change
            overtime = [agent.overtime_until] if agent._is_on_overtime() else []
            agent.shift_changes_at = min(change, other, *overtime)

    def _is_present(self):
        """Whether they are on shift, overtime or a short break as last computed."""
        return bool(self.on_shift or self.overtime_until or self.break_until)

    def _is_break(self, length):
        """Whether a gap in the shift is short enough to keep work that was started.

        :param length: timedelta until the shift resumes
        """
        return length <= timedelta(
            minutes=self.company_id.social_care_shift_break_minutes
        )

    def _leave_shift(self):
        """Return work at the end of a shift: all open work, on a short break only what
        was not started."""
        pausing = self.filtered("break_until")
        pausing._release_unstarted()
        (self - pausing)._release_all()

    def _schedule_shift_refresh(self):
        """Recompute shifts once this transaction has committed.

        Only adds rows, so that a long transaction blocks no drain.
        """
        if agents := self.exists():
            self.env["social.care.shift.change"].sudo()._add(agents)
            self.env["social.care.routing.drain"]._schedule()

    # -- shifts ----------------------------------------------------------------

    def _get_shifts(self, start, stop, leaves=True):
        """Working hours of each agent.

        :param start: naive UTC datetime
        :param stop: naive UTC datetime
        :return: {agent id: sorted list of (start, stop) in naive UTC}
        """
        employees = self._get_employees()
        period = utc.localize(start - AROUND), utc.localize(stop + AROUND)
        spans = {agent.id: [] if agent in employees else [period] for agent in self}
        for (calendar, zone), terms in _group_terms(employees, *period).items():
            worked = _get_attendances(calendar, *period, zone)
            resources = self.env["resource.resource"].union(*(r for _a, r, _t in terms))
            gone = _get_leaves(calendar, resources, *period, zone) if leaves else {}
            for agent, resource, term in terms:
                own = worked & Intervals([(*term, calendar)])
                own -= gone.get(resource.id, Intervals())
                spans[agent.id] += [span[:2] for span in own]
        return {
            agent: clip(join_touching(map(_convert_to_naive, own)), start, stop)
            for agent, own in spans.items()
        }

    def _get_employees(self):
        """The employee of each agent in their main company, archived or not.

        :return: {agent: employee}, without agents that have none
        """
        agents = {(agent.user_id, agent.company_id): agent for agent in self}
        found = self.env["hr.employee"].sudo().with_context(active_test=False)
        found = found.search([("user_id", "in", self.user_id.ids)])
        found = found.with_context(active_test=True)
        keys = {(employee.user_id, employee.company_id): employee for employee in found}
        return {agents[key]: keys[key] for key in agents.keys() & keys.keys()}

    def _filter_scheduled(self):
        """Agents with fixed working hours."""
        hours = {
            agent: employee.resource_calendar_id
            for agent, employee in self._get_employees().items()
        }
        fixed = {
            agent for agent, own in hours.items() if own and not own.flexible_hours
        }
        return self.filtered(lambda agent: agent in fixed)


def _group_terms(employees, start, stop):
    """Group agents by the calendars that apply to them within a period. Agents whose
    employee is archived do not work.

    :param employees: {agent: employee}
    :return: {(calendar, time zone): [(agent, resource, (start, stop))]}
    """
    terms = {}
    for agent, employee in employees.items():
        if not employee.active:
            continue
        for calendar, *term in employee._get_social_care_working_terms(start, stop):
            row = (agent, employee.resource_id, term)
            terms.setdefault((calendar, timezone(employee.tz)), []).append(row)
    return terms


def _get_attendances(calendar, start, stop, zone):
    """Attendance intervals of resources in a calendar; with flexible hours, the whole
    period."""
    if not calendar or calendar.flexible_hours:
        return Intervals([(start, stop, calendar)])
    return calendar._attendance_intervals_batch(start, stop, tz=zone)[False]


def _get_leaves(calendar, resources, start, stop, zone):
    """Time off of the resources, whatever calendar it was entered for, and public
    holidays of the calendar, or of the company if there is no calendar.

    :return: {resource id: Intervals}
    """
    holidays = calendar or resources.company_id.resource_calendar_id
    domain = [
        ("time_type", "=", "leave"),
        "|",
        ("resource_id", "!=", False),
        ("calendar_id", "in", [False, *holidays.ids]),
    ]
    return calendar.browse()._leave_intervals_batch(
        start, stop, resources, domain, tz=zone
    )


def _convert_to_naive(span):
    """Convert to a naive UTC datetime."""
    return tuple(moment.astimezone(utc).replace(tzinfo=None) for moment in span)


def _find_state(shifts, now, end):
    """Whether ``now`` is within a shift, and when that changes."""
    for start, stop in shifts:
        if now < start:
            return False, start
        if now < stop:
            return True, stop
    return False, end
