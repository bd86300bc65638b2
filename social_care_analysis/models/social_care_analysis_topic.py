# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools import topics
from ..tools.reading import read_known


class SocialCareAnalysisTopic(models.AbstractModel):
    """What a text is about, by keywords and by what was learnt."""

    _name = "social.care.analysis.topic"
    _inherit = "social.care.analysis.handler"
    _description = "Step of the Analysis: Topic"

    @api.model
    def _judge(self, company, sample):
        model = self.env["social.care.model"]._in_use(company, "topic")
        return topics.judge(sample.batch, self._keywords(company), model)

    @api.model
    def _learn(self, company, rows):
        texts, languages, labels = zip(*rows, strict=True)
        batch = read_known(texts, languages)
        return topics.learn(batch, self._keywords(company), labels)

    @api.model
    def _labels(self, company, texts, languages, model):
        batch = read_known(texts, languages)
        verdicts = topics.judge(batch, self._keywords(company), model)
        return [verdict.label for verdict in verdicts]

    def _keywords(self, company):
        """The company's list, in its order; the name in all languages counts too."""
        own = self.env["social.care.topic"].search([("company_id", "=", company.id)])
        return topics.Keywords({str(topic.id): topic.keywords or "" for topic in own})
