# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools import sentiment


class SocialCareAnalysisSentiment(models.AbstractModel):
    """How a text sounds, by the lexicon and by what was learnt."""

    _name = "social.care.analysis.sentiment"
    _inherit = "social.care.analysis.learner"
    _description = "Step of the Analysis: Sentiment"

    @api.model
    def _judge(self, company, sample):
        model = self._model(company, "sentiment", sample)
        return sentiment.judge(sample.batch, model)

    def _learn_batch(self, company, batch, labels):
        return sentiment.learn(batch, labels)

    def _label_batch(self, company, batch, model):
        return [verdict.label for verdict in sentiment.judge(batch, model)]
