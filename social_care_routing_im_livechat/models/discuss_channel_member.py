# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class DiscussChannelMember(models.Model):
    """Leaving a live chat frees capacity of the operator."""

    _inherit = "discuss.channel.member"

    def unlink(self):
        gone = self.sudo().livechat_member_history_ids._get_social_care_partners()
        result = super().unlink()
        gone._end_social_care_contact()
        return result
