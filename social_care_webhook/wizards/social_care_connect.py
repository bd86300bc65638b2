# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class SocialCareConnect(models.TransientModel):
    _inherit = "social.care.connect"

    reply_url = fields.Char(
        string="Address for replies",
        help="Where the tool takes replies; without it the account can only listen.",
    )

    @api.onchange("reply_url")
    def _onchange_reply_url(self):
        connector = self.env["social.care.connector.webhook"].sudo()
        return connector._reply_url_warning(self.reply_url)
