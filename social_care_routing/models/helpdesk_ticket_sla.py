# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta
from functools import partial

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.working_time import WorkingTime, clip

RESPONSES = ("first_response", "next_response")
ENDED = ("accomplished", "expired")
RESTING = ("idle", "on_hold")


class HelpdeskTicketSla(models.Model):
    """One clock of one ticket.

    It runs in the working hours of the ticket's team. A clock that is late goes on
    running, so that nobody forgets it, until what it waits for happens: then it has
    expired for good.
    """

    _inherit = "helpdesk.ticket.sla"

    ticket_id = fields.Many2one(index=True)
    target = fields.Selection(related="sla_id.target")
    state = fields.Selection(
        selection_add=[("idle", "Nobody waits"), ("canceled", "Canceled")],
        ondelete={"idle": "cascade", "canceled": "cascade"},
    )
    in_time = fields.Integer(
        string="In time",
        readonly=True,
        help="How often it ended in time.",
        groups="base.group_user",
    )
    late = fields.Integer(
        readonly=True, help="How often it ended too late.", groups="base.group_user"
    )
    is_former = fields.Boolean(
        string="Former",
        readonly=True,
        groups="base.group_user",
        help="The ticket no longer has this SLA; what became of it stays on record.",
    )

    _running_idx = models.Index("(deadline) WHERE state = 'in_progress'")

    # -- its beginning ---------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """A clock may come after what it waits for: a new team has its own promise."""
        clocks = super().create(vals_list)
        clocks._follow()
        return clocks

    @api.depends("sla_id")
    def _compute_sla_data(self):
        result = super()._compute_sla_data()
        for clock in self:
            clock.hours = clock._allotted_hours()
        for clock in self._ours():
            started = clock._started_at()
            clock.expected_stage_id = False
            clock.state = "in_progress" if started else "idle"
            clock.last_state_date = started
        return result

    def _allotted_hours(self):
        """Working hours that the SLA gives by the calendar of the team; around the
        clock a day has 24."""
        sla, calendar = self.sla_id, self._working_calendar()
        day = calendar.hours_per_day if calendar else 24
        return sla.hours + sla.minutes / 60 + day * sla.days

    def _started_at(self):
        ticket = self.ticket_id
        if self.target != "next_response":
            return ticket.sla_start or ticket.create_date
        return ticket.sla_first_answer and ticket.sla_waiting_since

    @api.depends("hours", "consumed_time", "ticket_id", "last_state_date", "state")
    def _compute_deadline(self):
        """As OCA's, for all at once: a calendar is read once for many clocks.

        A clock of a team that never works runs without a deadline.
        """
        kept = self.filtered(lambda clock: clock.state in ENDED and clock.deadline)
        resting = self._ours().filtered(lambda clock: clock.state in RESTING)
        resting |= self.filtered(lambda clock: clock.state == "canceled")
        resting.deadline = False
        planned = self - kept - resting
        overdrawn = planned.filtered(lambda clock: clock.consumed_time > clock.hours)
        for clock, time in (planned - overdrawn)._with_working_time():
            left = clock.hours - clock.consumed_time
            clock.deadline = time.after(clock._runs_from(), left) or False
        for clock in overdrawn:
            clock.deadline = clock._deadline_passed()

    def _deadline_passed(self):
        """Where more is used than the SLA gives, as long ago as it is too much."""
        calendar, since = self._working_calendar(), self._runs_from()
        left = self.hours - self.consumed_time
        if not calendar:
            return since + timedelta(hours=left)
        return calendar.plan_hours(left, since, compute_leaves=True)

    @api.depends("state", "deadline")
    def _compute_expired(self):
        """A clock without a deadline is never late."""
        undated = self._undated()
        undated.expired = False
        return super(HelpdeskTicketSla, self - undated)._compute_expired()

    @api.depends("state", "deadline")
    def _compute_color(self):
        undated = self._undated()
        undated.color = 0
        return super(HelpdeskTicketSla, self - undated)._compute_color()

    def _search_expired(self, operator, value):
        """As OCA's; clocks without a deadline are among those that are not late."""
        if operator != "in":
            return NotImplemented
        late = Domain(super()._search_expired("=", True))
        return late if True in value else ~late

    def _undated(self):
        return self.filtered(lambda c: c.state == "in_progress" and not c.deadline)

    # -- what happens to the ticket --------------------------------------------

    def _follow(self, times=None):
        """Go on, wait or end, as the tickets say; ``times`` of what happened to them.

        What has expired stays so: no change of a ticket undoes it.
        """
        times = times or {}
        open_clocks = self._ours().filtered(
            lambda clock: clock.state != "expired" and not clock.is_former
        )
        turning = open_clocks.filtered(lambda clock: clock._due_state() != clock.state)
        for clock, time in turning._with_working_time():
            at = times.get(clock.ticket_id) or clock._ended_at()
            clock._turn(clock._due_state(), at or fields.Datetime.now(), time)

    def _due_state(self):
        """The state that the ticket asks for, were all in time.

        What is done is done; else a clock is canceled whose SLA is archived, or whose
        team uses none any more.
        """
        due = self._wanted_state()
        if due == "accomplished":
            return "canceled" if self.state == "canceled" else due
        return due if self._applies() else "canceled"

    def _applies(self):
        return self.sla_id.active and self.ticket_id.team_id.use_sla

    def _wanted_state(self):
        ticket = self.ticket_id
        if self._is_met():
            return "accomplished"
        if not self._is_wanted():
            return "idle"
        if ticket.stage_id in self.sla_id.ignore_stage_ids:
            return "on_hold"
        return "in_progress"

    def _is_met(self):
        ticket = self.ticket_id
        if self.target == "resolution":
            return ticket.closed
        if self.target == "first_response":
            return ticket.sla_first_answer
        if ticket.sla_withdrawn or self.state in ("idle", "canceled"):
            return False
        return not ticket.sla_waiting_since

    def _is_wanted(self):
        """Nobody waits for an answer on a closed ticket, nor who took the question
        back."""
        if self.target == "resolution":
            return True
        ticket = self.ticket_id
        return not (ticket.closed or ticket.sla_withdrawn) and self._started_at()

    def _ended_at(self):
        """When it happened that this clock waits for, if it is kept."""
        ticket = self.ticket_id
        if self.target == "resolution":
            return ticket.closed and ticket.closed_date
        return self.target == "first_response" and ticket.sla_first_answer

    def _turn(self, due, at, time):
        running = self.state == "in_progress"
        late = bool(running and self.deadline and at > self.deadline)
        if late and due == "on_hold":
            return
        in_time = due == "accomplished" and not late
        worked = time.between(self.last_state_date, at) if running else 0
        vals = {
            "state": "expired" if late else due,
            "last_state_date": at,
            "consumed_time": self.consumed_time + worked,
            "in_time": self.in_time + in_time,
            "late": self.late + late,
        }
        if not running:
            vals["hours"] = self._allotted_hours()
        self.write(vals)

    def _begin_anew(self):
        """The customer has another question."""
        self.write({"state": "idle", "consumed_time": 0})

    # -- working hours ---------------------------------------------------------

    def _ours(self):
        return self.filtered(lambda clock: clock.target != "stage")

    def _with_working_time(self, *moments):
        """Each clock with the working hours of its team, read once for all.

        :param moments: from which they are also needed
        """
        for (calendar, company), clocks in self.grouped(_hours_key).items():
            since = min([*moments, *(clock._runs_from() for clock in clocks)])
            time = WorkingTime(partial(_spans, calendar, company), since)
            for clock in clocks:
                yield clock, time

    def _runs_from(self):
        return self.last_state_date or self.ticket_id.create_date

    def _working_calendar(self):
        ticket = self.ticket_id
        return (
            ticket.team_id.resource_calendar_id
            or ticket.company_id.resource_calendar_id
        )


def _hours_key(clock):
    return clock._working_calendar(), clock.ticket_id.company_id


def _spans(calendar, company, start, stop):
    """When people work between two moments; without a calendar, around the clock.

    Holidays that are of no calendar are those of ``company`` alone.
    """
    if not calendar:
        return [(start, stop)]
    own = Domain("calendar_id", "!=", False) | Domain("company_id", "=", company.id)
    begins = utc.localize(start)
    if calendar.flexible_hours:
        begins = _start_of_week(calendar, begins)
    spans = calendar._work_intervals_batch(
        begins,
        utc.localize(stop),
        domain=[*(Domain("time_type", "=", "leave") & own)],
    )
    plain = ((_naive(begins), _naive(ends)) for begins, ends, _what in spans[False])
    return clip(plain, start, stop)


def _start_of_week(calendar, moment):
    """Odoo gives flexible hours to the first days that it is asked for: to be the same
    each time they are read from a Monday on."""
    local = moment.astimezone(timezone(calendar.tz))
    monday = local.date() - timedelta(days=local.weekday())
    return local.tzinfo.localize(datetime.combine(monday, datetime.min.time()))


def _naive(moment):
    return moment.astimezone(utc).replace(tzinfo=None)
