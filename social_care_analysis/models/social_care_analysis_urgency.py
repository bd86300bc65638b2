# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools import sentiment, urgency


class SocialCareAnalysisUrgency(models.AbstractModel):
    """How much a text presses: by words, sentiment, repetition and reach, and by what
    was learnt."""

    _name = "social.care.analysis.urgency"
    _inherit = "social.care.analysis.learner"
    _description = "Step of the Analysis: Urgency"

    @api.model
    def _judge(self, company, sample):
        rows = zip(
            sample.batch.hits,
            sample.moods,
            sample.messages,
            sample.reaches,
            strict=True,
        )
        ruled = [
            urgency.judge(hits, mood.score, message, reach)
            for hits, mood, message, reach in rows
        ]
        model = self._model(company, "urgency", sample)
        return urgency.correct(sample.batch, ruled, model) if model else ruled

    def _learn_batch(self, company, batch, labels):
        return urgency.learn(batch, self._ruled(company, batch), labels)

    def _label_batch(self, company, batch, model):
        verdicts = self._ruled(company, batch)
        if model:
            verdicts = urgency.correct(batch, verdicts, model)
        return [str(verdict.level) for verdict in verdicts]

    def _ruled(self, company, batch):
        """By the words alone: of a correction no more is kept."""
        model = self.env["social.care.model"]._in_use(company, "sentiment")
        moods = sentiment.judge(batch, model)
        return [
            urgency.judge(hits, mood.score)
            for hits, mood in zip(batch.hits, moods, strict=True)
        ]
