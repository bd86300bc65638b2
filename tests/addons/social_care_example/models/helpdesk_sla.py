# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from odoo.addons.helpdesk_mgmt_sla_response.tools.target import Target


class Assignment(Target):
    code = "assignment"
    watched_fields = ("user_id",)

    def get_label(self, env):
        return env._("Assignment")

    def is_met(self, ticket):
        return bool(ticket.user_id)


class HelpdeskSla(models.Model):
    _inherit = "helpdesk.sla"

    def _sla_response_get_targets(self):
        return (*super()._sla_response_get_targets(), Assignment())
