# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import SQL


class SocialCareCustomer(models.Model):
    _inherit = "social.care.customer"

    @api.model
    def _get_outsiders(self):
        """Chatbots talk as contacts of their own."""
        bots = SQL("SELECT operator_partner_id FROM chatbot_script")
        return [*super()._get_outsiders(), bots]
