# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class SocialCareContactMerge(models.Model):
    _inherit = "social.care.contact.merge"

    @api.model
    def _get_documents(self):
        return (*super()._get_documents(), ("social.care.call", "partner_id"))
