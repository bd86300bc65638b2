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
