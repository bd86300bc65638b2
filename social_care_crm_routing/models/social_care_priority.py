# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools.customer_weight import CustomerWeight


class SocialCarePriority(models.AbstractModel):
    _inherit = "social.care.priority"

    @api.model
    def _get_terms(self):
        return (*super()._get_terms(), CustomerWeight())
