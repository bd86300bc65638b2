# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from functools import partial

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.working_time import WorkingTime

# So many SLA targets are replanned at once.
CHUNK = 500
NOT_OVER = ("in_progress", "on_hold", "idle")


class HelpdeskTicketSlaReplanning(models.AbstractModel):
    """What changes around an SLA target: its start, its SLA, its team and the working
    hours of the team."""

    _name = "helpdesk.ticket.sla.replanning"
    _description = "Replanning of SLA Targets"

    @api.model
    def _sla_response_schedule_replan(self, domain, bank=None):
        """Replan open SLA targets after a change.

        Hook: here it happens at once. An addon with a job queue overrides this, so that
        a change with many open tickets does not keep the user waiting, and calls
        ``_sla_response_replan`` in its jobs.

        :param domain: domain of helpdesk.ticket.sla
        :param bank: [id of the resource.calendar that was valid until now or False,
            datetime of the change as text], where the time used so far stays used
        """
        domain, last = list(Domain(domain)), 0
        while last is not None:
            last = self.sudo()._sla_response_replan(domain, bank, last)

    @api.model
    def _sla_response_replan(self, domain, bank=None, after=0):
        """Replan a batch of open SLA targets.

        :param domain: domain of helpdesk.ticket.sla
        :param bank: as of ``_sla_response_schedule_replan``
        :param after: id of the last one of the previous batch
        :return: id of the last one of this batch, None where none is left
        """
        ticket_slas = self.search(
            Domain(domain) & self._sla_response_get_open() & Domain("id", ">", after),
            order="id",
            limit=CHUNK,
        )
        if bank:
            calendar_id, moment = bank
            calendar = self.env["resource.calendar"].browse(calendar_id)
            moment = fields.Datetime.to_datetime(moment)
            ticket_slas._sla_response_bank_time(calendar, moment)
        ticket_slas._sla_response_replan_now()
        return ticket_slas[-1].id if len(ticket_slas) == CHUNK else None

    def _sla_response_get_open(self):
        """Domain of targets that are not over. A canceled one may go on while its
        ticket is open."""
        can_go_on = Domain("state", "=", "canceled") & Domain(
            "ticket_id.closed", "=", False
        )
        is_open = Domain("state", "in", NOT_OVER) | can_go_on
        return is_open & Domain("sla_response_is_former", "=", False)

    def _sla_response_replan_now(self):
        """Recompute allowed hours, deadline and state."""
        self._sla_response_update_allowed_hours()
        self.env.add_to_compute(self._fields["deadline"], self)
        self._sla_response_update_states()
        for ticket_sla in self - self._sla_response_filter_declared():
            ticket_sla._sla_response_replan_stage()

    def _sla_response_replan_stage(self):
        """Cancel the target where its SLA is archived or the team uses no SLAs any
        more, and start it again where one comes back."""
        now, is_applicable = fields.Datetime.now(), self._sla_response_is_applicable()
        self.expected_stage_id = self.sla_id.stage_id
        if self.state == "canceled" and is_applicable:
            self.write({"state": "in_progress", "last_state_date": now})
        is_changed = self._sla_response_get_state_of_stage(now) != self.state
        if not is_applicable or is_changed:
            self._stage_recompute()
        if not is_applicable and self.state in NOT_OVER:
            self.state = "canceled"

    # -- time that was used ----------------------------------------------------

    def _sla_response_bank_time(self, calendar, moment):
        """Count the time used until a moment by one calendar, so that the rest can be
        counted by another. What is breached by then stays so.

        :param calendar: resource.calendar that was valid until then
        :param moment: datetime in UTC
        """
        running = self.filtered(
            lambda sla: (
                sla.state == "in_progress"
                and sla._sla_response_get_running_since() < moment
            )
        )
        for company, ticket_slas in running.grouped(_get_company).items():
            since = min(sla._sla_response_get_running_since() for sla in ticket_slas)
            read = partial(calendar._sla_response_list_spans, company)
            time = WorkingTime(read, since)
            for ticket_sla in ticket_slas:
                since = ticket_sla._sla_response_get_running_since()
                ticket_sla.consumed_time += time.between(since, moment)
                ticket_sla.last_state_date = moment

    def _sla_response_update_allowed_hours(self):
        """Recompute the allowed hours: a day has other hours in another team."""
        for ticket_sla in self:
            ticket_sla.hours = ticket_sla._sla_response_get_allowed_hours()

    @api.model
    def _sla_response_move_starts(self, starts):
        """The time of some targets counts from earlier than was known.

        :param starts: {helpdesk.ticket.sla: (known start, earlier start)}
        """
        if not starts:
            return
        earliest = min(start for _known, start in starts.values())
        ticket_slas = self.browse([ticket_sla.id for ticket_sla in starts])
        for ticket_sla, time in ticket_slas._sla_response_read_hours(earliest):
            known, start = starts[ticket_sla]
            since = ticket_sla._sla_response_get_running_since()
            if ticket_sla.state == "in_progress" and since == known:
                ticket_sla.last_state_date = start
            elif ticket_sla.state in NOT_OVER:
                ticket_sla.consumed_time += time.between(start, known)


def _get_company(ticket_sla):
    return ticket_sla.ticket_id.company_id
