# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools import topics


class SocialCareAnalysisTopic(models.AbstractModel):
    """What a text is about, by keywords and by what was learnt."""

    _name = "social.care.analysis.topic"
    _inherit = "social.care.analysis.learner"
    _description = "Step of the Analysis: Topic"

    @api.model
    def _judge(self, company, sample):
        model = self._model(company, "topic", sample)
        return topics.judge(sample.batch, self._keywords(company), model)

    def _learn_batch(self, company, batch, labels):
        return topics.learn(batch, self._keywords(company), labels)

    def _label_batch(self, company, batch, model):
        verdicts = topics.judge(batch, self._keywords(company), model)
        return [verdict.label for verdict in verdicts]

    def _keywords(self, company):
        """The company's list, in its order."""
        own = self.env["social.care.topic"].search([("company_id", "=", company.id)])
        return topics.Keywords({str(topic.id): topic.keywords or "" for topic in own})
