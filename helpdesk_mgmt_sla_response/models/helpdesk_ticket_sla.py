# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from functools import partial

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.working_time import WorkingTime

ENDED = ("accomplished", "expired")
PAUSED = ("idle", "on_hold")


class HelpdeskTicketSla(models.Model):
    """An SLA target of one ticket.

    Its time counts in the working hours of the ticket's team. A breached target stays
    in progress, so that it is not forgotten, until what it waits for happens; then it
    is breached for good.
    """

    _name = "helpdesk.ticket.sla"
    _inherit = ["helpdesk.ticket.sla", "helpdesk.ticket.sla.replanning"]

    ticket_id = fields.Many2one(index=True)
    state = fields.Selection(
        selection_add=[
            ("accomplished", "Met"),
            ("expired", "Breached"),
            ("on_hold", "On Hold"),
            ("idle", "Not Running"),
            ("canceled", "Canceled"),
        ],
        ondelete={"idle": "cascade", "canceled": "cascade"},
    )
    sla_response_target = fields.Selection(
        related="sla_id.sla_response_target", string="Target"
    )
    sla_response_is_repeated = fields.Boolean(
        compute="_compute_sla_response_is_repeated", groups="base.group_user"
    )
    sla_response_met_count = fields.Integer(
        string="Met",
        readonly=True,
        help="How often it was met.",
        groups="base.group_user",
    )
    sla_response_breached_count = fields.Integer(
        string="Breached",
        readonly=True,
        help="How often it was breached.",
        groups="base.group_user",
    )
    sla_response_is_former = fields.Boolean(
        string="Former",
        readonly=True,
        groups="base.group_user",
        help="The ticket no longer has this SLA. The result is kept for the report.",
    )

    _sla_response_running_idx = models.Index("(deadline) WHERE state = 'in_progress'")

    @api.depends("sla_response_target")
    def _compute_sla_response_is_repeated(self):
        for ticket_sla in self:
            target = ticket_sla._sla_response_get_target()
            ticket_sla.sla_response_is_repeated = target.is_repeated

    # -- start -----------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """What a target waits for may have happened before the ticket got it, as after
        a change of the team."""
        ticket_slas = super().create(vals_list)
        ticket_slas._sla_response_update_states()
        return ticket_slas

    @api.depends("sla_id")
    def _compute_sla_data(self):
        result = super()._compute_sla_data()
        for ticket_sla in self:
            ticket_sla.hours = ticket_sla._sla_response_get_allowed_hours()
        for ticket_sla in self._sla_response_filter_declared():
            start = ticket_sla._sla_response_get_start()
            ticket_sla.expected_stage_id = False
            ticket_sla.state = "in_progress" if start else "idle"
            ticket_sla.last_state_date = start
        return result

    def _sla_response_get_target(self):
        """:return: tools.target.Target"""
        code = self.sla_response_target
        return self.env["helpdesk.sla"]._sla_response_get_target(code)

    def _sla_response_filter_declared(self):
        """The targets that follow their declaration. A stage follows the rules of
        helpdesk_mgmt_sla."""
        return self.filtered(lambda sla: sla.sla_response_target != "stage")

    def _sla_response_get_start(self):
        return self._sla_response_get_target().get_start(self.ticket_id)

    def _sla_response_get_allowed_hours(self):
        """The time of the SLA in working hours. A day has as many as the calendar of
        the team says, 24 without a calendar."""
        sla, calendar = self.sla_id, self._sla_response_get_calendar()
        day = calendar.hours_per_day if calendar else 24
        return sla.hours + sla.sla_response_minutes / 60 + day * sla.days

    # -- deadline --------------------------------------------------------------

    @api.depends("hours", "consumed_time", "ticket_id", "last_state_date", "state")
    def _compute_deadline(self):
        """Batch version of the parent method: reads each calendar once.

        A team without any working hours has no deadline. Does not call ``super()``,
        which fails for teams without a calendar and reads one for each target.
        """
        kept = self.filtered(lambda sla: sla.state in ENDED and sla.deadline)
        declared = self._sla_response_filter_declared()
        stopped = declared.filtered(lambda sla: sla.state in PAUSED)
        stopped |= self.filtered(lambda sla: sla.state == "canceled")
        stopped.deadline = False
        planned = self - kept - stopped
        overdrawn = planned.filtered(lambda sla: sla.consumed_time > sla.hours)
        for ticket_sla, time in (planned - overdrawn)._sla_response_read_hours():
            left = ticket_sla.hours - ticket_sla.consumed_time
            since = ticket_sla._sla_response_get_running_since()
            ticket_sla.deadline = time.after(since, left) or False
        for ticket_sla in overdrawn:
            ticket_sla.deadline = ticket_sla._sla_response_get_past_deadline()

    def _sla_response_get_past_deadline(self):
        """When the time was used up, where more is used than the SLA allows."""
        calendar = self._sla_response_get_calendar()
        since = self._sla_response_get_running_since()
        left = self.hours - self.consumed_time
        if not calendar:
            return since + timedelta(hours=left)
        return calendar.plan_hours(left, since, compute_leaves=True)

    @api.depends("state", "deadline")
    def _compute_expired(self):
        """A target without a deadline is not breached."""
        undated = self._sla_response_filter_undated()
        undated.expired = False
        return super(HelpdeskTicketSla, self - undated)._compute_expired()

    @api.depends("state", "deadline")
    def _compute_color(self):
        undated = self._sla_response_filter_undated()
        undated.color = 0
        return super(HelpdeskTicketSla, self - undated)._compute_color()

    def _search_expired(self, operator, value):
        """Extend the parent method to targets without a deadline, which are not
        breached."""
        if operator != "in":
            return NotImplemented
        breached = Domain(super()._search_expired("=", True))
        return breached if True in value else ~breached

    def _sla_response_filter_undated(self):
        """Targets in progress of teams without any working hours."""
        return self.filtered(
            lambda sla: sla.state == "in_progress" and not sla.deadline
        )

    # -- states ----------------------------------------------------------------

    def _sla_response_update_states(self, moments=None):
        """Start, pause and end targets according to their tickets.

        A breached target that has ended stays so, whatever happens to the ticket.

        :param moments: {ticket: datetime in UTC} of what happened to them; by default
            the end that the target knows, else now
        """
        moments = moments or {}
        open_slas = self._sla_response_filter_declared().filtered(
            lambda sla: sla.state != "expired" and not sla.sla_response_is_former
        )
        changing = open_slas.filtered(
            lambda sla: sla._sla_response_get_next_state() != sla.state
        )
        for ticket_sla, time in changing._sla_response_read_hours():
            ticket = ticket_sla.ticket_id
            moment = moments.get(ticket) or ticket_sla._sla_response_get_end(ticket)
            state = ticket_sla._sla_response_get_next_state()
            ticket_sla._sla_response_change_state(state, moment, time)

    def _sla_response_get_end(self, ticket):
        end = self._sla_response_get_target().get_end(ticket)
        return end or fields.Datetime.now()

    def _sla_response_get_next_state(self):
        """The state that the ticket asks for, regardless of the deadline.

        What is met stays met. Otherwise a target is canceled where its SLA is archived
        or the team uses no SLAs.
        """
        state = self._sla_response_get_state_of_ticket()
        if state == "accomplished":
            return "canceled" if self.state == "canceled" else state
        return state if self._sla_response_is_applicable() else "canceled"

    def _sla_response_is_applicable(self):
        return self.sla_id.active and self.ticket_id.team_id.use_sla

    def _sla_response_get_state_of_ticket(self):
        ticket, target = self.ticket_id, self._sla_response_get_target()
        # A repeated target is met only if somebody waited for it.
        is_asked = not target.is_repeated or self.state not in ("idle", "canceled")
        if is_asked and target.is_met(ticket):
            return "accomplished"
        if not target.is_due(ticket):
            return "idle"
        if ticket.stage_id in self.sla_id.ignore_stage_ids:
            return "on_hold"
        return "in_progress"

    def _sla_response_change_state(self, state, moment, time):
        """Change the state, or end as breached where the deadline has passed.

        :param moment: datetime in UTC of the change
        :param time: tools.working_time.WorkingTime of the team
        """
        is_running = self.state == "in_progress"
        is_breached = bool(is_running and self.deadline and moment > self.deadline)
        if is_breached and state == "on_hold":
            return
        is_met = state == "accomplished" and not is_breached
        worked = time.between(self.last_state_date, moment) if is_running else 0
        vals = {
            "state": "expired" if is_breached else state,
            "last_state_date": moment,
            "consumed_time": self.consumed_time + worked,
            "sla_response_met_count": self.sla_response_met_count + is_met,
            "sla_response_breached_count": self.sla_response_breached_count
            + is_breached,
        }
        if not is_running:
            vals["hours"] = self._sla_response_get_allowed_hours()
        self.write(vals)

    def _sla_response_restart(self):
        """Give the full time again: the customer asked something new."""
        self.write({"state": "idle", "consumed_time": 0})

    # -- stages ----------------------------------------------------------------

    def _stage_recompute(self):
        """Version of the parent method for stages that counts the hours by which the
        deadline is planned. Other targets are updated by the batch
        (``_sla_response_update_states``). Does not call ``super()``, whose hours are
        others and which fails for teams without a calendar."""
        is_over = self.sla_response_is_former or self.state in ("expired", "canceled")
        if self.sla_response_target == "stage" and not is_over:
            now = fields.Datetime.now()
            self.write(
                {
                    "state": self._sla_response_get_state_of_stage(now),
                    "consumed_time": self.consumed_time
                    + self._sla_response_count_hours(now),
                    "last_state_date": now,
                }
            )

    def _sla_response_count_hours(self, until):
        """Working hours since the target is in progress, 0 where it is not."""
        if self.state != "in_progress":
            return 0
        ((_ticket_sla, time),) = self._sla_response_read_hours()
        return time.between(self._sla_response_get_running_since(), until)

    def _sla_response_get_state_of_stage(self, now):
        stage = self.ticket_id.stage_id
        is_reached = stage.sequence >= self.expected_stage_id.sequence
        if self.state == "accomplished" and is_reached:
            return "accomplished"
        if self.state != "accomplished" and self.deadline:
            if is_reached and self.deadline >= now:
                return "accomplished"
            if self.state == "in_progress" and self.deadline <= now:
                return "expired"
        elif is_reached:
            return "accomplished"
        return "on_hold" if stage in self.sla_id.ignore_stage_ids else "in_progress"

    # -- SLAs that a ticket no longer has ---------------------------------------

    def _sla_response_retire(self):
        """Keep what was met or breached for the report and delete the rest."""
        breached = self.filtered(lambda sla: sla.expired and sla.state == "in_progress")
        for ticket_sla in breached:
            count = ticket_sla.sla_response_breached_count + 1
            ticket_sla.write({"state": "expired", "sla_response_breached_count": count})
        kept = self.filtered(lambda sla: sla._sla_response_has_result())
        (self - kept).unlink()
        kept.filtered(lambda sla: sla.state not in ENDED).state = "canceled"
        kept.sla_response_is_former = True

    def _sla_response_has_result(self):
        counts = self.sla_response_met_count + self.sla_response_breached_count
        return self.state in ENDED or bool(counts)

    def _sla_response_reinstate(self):
        """The tickets have these SLAs again; what was breached stays breached."""
        self.sla_response_is_former = False
        self._sla_response_update_states()

    # -- working hours ---------------------------------------------------------

    def _sla_response_read_hours(self, *moments):
        """Yield each target with the working hours of its team, read once per calendar
        and company.

        :param moments: datetimes from which the hours are needed, too
        :return: iterator of (helpdesk.ticket.sla, tools.working_time.WorkingTime)
        """
        for (calendar, company), ticket_slas in self.grouped(_get_hours_key).items():
            starts = (sla._sla_response_get_running_since() for sla in ticket_slas)
            read = partial(calendar._sla_response_list_spans, company)
            time = WorkingTime(read, min([*moments, *starts]))
            for ticket_sla in ticket_slas:
                yield ticket_sla, time

    def _sla_response_get_running_since(self):
        return self.last_state_date or self.ticket_id.create_date

    def _sla_response_get_calendar(self):
        """The calendar of the team, else of the company of the ticket.

        :return: resource.calendar; empty where the time counts around the clock
        """
        ticket = self.ticket_id
        return (
            ticket.team_id.resource_calendar_id
            or ticket.company_id.resource_calendar_id
        )


def _get_hours_key(ticket_sla):
    return ticket_sla._sla_response_get_calendar(), ticket_sla.ticket_id.company_id
