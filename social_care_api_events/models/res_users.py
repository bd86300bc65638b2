# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResUsers(models.Model):
    """Nobody is told with the rights of a user who left."""

    _inherit = "res.users"

    def write(self, vals):
        result = super().write(vals)
        if {"active", "company_ids"} & vals.keys():
            self._follow_in_social_care_subscriptions(vals)
        return result

    def _follow_in_social_care_subscriptions(self, vals):
        if not vals.get("active", True):
            subscriptions = self.env["social.care.api.subscription"].sudo()
            subscriptions.search([("user_id", "in", self.ids)]).active = False
        self.env["social.care.api.outbox"]._forget_wanted()
