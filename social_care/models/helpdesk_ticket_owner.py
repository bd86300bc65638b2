# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class HelpdeskTicket(models.Model):
    """Who has a ticket, and what becomes of it when they go."""

    _inherit = "helpdesk.ticket"

    @api.model
    def _add_missing_default_values(self, values):
        """A defaulted owner is an agent of the team, or nobody: OCA's default is
        whoever creates the ticket, such as the user of the mail gateway."""
        result = super()._add_missing_default_values(values)
        is_default = "user_id" not in values and result.get("user_id")
        if is_default and "default_user_id" not in self.env.context:
            owner = self.env["res.users"].sudo().browse(result["user_id"])
            team = owner.helpdesk_team_ids.browse(result.get("team_id"))
            if not owner._is_agent_of(team):
                result["user_id"] = False
        return result

    def write(self, vals):
        """Nobody waits for an owner who has left while the ticket was closed."""
        closed = self.filtered("closed") if "stage_id" in vals else self.browse()
        result = super().write(vals)
        closed.filtered(lambda ticket: not ticket.closed)._release_gone_owner()
        return result

    def _is_owner_gone(self):
        """Whether the owner cannot work on it any more."""
        owner = self.user_id
        return bool(owner) and not (
            owner.active and self.company_id in owner.company_ids
        )

    def _is_owner_of_another_team(self):
        people = self.team_id.user_ids
        return bool(self.user_id and people) and self.user_id not in people

    def _release_gone_owner(self):
        gone = self.sudo().filtered(lambda ticket: ticket._is_owner_gone())
        gone._release_owner()

    def _release_owner(self):
        """Return these tickets to their teams' queues, and tell the teams' members."""
        places = self.sudo().grouped(lambda ticket: (ticket.team_id, ticket.user_id))
        for (team, owner), tickets in places.items():
            name = owner.name
            tickets.user_id = False
            team._notify_released(tickets, name)
