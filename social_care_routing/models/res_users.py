# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class ResUsers(models.Model):
    """Release a deactivated user's work; create agents for new team members."""

    _name = "res.users"
    _inherit = ["res.users", "social.care.shift.source"]

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users._join_social_care_queue()
        return users

    def write(self, vals):
        result = super().write(vals)
        if not vals.get("active", True):
            self._leave_social_care_queue()
        if "helpdesk_team_ids" in vals:
            self._join_social_care_queue()
            # Nothing is kept for who has left the team.
            self.env["social.care.routing.drain"]._schedule()
        if "company_ids" in vals:
            self._leave_social_care_companies()
        return result

    def unlink(self):
        self._leave_social_care_queue()
        return super().unlink()

    def _join_social_care_queue(self):
        """Create agents when teams are set on the user."""
        if teams := self.sudo().helpdesk_team_ids:
            teams._ensure_social_care_agents()

    def _get_social_care_shift_agents(self):
        agents = self.env["social.care.agent"].sudo()
        return agents.search([("user_id", "in", self.ids)])

    def _leave_social_care_companies(self):
        """Return offers and work of companies in which these users no longer work."""
        works = self.env["social.care.work"].sudo()
        offered = works.search([("state", "=", "offered"), ("user_id", "in", self.ids)])
        offered.filtered(
            lambda work: work.company_id not in work.user_id.company_ids
        )._withdraw()

    def _leave_social_care_queue(self):
        agents = self.env["social.care.agent"].sudo()
        agents.search([("user_id", "in", self.ids)])._set_state("offline")
