# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class ImLivechatChannelMemberHistory(models.Model):
    """Joining a live chat counts towards the capacity of the operator."""

    _inherit = "im_livechat.channel.member.history"

    @api.model_create_multi
    def create(self, vals_list):
        histories = super().create(vals_list)
        histories._get_social_care_partners()._begin_social_care_contact()
        return histories

    def write(self, vals):
        result = super().write(vals)
        if {"member_id", "livechat_member_type"} & vals.keys():
            self._get_social_care_partners()._begin_social_care_contact()
        return result

    def _get_social_care_partners(self):
        own = self.filtered(lambda history: history.livechat_member_type == "agent")
        return own.partner_id
