# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResPartner(models.Model):
    """What people do beside tickets, Odoo keeps by their contact."""

    _inherit = "res.partner"

    def _routing_load_changed(self):
        """These people have begun or ended something that is no ticket."""
        agents = self.env["social.care.agent"].sudo()
        own = agents.search([("user_id.partner_id", "in", self.ids)])
        if own:
            own._tell()
            self.env["social.care.work"].sudo()._look_again()
