# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import escape

from odoo import api, fields, models

from odoo.addons.social_care.tools.isolation import apply_isolating_failures


class SocialCareCallTicket(models.AbstractModel):
    """The ticket of a call: the customer's open one, or a new one by the team's
    rule."""

    _name = "social.care.call.ticket"
    _description = "Ticket of a Call"

    ticket_due = fields.Selection(
        [("answered", "Answered"), ("missed", "Not answered")],
        readonly=True,
        help="The call is still to find its ticket: first its card has to pop up.",
    )

    def _note_due_ticket(self, what):
        """:param what: ``answered`` or ``missed``"""
        if self.direction == "in" and self.team_id:
            self.ticket_due = what

    @api.model
    def _make_due_tickets(self, domain, limit):
        """Find or make the tickets of calls, the oldest first. One that cannot be made
        keeps no other from it. Calls that another process is at are its own: to wait
        for it would keep cards from popping up.

        :param domain: of the calls, a list
        :param limit: at most so many calls
        :return: whether more are left
        """
        due = self.search(
            [*domain, ("ticket_due", "!=", False)], order="id", limit=limit
        )
        due = due.try_lock_for_update(allow_referencing=True)
        told = {call: call.ticket_due for call in due}
        due.ticket_due = False

        def make(some):
            for call in some:
                call._ensure_ticket(told[call])

        apply_isolating_failures(due, make)
        return len(due) == limit

    def _ensure_ticket(self, what):
        """Find or open the ticket, if the team wants one.

        :param what: ``answered`` or ``missed``
        """
        self.ensure_one()
        rule = self.team_id.social_care_phone_tickets
        if not self.ticket_id and (rule == "always" or rule == what == "missed"):
            self._link_ticket(self._find_open_ticket() or self._create_ticket(what))
            self._note_on_ticket(what)
        if what == "answered" and self.ticket_id and not self.ticket_id.user_id:
            # Who has the customer on the phone needs no mail about it.
            silent = self.ticket_id.with_context(mail_auto_subscribe_no_notify=True)
            silent.user_id = self.user_id

    def _link_ticket(self, ticket):
        """Note the ticket of the call, and have the cards show it."""
        self.write({"ticket_id": ticket.id, "version": self.version + 1})
        self._notify(self.leg_ids.user_id)

    def _find_open_ticket(self):
        """The customer's latest open ticket, of this company. Once an agent talks, one
        that they may work on.
        """
        tickets = self.env["helpdesk.ticket"]
        if not self.partner_id:
            return tickets
        agent = self.user_id or self.env.user
        found = tickets.with_user(agent).search(
            [
                ("closed", "=", False),
                ("partner_id", "=", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
            ],
            order="write_date desc",
            limit=1,
        )
        return found.sudo()

    def _create_ticket(self, what):
        return (
            self.env["helpdesk.ticket"]
            .with_company(self.company_id)
            .with_context(mail_auto_subscribe_no_notify=True)
            .create(self._prepare_ticket(what))
        )

    def _prepare_ticket(self, what):
        """:return: values of a new ticket; what was missed waits in the queue"""
        channel = self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_phone", False)
        answered = what == "answered"
        return {
            "name": self.display_name if answered else self._describe_missed(),
            # The field is HTML, and callers choose their names.
            "description": escape(self.display_name),
            "team_id": self.team_id.id,
            "company_id": self.company_id.id,
            "channel_id": channel.id if channel else False,
            "partner_id": self.partner_id.id,
            "partner_name": self.partner_id.name
            or self.caller_name
            or self._show_number(),
            "user_id": self.user_id.id if answered else False,
        }

    def _describe_missed(self):
        other = self.partner_id.display_name or self._show_number()
        return self.env._("Call back %s", other)

    def _note_on_ticket(self, what):
        words = {
            "answered": self.env._("%s was answered.", self.display_name),
            "missed": self.env._(
                "%(call)s: %(outcome)s. The customer is waiting for a call.",
                call=self.display_name,
                outcome=self._get_outcome_label(),
            ),
        }
        self.ticket_id.message_post(body=words[what])

    def _get_outcome_label(self):
        labels = dict(self._fields["outcome"]._description_selection(self.env))
        return labels.get(self.outcome, "")
