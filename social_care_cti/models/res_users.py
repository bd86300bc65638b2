# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class ResUsers(models.Model):
    """Users have phones; those in a team with routing are agents."""

    _inherit = "res.users"

    @api.model
    def _social_care_list_record_models(self):
        return [*super()._social_care_list_record_models(), "social.care.call.hearing"]

    def _begin_after_call_work(self, call):
        """:param call: ``social.care.call`` that these users left"""
        agents = self.env["social.care.agent"].sudo()
        own = agents.search([("user_id", "in", self.ids)])
        own._begin_after_call_work(call)
