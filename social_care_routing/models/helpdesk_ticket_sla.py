# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from functools import partial

from pytz import utc

from odoo import api, fields, models

from ..tools.working_time import WorkingTime

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
        selection_add=[("idle", "Nobody waits")], ondelete={"idle": "cascade"}
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
            clock.hours += clock.sla_id.minutes / 60
        for clock in self._ours():
            started = clock._started_at()
            clock.expected_stage_id = False
            clock.state = "in_progress" if started else "idle"
            clock.last_state_date = started
        return result

    def _started_at(self):
        ticket = self.ticket_id
        if self.target != "next_response":
            return ticket.create_date
        return ticket.sla_first_answer and ticket.sla_waiting_since

    @api.depends("hours", "consumed_time", "ticket_id", "last_state_date", "state")
    def _compute_deadline(self):
        """As OCA's, for all at once: a calendar is read once for many clocks."""
        kept = self.filtered(lambda clock: clock.state in ENDED and clock.deadline)
        resting = self._ours().filtered(lambda clock: clock.state in RESTING)
        resting.deadline = False
        planned = self - kept - resting
        overdrawn = planned.filtered(lambda clock: clock.consumed_time > clock.hours)
        for clock, time in (planned - overdrawn)._with_working_time():
            left = clock.hours - clock.consumed_time
            clock.deadline = time.after(clock._runs_from(), left) or False
        # With OCA it is as long ago as they are late; without a calendar, now.
        counted = overdrawn.filtered("ticket_id.team_id.resource_calendar_id")
        for clock in overdrawn - counted:
            clock.deadline = clock._runs_from()
        return super(HelpdeskTicketSla, counted)._compute_deadline()

    # -- what happens to the ticket --------------------------------------------

    def _stage_recompute(self):
        """Clocks of ours follow their ticket all at once."""
        return super()._stage_recompute() if self.target == "stage" else None

    def _follow(self, times=None):
        """Go on, wait or end, as the tickets say; ``times`` of what happened to them.

        What has expired stays so: no change of a ticket undoes it.
        """
        times = times or {}
        open_clocks = self._ours().filtered(lambda clock: clock.state != "expired")
        turning = open_clocks.filtered(lambda clock: clock._due_state() != clock.state)
        for clock, time in turning._with_working_time():
            at = times.get(clock.ticket_id) or clock._ended_at()
            clock._turn(clock._due_state(), at or fields.Datetime.now(), time)

    def _due_state(self):
        """The state that the ticket asks for, were all in time."""
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
        return self.state != "idle" and not ticket.sla_waiting_since

    def _is_wanted(self):
        """Nobody waits for an answer on a closed ticket."""
        if self.target == "resolution":
            return True
        return not self.ticket_id.closed and self._started_at()

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
        self.write(
            {
                "state": "expired" if late else due,
                "last_state_date": at,
                "consumed_time": self.consumed_time + worked,
                "in_time": self.in_time + in_time,
                "late": self.late + late,
            }
        )

    def _begin_anew(self):
        """The customer has another question."""
        self.write({"state": "idle", "consumed_time": 0})

    def _move(self):
        """Another team has other working hours, and its days are of other length."""
        for clock in self:
            calendar, sla = clock._working_calendar(), clock.sla_id
            hours = sla.hours + sla.minutes / 60 + calendar.hours_per_day * sla.days
            clock.hours = hours

    # -- working hours ---------------------------------------------------------

    def _ours(self):
        return self.filtered(lambda clock: clock.target != "stage")

    def _with_working_time(self):
        """Each clock with the working hours of its team, read once for all."""
        for calendar, clocks in self.grouped(type(self)._working_calendar).items():
            since = min(clock._runs_from() for clock in clocks)
            time = WorkingTime(partial(_spans, calendar), since)
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


def _spans(calendar, start, stop):
    """When people work between two moments; without a calendar, around the clock."""
    if not calendar:
        return [(start, stop)]
    spans = calendar._work_intervals_batch(utc.localize(start), utc.localize(stop))
    return [(_naive(begins), _naive(ends)) for begins, ends, _what in spans[False]]


def _naive(moment):
    return moment.astimezone(utc).replace(tzinfo=None)
