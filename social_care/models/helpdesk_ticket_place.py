# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class HelpdeskTicket(models.Model):
    """A ticket waits in a team that can see it."""

    _inherit = "helpdesk.ticket"

    team_id = fields.Many2one(domain="[('company_id', 'in', [company_id, False])]")

    @api.constrains("team_id", "company_id")
    def _check_team_company(self):
        for ticket in self.filtered(lambda t: not t._fits_team(t.team_id)):
            raise ValidationError(
                self.env._(
                    "%(ticket)s belongs to %(company)s, but the team %(team)s belongs "
                    "to %(other)s. Choose a team of %(company)s.",
                    ticket=ticket.display_name,
                    company=ticket.company_id.sudo().name,
                    team=ticket.team_id.sudo().name,
                    other=ticket.team_id.sudo().company_id.name,
                )
            )

    @api.constrains("team_id", "stage_id", "active")
    def _check_team_active(self):
        for ticket in self:
            is_open = ticket.active and not ticket.closed
            if is_open and ticket.team_id and not ticket.team_id.active:
                raise ValidationError(
                    self.env._(
                        "The team %(team)s of %(ticket)s is archived. Choose another "
                        "team.",
                        team=ticket.team_id.name,
                        ticket=ticket.display_name,
                    )
                )

    def _fits_team(self, team):
        """A team without a company works for all of them."""
        company = team.sudo().company_id
        return not company or company == self.company_id

    @api.depends("user_id")
    def _compute_team_id(self):
        """As OCA's, the owner's first team, but one that can see the ticket."""
        without = self.filtered(lambda ticket: not ticket.team_id)
        result = super()._compute_team_id()
        for ticket in without.filtered(lambda t: not t._fits_team(t.team_id)):
            teams = ticket.user_id.helpdesk_team_ids
            ticket.team_id = teams.filtered(ticket._fits_team)[:1]
        return result

    def _find_living_team(self):
        """The team of the account, for a ticket whose own is gone; may be empty."""
        team = self.sudo().social_thread_ids[:1].account_id.team_id
        return team.filtered(lambda one: one.active and self._fits_team(one))

    def _leave_archived_team(self, team):
        """Take tickets that go on out of a team that is archived.

        :param team: ``helpdesk.ticket.team`` where they go on, may be empty
        """
        gone = self.filtered(
            lambda ticket: ticket.team_id and not ticket.team_id.active
        )
        if not gone:
            return
        gone.write({"team_id": team.id, "user_id": False})
        if not team:
            for ticket in gone:
                ticket._notify_social(
                    self.env._("The team of this ticket was archived; it has none now")
                )
