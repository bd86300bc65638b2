# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class LinkTrackerClick(models.Model):
    _inherit = "link.tracker.click"

    @api.model
    def add_click(self, code, **route_values):
        """Count only people on links of replies, and store no address of theirs."""
        codes = self.env["link.tracker.code"].search([("code", "=", code)], limit=1)
        if not codes.link_id.social_care_reply_id:
            return super().add_click(code, **route_values)
        if not self.env.context.get("social_care_is_person"):
            return None
        return super().add_click(code, **{**route_values, "ip": False})
