# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools import relevance, sentiment, urgency


class SocialCareAnalysisRelevance(models.AbstractModel):
    """Whether a text needs a reply, by rules and by trained models."""

    _name = "social.care.analysis.relevance"
    _inherit = "social.care.analysis.learner"
    _description = "Analysis Step: Relevance"
    _step_sequence = 50
    _mention_field = "relevance"

    @api.model
    def _judge(self, company, sample):
        model = self._get_model(company, sample)
        verdicts = relevance.judge(
            sample.batch,
            self._get_rules(company),
            sample.repeats,
            model,
            company.social_care_relevance_confidence,
        )
        if model:
            return verdicts
        return relevance.spare(verdicts, sample.moods, sample.hastes)

    def _finish(self, verdicts, sample):
        return relevance.spare_danger(verdicts, sample.batch.findings)

    def _learn_batch(self, company, batch, labels, weights):
        sure = company.social_care_relevance_confidence
        rules = self._get_rules(company)
        return relevance.learn(batch, rules, labels, weights, sure)

    def _get_accepted_domain(self, company):
        """Whoever is answered is relevant. Irrelevant mentions are mostly handled
        unread, which accepts nothing.
        """
        accepted = super()._get_accepted_domain(company)
        return [*accepted, ("relevance", "=", relevance.RELEVANT)]

    def _label_batch(self, company, batch, model):
        sure = company.social_care_relevance_confidence
        rules = self._get_rules(company)
        verdicts = relevance.judge(batch, rules, model=model, sure=sure)
        if not model:
            moods = sentiment.judge(batch)
            verdicts = relevance.spare(
                verdicts, moods, urgency.judge_batch(batch, moods)
            )
        return [verdict.reason or relevance.RELEVANT for verdict in verdicts]

    def _get_rules(self, company):
        return relevance.rules(company.social_care_negative_keywords or "")

    def _get_label(self):
        return self.env._("Relevance")

    def _get_verdict_label(self, verdict):
        return verdict.reason

    def _get_choices(self, company):
        return ("", *relevance.REASONS)

    def _get_model_labels(self):
        return (relevance.RELEVANT, *relevance.REASONS)

    def _get_mention_vals(self, verdict):
        return {"relevance": verdict.reason or relevance.RELEVANT}

    def _describe(self, verdict):
        return self._describe_label(verdict.reason or relevance.RELEVANT)
