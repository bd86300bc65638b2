# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

VARIANTS = [("as_is", "As it is"), ("changed", "With the changes")]


class SocialCareReplayResult(models.Model):
    """How one team's contacts of one medium fared, for graphs."""

    _name = "social.care.replay.result"
    _description = "Result of a Replay"
    _order = "replay_id, team_id, medium_id, variant"

    replay_id = fields.Many2one(
        "social.care.replay",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    variant = fields.Selection(VARIANTS, string="How", required=True, readonly=True)
    team_id = fields.Many2one("helpdesk.ticket.team", readonly=True, ondelete="cascade")
    medium_id = fields.Many2one("social.care.medium", readonly=True, ondelete="cascade")
    count = fields.Integer(string="Contacts", readonly=True)
    median = fields.Float(string="Half wait (min)", readonly=True, aggregator="avg")
    p95 = fields.Float(string="95 % wait (min)", readonly=True, aggregator="avg")
    longest = fields.Float(string="Longest (min)", readonly=True, aggregator="max")
    in_target = fields.Float(string="In time (%)", readonly=True, aggregator="avg")
    sla = fields.Float(string="SLA met (%)", readonly=True, aggregator="avg")
    waiting = fields.Integer(string="Not begun", readonly=True)
