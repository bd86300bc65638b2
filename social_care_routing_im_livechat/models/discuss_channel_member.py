# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class DiscussChannelMember(models.Model):
    """Whoever leaves a live chat to somebody else has room again."""

    _inherit = "discuss.channel.member"

    def unlink(self):
        gone = self.sudo().livechat_member_history_ids._agents()
        result = super().unlink()
        gone._care_ended()
        return result
