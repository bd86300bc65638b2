# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class ResUsers(models.Model):
    """Who listened to a recording stays on record."""

    _inherit = "res.users"

    @api.model
    def _social_care_list_record_models(self):
        return [*super()._social_care_list_record_models(), "social.care.call.hearing"]
