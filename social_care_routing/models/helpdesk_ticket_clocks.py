# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

from .helpdesk_ticket_sla import RESPONSES

A_SECOND = timedelta(seconds=1)
FROM_THE_START = ("stage", "first_response", "resolution")
WATCHED = {"company_id", "stage_id", "team_id", "user_id"}


class HelpdeskTicket(models.Model):
    """What the clocks of a ticket go by."""

    _inherit = "helpdesk.ticket"

    sla_waiting_since = fields.Datetime(
        string="Unanswered since",
        readonly=True,
        copy=False,
        groups="helpdesk_mgmt.group_helpdesk_user_own",
        help="The oldest message of the customer that we have not answered.",
    )
    sla_start = fields.Datetime(
        string="SLA counts from",
        readonly=True,
        copy=False,
        help="When the customer wrote, if that was before the ticket was created.",
        groups="helpdesk_mgmt.group_helpdesk_user_own",
    )
    sla_withdrawn = fields.Boolean(
        string="Withdrawn",
        readonly=True,
        copy=False,
        help="The customer deleted what we had not answered.",
        groups="helpdesk_mgmt.group_helpdesk_user_own",
    )
    sla_first_answer = fields.Datetime(
        string="First answered",
        readonly=True,
        copy=False,
        groups="helpdesk_mgmt.group_helpdesk_user_own",
    )

    # -- what is said ----------------------------------------------------------

    @api.model
    def _sla_asked(self, at_by_ticket):
        """The customer wrote: a second message before our answer gives us no more
        time than the first."""
        tickets = self._of_times(at_by_ticket)
        for ticket in tickets:
            ticket._start_slas_earlier(at_by_ticket[ticket])
        asked = tickets.filtered(
            lambda ticket: ticket._is_new_question(at_by_ticket[ticket])
        )
        clocks = asked._clocks_of(("next_response",))
        clocks |= asked.filtered("sla_withdrawn")._clocks_of(("first_response",))
        for ticket in asked:
            ticket.sla_waiting_since = at_by_ticket[ticket]
            ticket.sla_withdrawn = False
        clocks._begin_anew()
        clocks._follow(at_by_ticket)

    def _start_slas_earlier(self, at):
        """Clocks start when the customer wrote, not when a ticket was made of it."""
        if self.closed:
            return
        start, waits = self.sla_start or self.create_date, self.sla_waiting_since
        if not self.sla_first_answer and at < start - A_SECOND:
            self.sla_start = at
            self._clocks_of(FROM_THE_START)._start_earlier(start, at)
        # What was asked before we answered is no question of now.
        answered = self.sla_first_answer
        if waits and at < waits and not (answered and at <= answered):
            self.sla_waiting_since = at
            self._clocks_of(("next_response",))._start_earlier(waits, at)

    @api.model
    def _sla_answered(self, at_by_ticket):
        """We answered, so that the customer can see it."""
        tickets = self._of_times(at_by_ticket)
        tickets = tickets.filtered(lambda ticket: not ticket.sla_withdrawn)
        for ticket in tickets:
            at = at_by_ticket[ticket]
            waits = ticket.sla_waiting_since
            ticket.write(
                {
                    "sla_first_answer": ticket.sla_first_answer or at,
                    "sla_waiting_since": waits if waits and waits > at else False,
                }
            )
        tickets._clocks_of(RESPONSES)._follow(at_by_ticket)

    def _sla_withdrawn(self):
        """The customer took back what we had not answered: nobody waits, and nothing
        was answered in time."""
        tickets = self.sudo().filtered("sla_waiting_since")
        tickets.write({"sla_waiting_since": False, "sla_withdrawn": True})
        tickets._clocks_of(RESPONSES)._follow()

    @api.model
    def _sla_settled(self, at_by_ticket):
        """On a ticket that was closed, what was asked before the oldest message that
        waits now was settled by the closing, even if that message was written before
        it and received after it."""
        for ticket in self._of_times(at_by_ticket):
            waits, closed = ticket.sla_waiting_since, ticket.closed_date
            if waits and closed and waits <= closed and waits < at_by_ticket[ticket]:
                ticket.sla_waiting_since = False

    def _of_times(self, at_by_ticket):
        """All the tickets as one, so that they are read together."""
        return self.sudo().browse([ticket.id for ticket in at_by_ticket])

    def _is_new_question(self, at):
        """Closing a ticket settles what was asked before."""
        waits, closed = self.sla_waiting_since, self.closed_date
        return not waits or bool(closed and waits <= closed < at)

    def _clocks_of(self, targets):
        return self.ticket_sla_ids.filtered(lambda clock: clock.target in targets)

    # -- which clocks ----------------------------------------------------------

    def _get_sla_ticket_domain(self):
        """Jobs see the SLA of every company."""
        companies = [self.company_id.id, False]
        own = Domain("company_id", "in", companies)
        return Domain(super()._get_sla_ticket_domain()) & own

    def set_sla(self):
        """As OCA's, for all tickets at once.

        :raises AccessError: who may not write these tickets
        """
        self.check_access("write")
        self.sudo().ticket_sla_ids.unlink()
        self._add_slas(self._slas_by_ticket())

    def refresh_sla(self):
        """As OCA's, also for those who may not delete a clock by hand.

        :raises AccessError: who may not write these tickets
        """
        self.check_access("write")
        self._touch()
        self._refresh_sla()

    def _touch(self):
        """Collide with whoever changes these tickets at the same time: what a ticket
        gets depends on its team, and PostgreSQL sees no conflict in a new clock."""
        self.env.cr.execute(
            "UPDATE helpdesk_ticket SET write_date = write_date WHERE id = ANY(%s)",
            (self.ids,),
        )

    def _refresh_sla(self):
        wanted = self._slas_by_ticket()
        clocks = self.sudo().ticket_sla_ids
        fitting = clocks.filtered(lambda c: c.sla_id in wanted[c.ticket_id])
        (clocks - fitting).filtered(lambda c: not c.is_former)._retire()
        fitting.filtered("is_former")._bring_back()
        self._add_slas(wanted)

    def _compute_sla_fits(self):
        """As OCA's, without SLAs that a ticket no longer has; a team that uses none
        lacks none."""
        wanted = self._slas_by_ticket()
        for ticket in self:
            clocks = ticket.sudo().ticket_sla_ids
            own = clocks.filtered(lambda clock: not clock.is_former).sla_id
            ticket.sla_fits = not ticket.team_id.use_sla or own == wanted[ticket]

    def _slas_by_ticket(self):
        """Each ticket with what its team promises."""
        none = self.env["helpdesk.sla"].sudo()
        tickets = self.sudo().with_context(
            sla_choice=none.search([("active", "=", True)]).ids
        )
        return {
            ticket: ticket._get_sla() if ticket.team_id.use_sla else none
            for ticket in tickets
        }

    def _get_sla(self):
        """As OCA's; many tickets choose from what was read once."""
        if "sla_choice" not in self.env.context:
            return super()._get_sla()
        choice = self.env["helpdesk.sla"].browse(self.env.context["sla_choice"])
        fitting = choice.filtered_domain(self._get_sla_ticket_domain())
        return fitting.filtered(
            lambda sla: not sla.domain or self.filtered_domain(safe_eval(sla.domain))
        )

    def _add_slas(self, wanted):
        self.env["helpdesk.ticket.sla"].sudo().create(
            [
                {"ticket_id": ticket.id, "sla_id": sla.id}
                for ticket, slas in wanted.items()
                for sla in slas - ticket.ticket_sla_ids.sla_id
            ]
        )

    # -- changes of a ticket ---------------------------------------------------

    def write(self, vals):
        """Another team promises something else; another stage may hold clocks."""
        if not WATCHED & vals.keys():
            return super().write(vals)
        before = {ticket: (ticket._served_by(), ticket.stage_id) for ticket in self}
        result = super().write(vals)
        moved = self.filtered(lambda ticket: ticket._served_by() != before[ticket][0])
        moved._move_clocks({ticket: before[ticket][0] for ticket in moved})
        turned = self.filtered(lambda ticket: ticket.stage_id != before[ticket][1])
        if "stage_id" not in vals:
            for clock in turned.sudo().ticket_sla_ids:
                clock._stage_recompute()
        turned.sudo().ticket_sla_ids._follow()
        return result

    def _served_by(self):
        return self.team_id, self.company_id

    def _move_clocks(self, before):
        """The time used by the hours of the old team stays used, the rest goes by those
        of the new one. What is late stays late.

        :param before: {ticket: (team, company) until now}
        """
        if not self:
            return

        def calendar_before(ticket):
            team, company = before[ticket]
            return team.sudo().resource_calendar_id or company.resource_calendar_id

        now = fields.Datetime.now()
        late = self.sudo().ticket_sla_ids.filtered("expired")
        for calendar, tickets in self.sudo().grouped(calendar_before).items():
            (tickets.ticket_sla_ids - late)._bank(calendar, now)
        self._refresh_sla()
        clocks = self.sudo().ticket_sla_ids - late
        clocks.filtered(lambda clock: not clock.is_former)._allot()
