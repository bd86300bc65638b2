# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..tools.links import list_links, replace_links


class SocialCareReply(models.Model):
    """A reply whose links are counted, where the company wants it."""

    _inherit = "social.care.reply"

    link_tracker_ids = fields.One2many(
        "link.tracker", "social_care_reply_id", readonly=True
    )
    click_count = fields.Integer(
        string="Clicks",
        compute="_compute_click_count",
        compute_sudo=True,
        help="How often people opened the links of this reply.",
    )

    @api.depends("link_tracker_ids.count")
    def _compute_click_count(self):
        for reply in self:
            reply.click_count = sum(reply.link_tracker_ids.mapped("count"))

    def action_send(self):
        """Replace the links of drafts first, so that limits are checked on what goes
        out and the agent sees it.
        """
        drafts = self._get_writable_by_author().filtered(
            lambda reply: reply.state == "draft"
        )
        drafts._track_links()
        return super().action_send()

    def _track_links(self):
        own = self.env["link.tracker"].get_base_url() + "/r/"
        for reply in self.filtered("company_id.social_care_is_tracking_links"):
            links = reply._list_trackable_links(own)
            if links:
                tracked = self.env["link.tracker"]._social_care_track(reply, links)
                reply.body = replace_links(reply.body, tracked)

    def _list_trackable_links(self, own):
        secret = self._get_secret_links()
        return [link for link in list_links(self.body, own) if link not in secret]

    def _erase(self, words):
        """Erase where the links led, too."""
        self.filtered(lambda reply: reply.state != "sending").link_tracker_ids.unlink()
        return super()._erase(words)
