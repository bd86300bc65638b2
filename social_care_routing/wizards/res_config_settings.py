# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """Settings of the queue."""

    _inherit = "res.config.settings"

    routing_decision_days = fields.Integer(
        related="company_id.routing_decision_days", readonly=False
    )
    shift_break_minutes = fields.Integer(
        related="company_id.shift_break_minutes", readonly=False
    )
    presence_minutes = fields.Integer(
        related="company_id.presence_minutes", readonly=False
    )

    def action_open_priority_boosts(self):
        """List how many minutes each thing counts in the queue of this company."""
        self.check_access("write")
        boosts = self.env["social.care.priority.boost"]
        boosts._add_missing(self.company_id)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care_routing.social_care_priority_boost_action"
        )
        return action | {"domain": [("company_id", "=", self.company_id.id)]}
