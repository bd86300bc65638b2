# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class SocialCareConnect(models.TransientModel):
    _inherit = "social.care.connect"

    reply_url = fields.Char(
        string="Address for replies",
        help="Address to which the tool accepts replies. Without it the account only "
        "listens.",
    )
