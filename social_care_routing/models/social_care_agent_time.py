# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from .social_care_agent import STATES


class SocialCareAgentTime(models.Model):
    """A period that an agent spent in one state."""

    _name = "social.care.agent.time"
    _description = "Social Care Agent Time"
    _order = "start desc, id desc"

    agent_id = fields.Many2one(
        "social.care.agent", required=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(related="agent_id.user_id", store=True, index=True)
    company_id = fields.Many2one(related="agent_id.company_id", store=True)
    state = fields.Selection(STATES, required=True)
    reason_id = fields.Many2one("social.care.pause.reason", ondelete="restrict")
    start = fields.Datetime(required=True)
    stop = fields.Datetime(help="Empty while the agent is in this state.")
    hours = fields.Float(compute="_compute_hours", store=True)

    _one_open = models.UniqueIndex(
        "(agent_id) WHERE stop IS NULL", "An agent can only be in one state at a time."
    )

    @api.depends("start", "stop")
    def _compute_hours(self):
        for time in self:
            seconds = (time.stop - time.start).total_seconds() if time.stop else 0
            time.hours = seconds / 3600
