# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools import sentiment
from ..tools.reading import read_known


class SocialCareAnalysisSentiment(models.AbstractModel):
    """How a text sounds, by the lexicon and by what was learnt."""

    _name = "social.care.analysis.sentiment"
    _inherit = "social.care.analysis.handler"
    _description = "Step of the Analysis: Sentiment"

    @api.model
    def _judge(self, company, sample):
        model = self.env["social.care.model"]._in_use(company, "sentiment")
        return sentiment.judge(sample.batch, model)

    @api.model
    def _learn(self, company, rows):
        texts, languages, labels = zip(*rows, strict=True)
        return sentiment.learn(read_known(texts, languages), labels)

    @api.model
    def _labels(self, company, texts, languages, model):
        verdicts = sentiment.judge(read_known(texts, languages), model)
        return [verdict.label for verdict in verdicts]
