# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResPartner(models.Model):
    """What people do beside tickets, Odoo keeps by their contact."""

    _inherit = "res.partner"

    def _begin_social_care_contact(self):
        """These people have begun something that is no ticket, such as a call.

        Their agent is written, as when work is given: whoever gives them something at
        the same time has to look again.
        """
        agents = self._get_social_care_agents()
        for agent in agents:
            agent.claims += 1
        agents._withdraw_unfit_offers()
        agents._apply_load_change()

    def _end_social_care_contact(self):
        """These people have room again."""
        self._get_social_care_agents()._apply_load_change()

    def _get_social_care_agents(self):
        agents = self.env["social.care.agent"].sudo()
        return agents.search([("user_id.partner_id", "in", self.ids)])
