# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    """How far in front some things are in the queue."""

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
    routing_soon_minutes = fields.Integer(
        related="company_id.routing_soon_minutes", readonly=False
    )
    routing_urgent_minutes = fields.Integer(
        related="company_id.routing_urgent_minutes", readonly=False
    )
    routing_danger_minutes = fields.Integer(
        related="company_id.routing_danger_minutes", readonly=False
    )
    routing_negative_minutes = fields.Integer(
        related="company_id.routing_negative_minutes", readonly=False
    )
    routing_reach_minutes = fields.Integer(
        related="company_id.routing_reach_minutes", readonly=False
    )
    routing_priority_minutes = fields.Integer(
        related="company_id.routing_priority_minutes", readonly=False
    )
    routing_sla_minutes = fields.Integer(
        related="company_id.routing_sla_minutes", readonly=False
    )
    routing_overdue_minutes = fields.Integer(
        related="company_id.routing_overdue_minutes", readonly=False
    )
    routing_window_minutes = fields.Integer(
        related="company_id.routing_window_minutes", readonly=False
    )
