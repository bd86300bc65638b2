# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareAgent(models.Model):
    """Live chats count towards the capacity for chats."""

    _inherit = "social.care.agent"

    def _get_outside_load(self):
        load = super()._get_outside_load()
        return self._add_load(load, "chat", self._count_live_chats())

    def _count_live_chats(self):
        """Ongoing sessions, as Odoo counts them for its operators.

        :return: {partner: number}
        """
        sessions = self.env["im_livechat.channel.member.history"].sudo()
        return dict(
            sessions._read_group(
                [
                    ("channel_id.livechat_end_dt", "=", False),
                    ("channel_id.last_interest_dt", ">=", "-15M"),
                    ("livechat_member_type", "=", "agent"),
                    ("member_id", "!=", False),
                    ("partner_id", "in", self.user_id.partner_id.ids),
                ],
                ["partner_id"],
                ["__count"],
            )
        )

    def _filter_taking_no_chat(self):
        """Agents who are unavailable, or at capacity for chats."""
        chat = self.env.ref("social_care_routing.medium_chat").id
        busy = [
            person.id
            for person in self._build_people()
            if person.absent or person.find_hindrance(chat)
        ]
        return self.browse(busy)
