# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class DiscussChannel(models.Model):
    """The end of a live chat frees capacity of its operators."""

    _inherit = "discuss.channel"

    def write(self, vals):
        result = super().write(vals)
        if "livechat_end_dt" in vals:
            sessions = self.sudo().livechat_channel_member_history_ids
            sessions._get_social_care_partners()._end_social_care_contact()
        return result
