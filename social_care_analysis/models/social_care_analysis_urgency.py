# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools import sentiment, urgency


class SocialCareAnalysisUrgency(models.AbstractModel):
    """The urgency of a text, by words, sentiment, repetition and reach, and by trained
    models.
    """

    _name = "social.care.analysis.urgency"
    _inherit = "social.care.analysis.learner"
    _description = "Analysis Step: Urgency"
    _step_sequence = 30
    _mention_field = "urgency"

    @api.model
    def _judge(self, company, sample):
        rows = zip(
            sample.batch.hits,
            sample.moods,
            sample.messages,
            sample.reaches,
            sample.batch.findings,
            strict=True,
        )
        ruled = [
            urgency.judge(hits, mood.score, message, reach, found)
            for hits, mood, message, reach, found in rows
        ]
        model = self._get_model(company, sample)
        return urgency.correct(sample.batch, ruled, model) if model else ruled

    def _finish(self, verdicts, sample):
        return urgency.keep_danger(verdicts, sample.batch.findings)

    def _learn_batch(self, company, batch, labels, weights):
        ruled = self._judge_by_rules(company, batch)
        return urgency.learn(batch, ruled, labels, weights)

    def _label_batch(self, company, batch, model):
        verdicts = self._judge_by_rules(company, batch)
        if model:
            verdicts = urgency.correct(batch, verdicts, model)
        return [self._get_verdict_label(verdict) for verdict in verdicts]

    def _judge_by_rules(self, company, batch):
        """Return verdicts by the words alone: a correction keeps no more than those."""
        models_ = self.env["social.care.trained.model"]
        moods = sentiment.judge(batch, models_._get_in_use(company, "sentiment"))
        return urgency.judge_batch(batch, moods)

    def _get_label(self):
        return self.env._("Urgency")

    def _get_verdict_label(self, verdict):
        return str(verdict.level)

    def _get_choices(self, company):
        return urgency.LEVELS

    def _get_model_labels(self):
        return urgency.LEVELS

    def _get_mention_vals(self, verdict):
        return {
            **super()._get_mention_vals(verdict),
            "urgency_kind": verdict.kind or False,
        }

    def _get_correction_vals(self, value):
        """Forget the kind where a person says that it is not urgent."""
        vals = super()._get_correction_vals(value)
        return vals if value > "1" else {**vals, "urgency_kind": False}

    def _get_grounds(self, verdict):
        grounds = {"words": list(verdict.words), "because": list(verdict.because)}
        return {**grounds, "sure": verdict.sure} if verdict.sure else grounds
