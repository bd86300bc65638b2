# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from types import MappingProxyType

from odoo import api, fields, models
from odoo.tools import formatLang

from ..tools.scores import compute_jain_index, get_percentile
from .social_care_replay_result import format_wait, get_result_values

# {code of measure: whether more is better, None for neither}
MORE_IS_BETTER = MappingProxyType(
    {
        "median": False,
        "p95": False,
        "longest": False,
        "service_level": True,
        "sla": True,
        "waiting": False,
        "load": None,
        "fairness": True,
    }
)
WAITS = ("median", "p95", "longest")
SHARES = ("service_level", "sla")
DIGITS = MappingProxyType({"waiting": 0, "load": 1, "fairness": 2})


class SocialCareReplayMeasure(models.Model):
    """One overall figure of a replay, with the current setup and with the changes."""

    _name = "social.care.replay.measure"
    _description = "Social Care Replay Measure"
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
            ("service_level", "Service level"),
            ("sla", "SLA met"),
            ("waiting", "Still waiting at the end"),
            ("load", "Median load per agent-hour"),
            ("fairness", "Fairness of load (1: evenly distributed)"),
        ],
        string="Measure",
        required=True,
        readonly=True,
    )
    before = fields.Float(readonly=True, digits=(16, 2), help="In minutes or percent.")
    after = fields.Float(readonly=True, digits=(16, 2), help="In minutes or percent.")
    before_display = fields.Char(string="Current setup", compute="_compute_display")
    after_display = fields.Char(string="With changes", compute="_compute_display")
    verdict = fields.Selection(
        [("better", "Better"), ("same", "Unchanged"), ("worse", "Worse")],
        compute="_compute_verdict",
    )

    @api.depends("before", "after", "code")
    @api.depends_context("lang")
    def _compute_display(self):
        for measure in self:
            measure.before_display = measure._format(measure.before)
            measure.after_display = measure._format(measure.after)

    def _format(self, value):
        if self.code in WAITS:
            return format_wait(self.env, value)
        if self.code in SHARES:
            return self.env._("%s %%", round(value))
        return formatLang(self.env, value, digits=DIGITS[self.code])

    @api.depends("before", "after", "code")
    def _compute_verdict(self):
        for measure in self:
            change = round(measure.after - measure.before, 2)
            more_is_better = MORE_IS_BETTER[measure.code]
            if not change or more_is_better is None:
                measure.verdict = not change and "same"
            else:
                is_better = (change > 0) == more_is_better
                measure.verdict = "better" if is_better else "worse"

    @api.model
    def _create_from_scores(self, replay, before, after):
        """Write down the overall figures of a replay; unknown ones are left out.

        :param before: tools.scores.Scores with the current setup
        :param after: tools.scores.Scores with the changes
        """
        old, new = _list_measures(before), _list_measures(after)
        self.sudo().create(
            [
                {
                    "replay_id": replay.id,
                    "sequence": sequence,
                    "code": code,
                    "before": old[code],
                    "after": new[code],
                }
                for sequence, code in enumerate(MORE_IS_BETTER)
                if code in old and code in new
            ]
        )


def _list_measures(scores):
    """:return: {code of measure: value}, without unknown shares"""
    values = get_result_values(scores.whole)
    for share in SHARES:
        if getattr(scores.whole, share) is None:
            del values[share]
    loads = scores.loads.values()
    return values | {
        "load": get_percentile(loads, 0.5),
        "fairness": compute_jain_index(loads),
    }
