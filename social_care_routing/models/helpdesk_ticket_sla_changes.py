# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from functools import partial

from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.queue_job.job import identity_exact

from ..tools.working_time import WorkingTime
from .helpdesk_ticket_sla import ENDED, _spans

# So many clocks are planned anew in one job.
CHUNK = 500
STANDING = ("in_progress", "on_hold", "idle")


class HelpdeskTicketSla(models.Model):
    """What changes around a clock: its team, the hours of the team, its SLA."""

    _inherit = "helpdesk.ticket.sla"

    # -- another team ----------------------------------------------------------

    def _bank(self, calendar, at):
        """Count the time used so far by ``calendar``; what is left goes by other hours
        from ``at`` on. What is late already stays so.

        :param calendar: resource.calendar by which these clocks ran
        :param at: datetime in UTC
        """
        running = self.filtered(
            lambda c: c.state == "in_progress" and c._runs_from() < at
        )
        for company, clocks in running.grouped(_company).items():
            since = min(clock._runs_from() for clock in clocks)
            time = WorkingTime(partial(_spans, calendar, company), since)
            for clock in clocks:
                clock.consumed_time += time.between(clock._runs_from(), at)
                clock.last_state_date = at

    def _allot(self):
        """Give the hours of the SLA by the days of the team."""
        for clock in self:
            clock.hours = clock._allotted_hours()

    def _start_earlier(self, before, start):
        """The customer wrote earlier than was known.

        :param before: when these clocks were taken to start
        :param start: when the customer wrote
        """
        for clock, time in self._with_working_time(start):
            if clock.state == "in_progress" and clock._runs_from() == before:
                clock.last_state_date = start
            elif clock.state in STANDING:
                clock.consumed_time += time.between(start, before)

    # -- an SLA that a ticket no longer has ------------------------------------

    def _retire(self):
        """These SLAs are no longer their tickets': what was missed stays on record as
        failed and what was met as met; the rest is deleted."""
        late = self.filtered(lambda c: c.expired and c.state == "in_progress")
        for clock in late:
            clock.write({"state": "expired", "late": clock.late + 1})
        kept = self.filtered(lambda c: c.state in ENDED or c.in_time or c.late)
        (self - kept).unlink()
        kept.filtered(lambda c: c.state not in ENDED).state = "canceled"
        kept.is_former = True

    def _bring_back(self):
        """The tickets have these SLAs again; what was missed stays so."""
        self.is_former = False
        self._follow()

    # -- stages ----------------------------------------------------------------

    def _stage_recompute(self):
        """As OCA's for stages, in the hours by which the deadline is planned; the other
        clocks follow their tickets all at once."""
        over = self.is_former or self.state in ("expired", "canceled")
        if self.target == "stage" and not over:
            now = fields.Datetime.now()
            self.write(
                {
                    "state": self._state_of_stage(now),
                    "consumed_time": self.consumed_time + self._worked_until(now),
                    "last_state_date": now,
                }
            )

    def _worked_until(self, at):
        """Working hours since this clock runs, if it does."""
        if self.state != "in_progress":
            return 0
        ((_clock, time),) = self._with_working_time()
        return time.between(self._runs_from(), at)

    def _state_of_stage(self, now):
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

    # -- other working hours, another SLA --------------------------------------

    @api.model
    def _enqueue_replan(self, domain, bank=None):
        """Plan clocks anew after this transaction, in jobs.

        :param domain: which; only those that are not over are looked at
        :param bank: [id of the calendar that held until now or False, now as text]
            where the time used so far stays used
        """
        self.sudo().with_delay(
            priority=5,
            description=self.env._("Plan SLA deadlines again"),
            identity_key=identity_exact,
        )._replan(list(Domain(domain)), bank)

    @api.model
    def _replan(self, domain, bank=None, after=0):
        """Job: a part of what ``_enqueue_replan`` asks for; it follows itself up.

        :param after: id of the last clock that is done
        """
        clocks = self.search(
            Domain(domain) & self._standing() & Domain("id", ">", after),
            order="id",
            limit=CHUNK,
        )
        if bank:
            calendar, at = bank
            calendars = self.env["resource.calendar"]
            clocks._bank(calendars.browse(calendar), fields.Datetime.to_datetime(at))
        clocks._replan_now()
        if len(clocks) == CHUNK:
            self.with_delay(priority=5)._replan(domain, bank, clocks[-1].id)

    def _standing(self):
        """Clocks that are not over; canceled ones may go on while a ticket is open."""
        is_open = Domain("ticket_id.closed", "=", False)
        standing = Domain("state", "in", STANDING)
        standing |= Domain("state", "=", "canceled") & is_open
        return standing & Domain("is_former", "=", False)

    def _replan_now(self):
        """Their hours, deadline and state by the SLA and the calendars of today."""
        self._allot()
        self.env.add_to_compute(self._fields["deadline"], self)
        self._follow()
        for clock in self - self._ours():
            clock._replan_stage()
        works = self.ticket_id.sudo().work_ids
        works.filtered(lambda work: work.state != "done")._place()

    def _replan_stage(self):
        """An SLA that is archived, or that the team uses no more, ends its clock; one
        that comes back starts it."""
        now, applies = fields.Datetime.now(), self._applies()
        self.expected_stage_id = self.sla_id.stage_id
        if self.state == "canceled" and applies:
            self.write({"state": "in_progress", "last_state_date": now})
        if not applies or self._state_of_stage(now) != self.state:
            self._stage_recompute()
        if not applies and self.state in STANDING:
            self.state = "canceled"


def _company(clock):
    return clock.ticket_id.company_id
