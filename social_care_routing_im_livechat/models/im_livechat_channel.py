# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ImLivechatChannel(models.Model):
    """Exclude agents who are not available or at capacity from new live chats.
    Operators who are no agents are handled as in Odoo."""

    _inherit = "im_livechat.channel"

    def _get_available_operators_by_livechat_channel(self, users=None):
        found = super()._get_available_operators_by_livechat_channel(users)
        online = self.env["res.users"].union(*found.values())
        agents = self.env["social.care.agent"].sudo()
        own = agents.search([("user_id", "in", online.ids)])
        busy = own._filter_taking_no_chat().user_id
        return {channel: operators - busy for channel, operators in found.items()}
