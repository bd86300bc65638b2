# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

AGENT = "social_care.group_social_care_agent"
SUPERVISOR = "social_care.group_social_care_supervisor"


class IrHttp(models.AbstractModel):
    """Agents who log in land on their work, unless they chose another home."""

    _inherit = "ir.http"

    def session_info(self):
        info = super().session_info()
        user = self.env.user
        if (
            not info.get("home_action_id", True)
            and user.has_group(AGENT)
            and not user.has_group(SUPERVISOR)
        ):
            home = self.env.ref("social_care.my_tickets_action", False)
            info["home_action_id"] = home and home.id
        return info
