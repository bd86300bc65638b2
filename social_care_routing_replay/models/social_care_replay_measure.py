# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from types import MappingProxyType

from odoo import api, fields, models
from odoo.tools import formatLang

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
WAITS = ("median", "p95", "longest")
SHARES = ("in_target", "sla")
DIGITS = MappingProxyType({"waiting": 0, "load": 1, "fairness": 2})


def wait_in_words(env, minutes):
    """A wait in whole hours and minutes.

    :param minutes: a float
    """
    hours, minutes = divmod(round(minutes), 60)
    if not hours:
        return env._("%s min", minutes)
    return env._("%(hours)s h %(minutes)s min", hours=hours, minutes=minutes)


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
            ("median", "Median wait"),
            ("p95", "95th percentile wait"),
            ("longest", "Longest wait"),
            ("in_target", "Begun in time"),
            ("sla", "SLA met"),
            ("waiting", "Never begun"),
            ("load", "Median load per agent-hour"),
            ("fairness", "Fairness of load (1: all the same)"),
        ],
        string="What",
        required=True,
        readonly=True,
    )
    before = fields.Float(readonly=True, digits=(16, 2), help="In minutes or percent.")
    after = fields.Float(readonly=True, digits=(16, 2))
    before_words = fields.Char(string="As it is", compute="_compute_words")
    after_words = fields.Char(string="With the changes", compute="_compute_words")
    verdict = fields.Selection(
        [("better", "Better"), ("same", "The same"), ("worse", "Worse")],
        compute="_compute_verdict",
    )

    @api.depends("before", "after", "code")
    @api.depends_context("lang")
    def _compute_words(self):
        for measure in self:
            measure.before_words = measure._in_words(measure.before)
            measure.after_words = measure._in_words(measure.after)

    def _in_words(self, value):
        if self.code in WAITS:
            return wait_in_words(self.env, value)
        if self.code in SHARES:
            return self.env._("%s %%", round(value))
        return formatLang(self.env, value, digits=DIGITS[self.code])

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
