# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools import sentiment

SCORES = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}


class SocialCareAnalysisSentiment(models.AbstractModel):
    """The sentiment of a text, by the lexicon and by trained models."""

    _name = "social.care.analysis.sentiment"
    _inherit = "social.care.analysis.learner"
    _description = "Analysis Step: Sentiment"
    _step_sequence = 20
    _mention_field = "sentiment"

    @api.model
    def _judge(self, company, sample):
        return sentiment.judge(sample.batch, self._get_model(company, sample))

    def _learn_batch(self, company, batch, labels, weights):
        return sentiment.learn(batch, labels, weights)

    def _label_batch(self, company, batch, model):
        return [verdict.label for verdict in sentiment.judge(batch, model)]

    def _get_label(self):
        return self.env._("Sentiment")

    def _get_choices(self, company):
        return sentiment.LABELS

    def _get_model_labels(self):
        return sentiment.LABELS

    def _get_mention_vals(self, verdict):
        return {"sentiment": verdict.label, "sentiment_score": verdict.score}

    def _get_correction_vals(self, value):
        return {"sentiment": value, "sentiment_score": SCORES[value]}
