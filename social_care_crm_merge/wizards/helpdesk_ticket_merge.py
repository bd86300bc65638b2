# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import models
from odoo.exceptions import UserError


class HelpdeskTicketMerge(models.TransientModel):
    """The merge archives its sources: their conversations go on where people look."""

    _inherit = "helpdesk.ticket.merge"

    def merge_tickets(self):
        """Merge, then move conversations, their messages and who waits. Mails that
        answer a source are directed to the target.

        :raise AccessError: if the user may not change all of the tickets
        :raise UserError: for conversations of another company
        """
        self._check_social_care_access()
        self._check_social_care_companies(self.ticket_ids - self.dst_ticket_id)
        # Archived ones are not in the field any more.
        merged = self.ticket_ids.sudo()
        # Only administrators may move messages to another record.
        result = super(HelpdeskTicketMerge, self.sudo()).merge_tickets()
        target = self.dst_ticket_id.sudo()
        sources = merged - target
        if self.create_new_ticket:
            target.social_care_customer_is_chosen = len(sources.partner_id) > 1
        sources.with_context(tracking_disable=True).duplicate_id = target
        target._social_care_take_over(sources)
        self._unfollow_other_customers(target, sources)
        return result

    def _unfollow_other_customers(self, target, sources):
        """Send no mail about what one customer said to another one, whom the merge made
        a follower.
        """
        if target.social_care_thread_ids:
            others = sources.partner_id - target.partner_id
            target.message_unsubscribe(others.ids)

    def _check_social_care_access(self):
        (self.ticket_ids | self.dst_ticket_id).check_access("write")
        if self.create_new_ticket:
            self.env["helpdesk.ticket"].check_access("create")
            self.dst_helpdesk_team_id.check_access("read")

    def _check_social_care_companies(self, sources):
        """Whoever reads the target reads the conversations."""
        companies = sources.sudo().social_care_thread_ids.company_id
        target = self.dst_ticket_id
        if self.create_new_ticket:
            team = self.dst_helpdesk_team_id
            company = team.company_id or self.env.company
        else:
            company = target.company_id
        if companies - company:
            raise UserError(
                self.env._("Conversations cannot move to a ticket of another company.")
            )

    def _add_message(self, way, ticket_numbers, ticket):
        """Note the merge, where the parent method comments: that would count as an
        answer to the customer, and be sent to them.

        ``way`` is a translated word and tells nothing.
        """
        if ticket == self.dst_ticket_id:
            words = self.env._("These tickets were merged into this one: %s.")
        else:
            words = self.env._("This ticket was merged into %s.")
        return ticket._message_log(body=Markup(words) % Markup(ticket_numbers))
