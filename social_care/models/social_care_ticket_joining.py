# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

AGENT = "social_care.group_social_care_agent"
MOST_OTHERS = 5


class SocialCareTicketJoining(models.AbstractModel):
    """Find other open tickets of the same customer, and join tickets into one."""

    _name = "social.care.ticket.joining"
    _description = "Joining of Tickets"

    social_care_other_ticket_ids = fields.Many2many(
        "helpdesk.ticket",
        string="Other open tickets",
        compute="_compute_social_care_other_ticket_ids",
        groups=AGENT,
        help="Open tickets of the same customer.",
    )

    def _compute_social_care_other_ticket_ids(self):
        """Compute what the user may read, newest first."""
        for ticket in self:
            others = self.browse()
            if ticket.id and not ticket.closed:
                domain = ticket._social_care_get_others_domain()
                others = self.search(domain, order="id desc", limit=MOST_OTHERS)
            ticket.social_care_other_ticket_ids = others

    def _social_care_get_others_domain(self):
        """Return the domain of other open tickets of the same customer."""
        people = self.sudo().social_care_thread_ids.profile_id
        return Domain(self._social_care_get_same_people_domain(people)) & Domain(
            [
                ("id", "!=", self._origin.id),
                ("closed", "=", False),
                ("company_id", "=", self.company_id.id),
            ]
        )

    def _social_care_get_same_people_domain(self, people):
        """Return the domain of tickets of people.

        Other addons extend it, for instance by what they know to be one person.

        :param people: ``social.care.profile`` in sudo
        """
        theirs = people.filtered(lambda person: not person.is_own).ids
        return Domain("social_care_thread_ids.profile_id", "in", theirs)

    def _social_care_open_others(self):
        """Return the action that opens the other ticket, or lists several."""
        others = self.social_care_other_ticket_ids
        if len(others) == 1:
            return others._social_care_open_form()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Other open tickets"),
            "res_model": "helpdesk.ticket",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", others.ids)],
        }

    def _social_care_join(self, ticket):
        """Move the conversations of these open tickets to another one and close them as
        its duplicates.

        :param ticket: open ``helpdesk.ticket`` of the same company
        :raise UserError: if the tickets cannot be joined
        """
        if ticket in self:
            raise UserError(self.env._("Choose another ticket to join."))
        if ticket != ticket._social_care_filter_open():
            raise UserError(self.env._("%s is closed.", ticket.display_name))
        if self.company_id != ticket.company_id:
            raise UserError(
                self.env._("Conversations cannot move to a ticket of another company.")
            )
        target = ticket.sudo()
        target._social_care_take_over(self.sudo())
        for one in self.sudo():
            one._social_care_close_as_duplicate(target)
        target._social_care_wake()
        target._social_care_notify_joined(self)

    def _social_care_notify_joined(self, tickets):
        numbers = ", ".join(tickets.mapped("number"))
        self._message_log(
            body=self.env._(
                "%(person)s joined %(tickets)s into this ticket.",
                person=self.env.user.name,
                tickets=numbers,
            )
        )
        if self.user_id and self.user_id != self.env.user:
            self._social_care_notify(self.env._("A ticket was joined into this one"))

    def _social_care_notify_second(self):
        """Tell the owners of open tickets that their customers posted elsewhere, too.
        They learn the number of the new ticket, not a word of the customer.

        Two queries for any number of tickets.

        :return: {new ticket: earlier ticket with an owner}
        """
        threads = self.social_care_thread_ids
        people = threads.profile_id.filtered(lambda person: not person.is_own)
        if not people:
            return {}
        earlier = self.env["social.care.thread"].search(
            [
                ("profile_id", "in", people.ids),
                ("ticket_id", "not in", self.ids),
                ("ticket_id.closed", "=", False),
                ("ticket_id.user_id", "!=", False),
            ],
            order="id",
        )
        by_person = {(t.profile_id, t.company_id): t.ticket_id for t in earlier}
        found = {
            thread.ticket_id: by_person[thread.profile_id, thread.company_id]
            for thread in threads
            if (thread.profile_id, thread.company_id) in by_person
        }
        for new, old in found.items():
            old._social_care_notify(
                self.env._("This customer has another ticket: %s", new.number)
            )
        return found
