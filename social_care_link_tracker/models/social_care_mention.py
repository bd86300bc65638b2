# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareMention(models.Model):
    _inherit = "social.care.mention"

    def _get_panel_values(self):
        return {
            **super()._get_panel_values(),
            "link_clicks": self.reply_id.click_count,
            "has_tracked_links": bool(self.reply_id.sudo().link_tracker_ids),
        }
