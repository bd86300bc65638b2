# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResPartner(models.Model):
    """Odoo records calls and chats of users by their partner."""

    _inherit = "res.partner"

    def _begin_social_care_contact(self):
        """Register the start of a contact that is not a ticket, such as a call.

        Writes the agents, as an assignment does: a concurrent assignment conflicts and
        is retried with the new workload.
        """
        agents = self._get_social_care_agents()
        for agent in agents:
            agent.claims += 1
        agents._withdraw_unfit_offers()
        agents._apply_load_change()

    def _end_social_care_contact(self):
        """Run the queue: these users have free capacity again."""
        self._get_social_care_agents()._apply_load_change()

    def _get_social_care_agents(self):
        agents = self.env["social.care.agent"].sudo()
        return agents.search([("user_id.partner_id", "in", self.ids)])
