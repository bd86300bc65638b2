# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from ..tools import results
from ..tools.errors import ServiceError
from ..tools.operation import operation
from ..tools.values import Id, Ids, Words


class SocialCareServiceTicket(models.AbstractModel):
    """The ticket: notes, tags, closed and open again."""

    _name = "social.care.service.ticket"
    _inherit = "social.care.service.base"
    _description = "Service for Outside Desktops: Tickets"

    @operation(
        "POST", "/tickets/{ticket_id}/notes", example={"text": "Called the depot"}
    )
    def add_note(self, ticket_id: Id, text: Words) -> results.TicketChanged:
        """Add an internal note. The customer does not see it.

        :param ticket_id: the ticket
        :param text: plain text
        """
        ticket = self._find_ticket(ticket_id)
        ticket.message_post(body=text, subtype_xmlid="mail.mt_note")
        return self._tell_ticket(ticket)

    @operation("POST", "/tickets/{ticket_id}/tags", example={"add": [1]})
    def tag_ticket(
        self, ticket_id: Id, add: Ids = (), remove: Ids = ()
    ) -> results.TicketChanged:
        """Add tags and remove others.

        :param ticket_id: the ticket
        :param add: IDs of tags
        :param remove: IDs of tags
        """
        ticket = self._find_ticket(ticket_id)
        tags = self.env["helpdesk.ticket.tag"].search([("id", "in", [*add, *remove])])
        if len(tags) < len({*add, *remove}):
            raise self._refuse_missing()
        removed = [fields.Command.unlink(tag_id) for tag_id in remove]
        ticket.tag_ids = removed + [fields.Command.link(tag_id) for tag_id in add]
        return self._tell_ticket(ticket)

    @operation("POST", "/tickets/{ticket_id}/close", example={})
    def close_ticket(
        self, ticket_id: Id, stage_id: Id | None = None
    ) -> results.TicketChanged:
        """Close a ticket.

        :param ticket_id: the ticket
        :param stage_id: the closed stage that says how it ended, one of the choices; by
            default the one of the team for resolved tickets
        """
        ticket = self._find_ticket(ticket_id)
        if not stage_id:
            ticket.action_social_care_resolve()
            return self._tell_ticket(ticket)
        stage = self._find("helpdesk.ticket.stage", stage_id)
        ticket._social_care_check_stage(stage, ticket.team_id)
        if not stage.closed:
            words = self.env._("%s is no stage of closed tickets.", stage.name)
            raise ServiceError("refused", words)
        ticket.stage_id = stage
        return self._tell_ticket(ticket)

    @operation("POST", "/tickets/{ticket_id}/reopen")
    def reopen_ticket(self, ticket_id: Id) -> results.TicketChanged:
        """Open a closed ticket again. What its closing settled waits again.

        :param ticket_id: the ticket
        """
        ticket = self._find_ticket(ticket_id)
        ticket.action_social_care_reopen()
        return self._tell_ticket(ticket)

    @operation("GET", "/choices")
    def list_choices(self) -> results.Choices:
        """List what other requests name by ID: teams, agents, tags, closed stages."""
        active = [("active", "=", True)]
        teams = self.env["helpdesk.ticket.team"].search(active)
        tags = self.env["helpdesk.ticket.tag"].search(active)
        stages = self.env["helpdesk.ticket.stage"].search([("closed", "=", True)])
        return results.Choices(
            teams=self._list_choices(teams),
            agents=self._list_choices(self._search_colleagues()),
            tags=self._list_choices(tags),
            closed_stages=self._list_choices(stages),
        )

    def _list_choices(self, records):
        return [self._make_choice(record) for record in records]
