# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools import worth
from ..tools.reading import read_known


class SocialCareAnalysisWorth(models.AbstractModel):
    """Whether a text is worth an answer, by rules and by what was learnt."""

    _name = "social.care.analysis.worth"
    _inherit = "social.care.analysis.handler"
    _description = "Step of the Analysis: Worth Answering"

    @api.model
    def _judge(self, company, sample):
        model = self.env["social.care.model"]._in_use(company, "worth")
        return worth.judge(
            sample.batch,
            self._rules(company),
            sample.repeats,
            model,
            company.social_care_worth_sure,
        )

    @api.model
    def _learn(self, company, rows):
        texts, languages, labels = zip(*rows, strict=True)
        return worth.learn(read_known(texts, languages), self._rules(company), labels)

    @api.model
    def _labels(self, company, texts, languages, model):
        verdicts = worth.judge(
            read_known(texts, languages),
            self._rules(company),
            model=model,
            sure=company.social_care_worth_sure,
        )
        return [verdict.reason or worth.WORTH for verdict in verdicts]

    def _rules(self, company):
        return worth.rules(company.social_care_other_sense or "")
