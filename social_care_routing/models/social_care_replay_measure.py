# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

# {measure: whether more is better}
BETTER = {
    "median": False,
    "p95": False,
    "longest": False,
    "in_target": True,
    "sla": True,
    "waiting": False,
    "load": None,
    "fairness": True,
}


class SocialCareReplayMeasure(models.Model):
    """One figure of all together, as it is and with the changes."""

    _name = "social.care.replay.measure"
    _description = "Figure of a Replay"
    _order = "replay_id, sequence"

    replay_id = fields.Many2one(
        "social.care.replay",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer(readonly=True)
    code = fields.Selection(
        [
            ("median", "Half waits at most (minutes)"),
            ("p95", "95 % wait at most (minutes)"),
            ("longest", "Longest wait (minutes)"),
            ("in_target", "Begun in time (%)"),
            ("sla", "SLA met (%)"),
            ("waiting", "Nobody began"),
            ("load", "Load of each, an hour (half have at most)"),
            ("fairness", "Fairness of load (1: all the same)"),
        ],
        string="What",
        required=True,
        readonly=True,
    )
    before = fields.Float(string="As it is", readonly=True, digits=(16, 2))
    after = fields.Float(string="With the changes", readonly=True, digits=(16, 2))
    verdict = fields.Selection(
        [("better", "Better"), ("same", "The same"), ("worse", "Worse")],
        compute="_compute_verdict",
    )

    @api.depends("before", "after", "code")
    def _compute_verdict(self):
        for measure in self:
            change = round(measure.after - measure.before, 2)
            more_is_better = BETTER[measure.code]
            if not change or more_is_better is None:
                measure.verdict = not change and "same"
            else:
                better = (change > 0) == more_is_better
                measure.verdict = "better" if better else "worse"
