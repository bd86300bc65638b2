# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools.safe_eval import safe_eval

A_SECOND = timedelta(seconds=1)
WATCHED = {"company_id", "stage_id", "team_id", "user_id"}
# Messages that people write; Odoo sends the other kinds.
WRITTEN = ("comment", "email")


class HelpdeskTicket(models.Model):
    """When the customer wrote and when we answered: what SLA targets depend on."""

    _inherit = "helpdesk.ticket"

    sla_response_waiting_since = fields.Datetime(
        string="Unanswered since",
        readonly=True,
        copy=False,
        groups="helpdesk_mgmt.group_helpdesk_user_own",
        help="Oldest unanswered message of the customer.",
    )
    sla_response_start = fields.Datetime(
        string="SLA counts from",
        readonly=True,
        copy=False,
        groups="helpdesk_mgmt.group_helpdesk_user_own",
        help="When the customer wrote, if that was before the ticket was created.",
    )
    sla_response_is_withdrawn = fields.Boolean(
        string="Withdrawn",
        readonly=True,
        copy=False,
        groups="helpdesk_mgmt.group_helpdesk_user_own",
        help="The customer deleted the message before it was answered.",
    )
    sla_response_first_answer = fields.Datetime(
        string="First answered",
        readonly=True,
        copy=False,
        groups="helpdesk_mgmt.group_helpdesk_user_own",
    )

    # -- messages --------------------------------------------------------------

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        self._sla_response_read_message(message)
        return result

    def _sla_response_read_message(self, message):
        """Register a message as a question of the customer or as our answer.

        Hook: an addon that knows better who waits for whom, and since when, overrides
        this to do nothing, and calls ``_sla_response_register_question``,
        ``_sla_response_register_answer`` and ``_sla_response_register_withdrawal``
        itself.

        :param message: mail.message that was just posted on this ticket
        """
        ticket, message = self.sudo(), message.sudo()
        # The sender of a mail chooses its date.
        moment = fields.Datetime.now()
        if ticket._sla_response_is_answer(message):
            ticket._sla_response_register_answer({ticket: moment})
        elif ticket._sla_response_is_question(message):
            ticket._sla_response_register_question({ticket: moment})

    def _sla_response_is_answer(self, message):
        """Hook: whether the customer can see this message and it is ours.

        :param message: mail.message in sudo
        """
        return self._sla_response_is_public(message) and self._sla_response_is_ours(
            message
        )

    def _sla_response_is_question(self, message):
        """Hook: whether the customer waits for an answer to this message.

        :param message: mail.message in sudo
        """
        return self._sla_response_is_public(message) and not self._sla_response_is_ours(
            message
        )

    def _sla_response_is_public(self, message):
        return (
            message.message_type in WRITTEN
            and not message.is_internal
            and not message.subtype_id.internal
            and message.author_id != self.env.ref("base.partner_root")
        )

    def _sla_response_is_ours(self, message):
        """An internal user is a colleague, except on their own ticket."""
        author = message.author_id
        is_internal = any(not user.share for user in author.user_ids)
        return is_internal and author != self.partner_id

    # -- questions and answers -------------------------------------------------

    @api.model
    def _sla_response_register_question(self, moments):
        """The customer wrote. A second message before our answer gives us no more time
        than the first one.

        :param moments: {ticket: datetime in UTC when the customer wrote}
        """
        tickets = self._sla_response_join(moments)
        for ticket in tickets:
            ticket._sla_response_start_earlier(moments[ticket])
        asked = tickets.filtered(
            lambda ticket: ticket._sla_response_is_new_question(moments[ticket])
        )
        restarted = asked.ticket_sla_ids.filtered(
            lambda sla: (
                not sla.sla_response_is_former
                and sla._sla_response_get_target().is_restarted(sla.ticket_id)
            )
        )
        for ticket in asked:
            ticket.sla_response_waiting_since = moments[ticket]
            ticket.sla_response_is_withdrawn = False
        restarted._sla_response_restart()
        asked._sla_response_update(moments)

    @api.model
    def _sla_response_register_answer(self, moments):
        """We answered, and the customer can see it.

        :param moments: {ticket: datetime in UTC of the answer}
        """
        tickets = self._sla_response_join(moments)
        tickets = tickets.filtered(lambda ticket: not ticket.sla_response_is_withdrawn)
        for ticket in tickets:
            moment = moments[ticket]
            waits = ticket.sla_response_waiting_since
            ticket.write(
                {
                    "sla_response_first_answer": ticket.sla_response_first_answer
                    or moment,
                    "sla_response_waiting_since": waits
                    if waits and waits > moment
                    else False,
                }
            )
        tickets._sla_response_update(moments)

    def _sla_response_register_withdrawal(self):
        """The customer deleted what was not answered. Nobody waits any more, and no
        response target is met."""
        tickets = self.sudo().filtered("sla_response_waiting_since")
        tickets.write(
            {"sla_response_waiting_since": False, "sla_response_is_withdrawn": True}
        )
        tickets._sla_response_update()

    @api.model
    def _sla_response_settle_questions(self, moments):
        """Forget the questions that the closing of a ticket settled: those before the
        message that waits now, even if that one was written before the closing and
        received after it.

        :param moments: {ticket: datetime in UTC of the oldest message that waits}
        """
        for ticket in self._sla_response_join(moments):
            waits, closed = ticket.sla_response_waiting_since, ticket.closed_date
            if waits and closed and waits <= closed and waits < moments[ticket]:
                ticket.sla_response_waiting_since = False

    def _sla_response_update(self, moments=None):
        """Update the SLA targets of these tickets after something that decides whether
        one of them starts, pauses or ends.

        :param moments: {ticket: datetime in UTC when that happened}
        """
        self.sudo().ticket_sla_ids._sla_response_update_states(moments)

    def _sla_response_start_earlier(self, moment):
        """Time counts from when the customer wrote, not from when the ticket was
        created."""
        if self.closed:
            return
        before = self._sla_response_get_starts()
        answered, waits = (
            self.sla_response_first_answer,
            self.sla_response_waiting_since,
        )
        start = self.sla_response_start or self.create_date
        if not answered and moment < start - A_SECOND:
            self.sla_response_start = moment
        # A message from before our first answer is not what waits now.
        if waits and moment < waits and not (answered and moment <= answered):
            self.sla_response_waiting_since = moment
        after = self._sla_response_get_starts()
        self.env["helpdesk.ticket.sla"].sudo()._sla_response_move_starts(
            {
                ticket_sla: (before[ticket_sla], after[ticket_sla])
                for ticket_sla in before.keys() & after.keys()
                if after[ticket_sla] < before[ticket_sla]
            }
        )

    def _sla_response_get_starts(self):
        """{helpdesk.ticket.sla: start} of the targets whose time has started"""
        starts = {
            ticket_sla: ticket_sla._sla_response_get_start()
            for ticket_sla in self.ticket_sla_ids
        }
        return {ticket_sla: start for ticket_sla, start in starts.items() if start}

    def _sla_response_is_new_question(self, moment):
        """Whether the customer did not wait for an answer yet. Closing a ticket settles
        what was asked before."""
        waits, closed = self.sla_response_waiting_since, self.closed_date
        return not waits or bool(closed and waits <= closed < moment)

    def _sla_response_join(self, moments):
        """Return one recordset, so that prefetching covers all tickets."""
        return self.sudo().browse([ticket.id for ticket in moments])

    # -- which SLAs a ticket has -----------------------------------------------

    def _get_sla_ticket_domain(self):
        """Jobs see the SLAs of all companies."""
        companies = [self.company_id.id, False]
        own = Domain("company_id", "in", companies)
        return Domain(super()._get_sla_ticket_domain()) & own

    def set_sla(self):
        """Batch version of the parent method. Does not call ``super()``, which creates
        targets with the rights of a user who may not.

        :raises AccessError: the user may not write these tickets
        """
        self.check_access("write")
        self.sudo().ticket_sla_ids.unlink()
        self._sla_response_add(self._sla_response_get_slas())

    def refresh_sla(self):
        """Version of the parent method that keeps results, for users who may not delete
        a ticket's SLA. Does not call ``super()``, which would delete them.

        :raises AccessError: the user may not write these tickets
        """
        self.check_access("write")
        self._sla_response_touch()
        self._sla_response_refresh()

    def _sla_response_touch(self):
        """Conflict with any transaction that changes these tickets: which SLAs a ticket
        gets depends on its team, and PostgreSQL sees no conflict in a new row."""
        # SQL: the ORM skips a write that changes nothing.
        self.env.cr.execute(
            "UPDATE helpdesk_ticket SET write_date = write_date WHERE id = ANY(%s)",
            (self.ids,),
        )

    def _sla_response_refresh(self):
        wanted = self._sla_response_get_slas()
        ticket_slas = self.sudo().ticket_sla_ids
        fitting = ticket_slas.filtered(lambda sla: sla.sla_id in wanted[sla.ticket_id])
        left = (ticket_slas - fitting).filtered(
            lambda sla: not sla.sla_response_is_former
        )
        left._sla_response_retire()
        fitting.filtered("sla_response_is_former")._sla_response_reinstate()
        self._sla_response_add(wanted)

    def _compute_sla_fits(self):
        """Version of the parent method without former SLAs. A ticket of a team that
        uses no SLAs lacks none. Does not call ``super()``, which searches for each
        ticket and counts former SLAs."""
        wanted = self._sla_response_get_slas()
        for ticket in self:
            ticket_slas = ticket.sudo().ticket_sla_ids
            own = ticket_slas.filtered(lambda sla: not sla.sla_response_is_former)
            ticket.sla_fits = not ticket.team_id.use_sla or own.sla_id == wanted[ticket]

    def _sla_response_get_slas(self):
        """:return: {ticket: helpdesk.sla that it should have}"""
        none = self.env["helpdesk.sla"].sudo()
        tickets = self.sudo().with_context(
            sla_response_choice=none.search([("active", "=", True)]).ids
        )
        return {
            ticket: ticket._get_sla() if ticket.team_id.use_sla else none
            for ticket in tickets
        }

    def _get_sla(self):
        """Extend the parent method: many tickets choose from SLAs read once."""
        if "sla_response_choice" not in self.env.context:
            return super()._get_sla()
        choice = self.env["helpdesk.sla"].browse(
            self.env.context["sla_response_choice"]
        )
        fitting = choice.filtered_domain(self._get_sla_ticket_domain())
        return fitting.filtered(
            lambda sla: not sla.domain or self.filtered_domain(safe_eval(sla.domain))
        )

    def _sla_response_add(self, wanted):
        self.env["helpdesk.ticket.sla"].sudo().create(
            [
                {"ticket_id": ticket.id, "sla_id": sla.id}
                for ticket, slas in wanted.items()
                for sla in slas - ticket.ticket_sla_ids.sla_id
            ]
        )

    # -- deadline --------------------------------------------------------------

    @api.depends("ticket_sla_ids", "ticket_sla_ids.state", "ticket_sla_ids.deadline")
    def _compute_sla_data(self):
        """Extend the parent method to targets in progress without a deadline."""
        undated = self.filtered(
            lambda ticket: ticket.ticket_sla_ids._sla_response_filter_undated()
        )
        for ticket in undated:
            ticket_slas = ticket.ticket_sla_ids
            running = ticket_slas.filtered(lambda sla: sla.state == "in_progress")
            deadlines = running.filtered("deadline").mapped("deadline")
            ticket.sla_expired = any(ticket_slas.mapped("expired"))
            ticket.sla_deadline = min(deadlines, default=False)
        return super(HelpdeskTicket, self - undated)._compute_sla_data()

    def _search_sla_expired(self, operator, value):
        """Version of the parent method for which one breached target makes a ticket
        breached, whatever the others are."""
        if operator != "in":
            return NotImplemented
        breached = Domain(super()._search_sla_expired("=", True))
        return breached if True in value else ~breached

    # -- changes of a ticket ---------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        tickets = super().create(vals_list)
        tickets._sla_response_register_creation()
        return tickets

    def _sla_response_register_creation(self):
        """Register the creation of tickets as questions of their customers.

        Hook: as ``_sla_response_read_message``.
        """
        for ticket in self.sudo():
            ticket.sla_response_waiting_since = ticket.create_date

    def write(self, vals):
        """Another team has other SLAs; another stage may pause targets."""
        before = self._sla_response_get_places() if WATCHED & vals.keys() else {}
        result = super().write(vals)
        if before:
            self._sla_response_follow(before, "stage_id" in vals)
        watched = self.env["helpdesk.sla"]._sla_response_get_watched_fields()
        if watched & vals.keys():
            self._sla_response_update()
        return result

    def _sla_response_get_places(self):
        return {
            ticket: (ticket._sla_response_get_place(), ticket.stage_id)
            for ticket in self
        }

    def _sla_response_follow(self, before, is_stage_written):
        """Give the tickets the SLAs and states of their new teams and stages.

        :param before: {ticket: ((team, company), stage) until now}
        :param is_stage_written: whether the parent method has updated stage targets
        """
        moved = self.filtered(
            lambda ticket: ticket._sla_response_get_place() != before[ticket][0]
        )
        moved._sla_response_move({ticket: before[ticket][0] for ticket in moved})
        turned = self.filtered(lambda ticket: ticket.stage_id != before[ticket][1])
        if not is_stage_written:
            for ticket_sla in turned.sudo().ticket_sla_ids:
                ticket_sla._stage_recompute()
        turned._sla_response_update()

    def _sla_response_get_place(self):
        return self.team_id, self.company_id

    def _sla_response_move(self, before):
        """Give moved tickets the SLAs of their new teams. The time used in the hours of
        the old team stays used, the rest counts in those of the new one. What is
        breached stays breached.

        :param before: {ticket: (team, company) until now}
        """
        if not self:
            return

        def get_calendar_before(ticket):
            team, company = before[ticket]
            return team.sudo().resource_calendar_id or company.resource_calendar_id

        now = fields.Datetime.now()
        breached = self.sudo().ticket_sla_ids.filtered("expired")
        for calendar, tickets in self.sudo().grouped(get_calendar_before).items():
            running = tickets.ticket_sla_ids - breached
            running._sla_response_bank_time(calendar, now)
        self._sla_response_refresh()
        ticket_slas = self.sudo().ticket_sla_ids - breached
        own = ticket_slas.filtered(lambda sla: not sla.sla_response_is_former)
        own._sla_response_update_allowed_hours()
