# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from .social_care_replay_measure import WAITS, wait_in_words

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
    median = fields.Float(
        string="Median wait (min)", readonly=True, digits=(16, 0), aggregator="avg"
    )
    p95 = fields.Float(
        string="95th percentile wait (min)",
        readonly=True,
        digits=(16, 0),
        aggregator="avg",
    )
    longest = fields.Float(
        string="Longest wait (min)", readonly=True, digits=(16, 0), aggregator="max"
    )
    in_target = fields.Float(
        string="In time (%)", readonly=True, digits=(16, 0), aggregator="avg"
    )
    sla = fields.Float(
        string="SLA met (%)", readonly=True, digits=(16, 0), aggregator="avg"
    )
    has_in_target = fields.Boolean(readonly=True, default=True)
    has_sla = fields.Boolean(readonly=True, default=True)
    waiting = fields.Integer(string="Never begun", readonly=True)
    median_words = fields.Char(string="Median wait", compute="_compute_words")
    p95_words = fields.Char(string="95th percentile", compute="_compute_words")
    longest_words = fields.Char(string="Longest wait", compute="_compute_words")

    @api.depends("median", "p95", "longest")
    @api.depends_context("lang")
    def _compute_words(self):
        for result in self:
            for name in WAITS:
                result[f"{name}_words"] = wait_in_words(self.env, result[name])
