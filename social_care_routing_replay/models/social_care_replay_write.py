# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools.scores import jain, percentile
from .social_care_replay_measure import BETTER, SHARES


class SocialCareReplay(models.Model):
    """From scores to rows."""

    _inherit = "social.care.replay"

    def _write_results(self, before, after):
        """:param before: tools.scores.Scores; ``after`` as well"""
        scores = {"as_is": before, "changed": after}
        self.env["social.care.replay.result"].sudo().create(
            [
                {
                    "replay_id": self.id,
                    "variant": variant,
                    "team_id": team,
                    "medium_id": medium,
                    "count": figures.count,
                    "has_in_target": figures.in_target is not None,
                    "has_sla": figures.sla is not None,
                    **_figures(figures),
                }
                for variant, score in scores.items()
                for (team, medium), figures in score.groups.items()
            ]
        )
        rows = {variant: _measures(score) for variant, score in scores.items()}
        self.env["social.care.replay.measure"].sudo().create(
            [
                {
                    "replay_id": self.id,
                    "sequence": place,
                    "code": code,
                    "before": rows["as_is"][code],
                    "after": rows["changed"][code],
                }
                for place, code in enumerate(BETTER)
                if code in rows["as_is"] and code in rows["changed"]
            ]
        )


def _figures(figures):
    return {
        "median": figures.median / 60,
        "p95": figures.p95 / 60,
        "longest": figures.longest / 60,
        "in_target": 100 * (figures.in_target or 0),
        "sla": 100 * (figures.sla or 0),
        "waiting": figures.waiting,
    }


def _measures(scores):
    """{code: value}, without the shares of which nothing is known"""
    values = _figures(scores.whole)
    for share in SHARES:
        if getattr(scores.whole, share) is None:
            del values[share]
    loads = scores.loads.values()
    return values | {"load": percentile(loads, 0.5), "fairness": jain(loads)}
