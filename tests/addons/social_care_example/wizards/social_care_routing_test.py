# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareRoutingTest(models.TransientModel):
    _inherit = "social.care.routing.test"

    example_is_birthday = fields.Boolean(string="Birthday")
