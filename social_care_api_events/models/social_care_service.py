# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareService(models.AbstractModel):
    _name = "social.care.service"
    _inherit = ["social.care.service", "social.care.service.event"]
