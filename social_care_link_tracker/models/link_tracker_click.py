# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class LinkTrackerClick(models.Model):
    _inherit = "link.tracker.click"

    def _prepare_click_values_from_route(self, **route_values):
        """Store no address of who opened the link of a reply."""
        vals = super()._prepare_click_values_from_route(**route_values)
        link = self.env["link.tracker"].browse(vals.get("link_id"))
        return {**vals, "ip": False} if link.social_care_reply_id else vals
