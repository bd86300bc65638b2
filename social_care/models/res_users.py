# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import AccessError, UserError


class ResUsers(models.Model):
    _inherit = "res.users"

    def _social_care_is_supervisor(self):
        return self.has_group("social_care.group_social_care_supervisor")

    def _social_care_check_supervisor(self):
        """Raise AccessError, with words, unless this person is a supervisor."""
        if not self._social_care_is_supervisor():
            raise AccessError(self.env._("Only a supervisor may do this."))

    def _social_care_is_agent_of(self, team):
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
                team._social_care_release_tickets_of(user)
        if not vals.get("active", True) or "company_ids" in vals:
            self._social_care_search_owned_tickets()._social_care_release_gone_owner()
        return result

    def unlink(self):
        self._social_care_search_owned_tickets()._social_care_release_owner()
        return super().unlink()

    def _social_care_search_owned_tickets(self):
        """Open tickets of these people, in all companies."""
        tickets = self.env["helpdesk.ticket"].sudo()
        return tickets.search([("user_id", "in", self.ids), ("closed", "=", False)])

    @api.ondelete(at_uninstall=False)
    def _social_care_check_not_on_record(self):
        for model in ("social.care.reply", "social.care.log"):
            records = self.env[model].sudo()
            used = records.search([("user_id", "in", self.ids)], limit=1)
            if used:
                raise UserError(
                    self.env._(
                        "%s has worked on conversations with customers, which is on "
                        "record. Archive the user instead.",
                        used.user_id.name,
                    )
                )
