# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


def format_wait(env, minutes):
    """Format a waiting time in whole hours and minutes.

    :param minutes: float
    :return: translated text
    """
    hours, minutes = divmod(round(minutes), 60)
    if not hours:
        return env._("%s min", minutes)
    return env._("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes)


def get_result_values(figures):
    """Convert figures to values of a result: minutes and percentages.

    :param figures: tools.scores.Figures
    """
    return {
        "median": figures.median / 60,
        "p95": figures.p95 / 60,
        "longest": figures.longest / 60,
        "service_level": 100 * (figures.service_level or 0),
        "sla": 100 * (figures.sla or 0),
        "waiting": figures.waiting,
    }


class SocialCareReplayResult(models.Model):
    """Figures of one team and medium in a replay, for graphs and pivot tables."""

    _name = "social.care.replay.result"
    _description = "Social Care Replay Result"
    _order = "replay_id, team_id, medium_id, variant"

    replay_id = fields.Many2one(
        "social.care.replay",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    variant = fields.Selection(
        [("as_is", "Current setup"), ("changed", "With changes")],
        required=True,
        readonly=True,
    )
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
    service_level = fields.Float(
        string="Service level (%)", readonly=True, digits=(16, 0), aggregator="avg"
    )
    sla = fields.Float(
        string="SLA met (%)", readonly=True, digits=(16, 0), aggregator="avg"
    )
    has_service_level = fields.Boolean(
        readonly=True, default=True, export_string_translation=False
    )
    has_sla = fields.Boolean(
        readonly=True, default=True, export_string_translation=False
    )
    waiting = fields.Integer(string="Still waiting", readonly=True)
    median_display = fields.Char(string="Median wait", compute="_compute_display")
    p95_display = fields.Char(string="95th percentile", compute="_compute_display")
    longest_display = fields.Char(string="Longest wait", compute="_compute_display")

    @api.depends("median", "p95", "longest")
    @api.depends_context("lang")
    def _compute_display(self):
        for result in self:
            result.median_display = format_wait(self.env, result.median)
            result.p95_display = format_wait(self.env, result.p95)
            result.longest_display = format_wait(self.env, result.longest)

    @api.model
    def _create_from_scores(self, replay, before, after):
        """Write down the figures of a replay by team and medium.

        :param before: tools.scores.Scores with the current setup
        :param after: tools.scores.Scores with the changes
        """
        self.sudo().create(
            [
                {
                    "replay_id": replay.id,
                    "variant": variant,
                    "team_id": team,
                    "medium_id": medium,
                    "count": figures.count,
                    "has_service_level": figures.service_level is not None,
                    "has_sla": figures.sla is not None,
                    **get_result_values(figures),
                }
                for variant, scores in (("as_is", before), ("changed", after))
                for (team, medium), figures in scores.groups.items()
            ]
        )
