# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class HelpdeskTicket(models.Model):
    _inherit = "helpdesk.ticket"

    @api.model
    def _social_care_get_guidance(self):
        return super()._social_care_get_guidance() | {"recall": "Name the batches."}

    def _social_care_get_strip(self, work):
        return super()._social_care_get_strip(work) | {"contract": "Gold"}
