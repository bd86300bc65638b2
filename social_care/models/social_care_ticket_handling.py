# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import UserError

AGENT = "social_care.group_social_care_agent"


class SocialCareTicketHandling(models.AbstractModel):
    """Resolve, reopen and transfer tickets; their stage follows the conversation."""

    _name = "social.care.ticket.handling"
    _inherit = ["social.care.ticket.acts"]
    _description = "Handling of Tickets"

    social_care_is_elsewhere = fields.Boolean(
        compute="_compute_social_care_is_elsewhere",
        groups=AGENT,
        help="The conversation belongs to a team of which the user is no member.",
    )

    @api.depends("social_care_is_social", "social_care_thread_ids")
    @api.depends_context("uid")
    def _compute_social_care_is_elsewhere(self):
        """Compute whether there is a conversation that the user may not read."""
        conversations = self.env["social.care.thread"].sudo()
        found = conversations.search([("ticket_id", "in", self.ids)]).ticket_id.ids
        for ticket in self:
            is_hidden = not ticket.social_care_is_social
            ticket.social_care_is_elsewhere = is_hidden and ticket._origin.id in found

    # -- resolve and reopen ----------------------------------------------------

    def _social_care_filter_open(self):
        return self.filtered(lambda ticket: ticket.active and not ticket.closed)

    def _social_care_resolve(self):
        """Move open tickets to the stage for resolved ones of their team.

        :raise UserError: if a team has no closed stage
        """
        for team, tickets in self._social_care_filter_open().grouped("team_id").items():
            stage = team._social_care_get_resolved_stage()
            if not stage:
                raise UserError(
                    self.env._(
                        "%s has no closed stage. An administrator can add one.",
                        team.name or self.env._("No team"),
                    )
                )
            tickets.write({"stage_id": stage.id})

    def _social_care_reopen_by_hand(self):
        """Move closed tickets to the stage for reopened ones of their team. What their
        last closing settled waits again.
        """
        closed = self.filtered(lambda ticket: ticket.active and ticket.closed)
        for team, tickets in closed.grouped("team_id").items():
            tickets.write({"stage_id": team._social_care_get_reopen_stage().id})

    # -- stages that follow ----------------------------------------------------

    def _social_care_is_waited_on(self):
        """Whether the customer waits in a conversation of this ticket."""
        return any(self.sudo().social_care_thread_ids.mapped("waiting_since"))

    def _social_care_follow_answer(self):
        """Move open tickets that we answered to the stage that their team has for
        that. Tickets in a stage of another meaning stay there.
        """
        for ticket in self.sudo()._social_care_filter_open():
            team = ticket.team_id
            stage = team._social_care_get_answered_stage(
                ticket._social_care_is_waited_on()
            )
            if ticket.stage_id in team._social_care_get_followed_stages():
                ticket._social_care_move_to(stage)

    def _social_care_follow_question(self):
        """Move open tickets that wait for the customer back, because they wrote."""
        for ticket in self.sudo()._social_care_filter_open():
            team = ticket.team_id
            if ticket.stage_id and ticket.stage_id == team.social_care_pending_stage_id:
                ticket._social_care_move_to(team._social_care_get_question_stage())

    def _social_care_move_to(self, stage):
        if stage and stage != self.stage_id:
            self.stage_id = stage

    # -- transfer --------------------------------------------------------------

    def _social_care_transfer(self, team, user, note):
        """Hand tickets over, with a note for whoever takes them.

        Other addons extend it.

        :param team: ``helpdesk.ticket.team``
        :param user: ``res.users`` who owns them from now on; empty for anybody in the
            team
        :param note: plain text, '' for none
        """
        self.write({"team_id": team.id, "user_id": user.id})
        people = (user or team.sudo().user_ids).partner_id
        # In sudo: their author may lose the tickets by the transfer.
        for ticket in self.sudo() if note else ():
            ticket.message_post(
                body=note,
                subtype_xmlid="mail.mt_note",
                partner_ids=(people - self.env.user.partner_id).ids,
            )

    # -- owners who leave ------------------------------------------------------

    def _social_care_is_owner_gone(self):
        """Whether the owner cannot work on the ticket any more."""
        owner = self.user_id
        return bool(owner) and not (
            owner.active and self.company_id in owner.company_ids
        )

    def _social_care_is_owner_of_another_team(self):
        people = self.team_id.user_ids
        return bool(self.user_id and people) and self.user_id not in people

    def _social_care_release_gone_owner(self):
        gone = self.sudo().filtered(lambda ticket: ticket._social_care_is_owner_gone())
        gone._social_care_release_owner()

    def _social_care_release_owner(self):
        """Return these tickets to their teams and notify the members.

        Other addons extend it.
        """
        places = self.sudo().grouped(lambda ticket: (ticket.team_id, ticket.user_id))
        for (team, owner), tickets in places.items():
            name = owner.name
            tickets.user_id = False
            team._social_care_notify_released(tickets, name)
