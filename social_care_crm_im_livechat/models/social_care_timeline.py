# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care_crm.tools.timeline import Path, Source

# Visitors are guests: they are known if they were signed in, or by the lead that the
# chat became.
CHAT = Source(
    code="chat",
    model="discuss.channel",
    label=lambda env: env._("Live chats"),
    icon="fa-comment-o",
    paths=(
        Path(
            "im_livechat_channel_member_history visit"
            " JOIN discuss_channel row ON row.id = visit.channel_id"
            " WHERE visit.partner_id = person.id"
            " AND visit.livechat_member_type = 'visitor'",
            at="row.create_date",
        ),
        Path(
            "discuss_channel row WHERE row.channel_type = 'livechat' AND row.id IN ("
            " SELECT lead.origin_channel_id FROM crm_lead lead"
            " WHERE lead.partner_id = person.id)",
            at="row.create_date",
        ),
    ),
    fields=(
        "name",
        "create_date",
        "livechat_end_dt",
        "livechat_outcome",
        "livechat_agent_partner_ids",
    ),
)


class SocialCareTimeline(models.AbstractModel):
    _inherit = "social.care.timeline"

    @api.model
    def _get_sources(self):
        return (*super()._get_sources(), CHAT)

    def _describe_chat(self, channels, subject):
        outcome = channels._fields["livechat_outcome"]
        outcomes = dict(outcome._description_selection(self.env))
        return {
            channel.id: {
                "title": self.env._("Live chat"),
                "text": self._shorten(channel.name),
                "state": outcomes.get(channel.livechat_outcome, ""),
                # Agents may belong to companies that the reader does not know.
                "names": channel.sudo().livechat_agent_partner_ids.mapped("name"),
                "seconds": self._count_seconds(
                    channel.create_date, channel.livechat_end_dt
                ),
            }
            for channel in channels
        }
