# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models
from odoo.exceptions import AccessError


class ResUsers(models.Model):
    _inherit = "res.users"

    def _is_social_care_supervisor(self):
        return self.has_group("social_care.group_social_care_supervisor")

    def _check_social_care_supervisor(self):
        """Raise AccessError, with words, unless this person is a supervisor."""
        if not self._is_social_care_supervisor():
            raise AccessError(self.env._("Only a supervisor may do this."))

    def _is_agent_of(self, team):
        """Whether this person takes tickets of a team.

        :param team: ``helpdesk.ticket.team``; of an empty one, whether of any team
        """
        is_member = self in team.user_ids if team else bool(self.helpdesk_team_ids)
        return is_member and self.active and not self.share

    def write(self, vals):
        """Return the tickets of people who leave, a team, a company or all of it, to
        the queue."""
        before = {}
        if "helpdesk_team_ids" in vals:
            before = {user: user.sudo().helpdesk_team_ids for user in self}
        result = super().write(vals)
        for user, teams in before.items():
            for team in teams - user.sudo().helpdesk_team_ids:
                team._release_tickets_of(user)
        if not vals.get("active", True) or "company_ids" in vals:
            self._search_owned_tickets()._release_gone_owner()
        return result

    def unlink(self):
        self._search_owned_tickets()._release_owner()
        return super().unlink()

    def _search_owned_tickets(self):
        """Open tickets of these people, in all companies."""
        tickets = self.env["helpdesk.ticket"].sudo()
        return tickets.search([("user_id", "in", self.ids), ("closed", "=", False)])
