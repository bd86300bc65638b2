# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools import sentiment, urgency, worth


class SocialCareAnalysisWorth(models.AbstractModel):
    """Whether a text is worth an answer, by rules and by what was learnt."""

    _name = "social.care.analysis.worth"
    _inherit = "social.care.analysis.learner"
    _description = "Step of the Analysis: Worth Answering"

    @api.model
    def _judge(self, company, sample):
        model = self._model(company, "worth", sample)
        verdicts = worth.judge(
            sample.batch,
            self._rules(company),
            sample.repeats,
            model,
            company.social_care_worth_sure,
        )
        return verdicts if model else worth.spare(verdicts, sample.moods, sample.hastes)

    def _learn_batch(self, company, batch, labels):
        return worth.learn(batch, self._rules(company), labels)

    def _label_batch(self, company, batch, model):
        sure = company.social_care_worth_sure
        verdicts = worth.judge(batch, self._rules(company), model=model, sure=sure)
        if not model:
            moods = sentiment.judge(batch)
            hastes = map(urgency.judge, batch.hits, [mood.score for mood in moods])
            verdicts = worth.spare(verdicts, moods, hastes)
        return [verdict.reason or worth.WORTH for verdict in verdicts]

    def _rules(self, company):
        return worth.rules(company.social_care_other_sense or "")
