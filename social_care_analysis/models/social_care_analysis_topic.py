# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools import topics


class SocialCareAnalysisTopic(models.AbstractModel):
    """The topic of a text, by keywords and by trained models."""

    _name = "social.care.analysis.topic"
    _inherit = "social.care.analysis.learner"
    _description = "Analysis Step: Topic"
    _step_sequence = 40
    _mention_field = "topic_id"

    @api.model
    def _judge(self, company, sample):
        model = self._get_model(company, sample)
        return topics.judge(sample.batch, self._get_keywords(company), model)

    def _learn_batch(self, company, batch, labels, weights):
        keywords = self._get_keywords(company)
        return topics.learn(batch, keywords, labels, weights)

    def _label_batch(self, company, batch, model):
        verdicts = topics.judge(batch, self._get_keywords(company), model)
        return [verdict.label for verdict in verdicts]

    def _get_topics(self, companies):
        return self.env["social.care.topic"].search(
            [("company_id", "in", companies.ids)]
        )

    def _get_keywords(self, company):
        """Return the ``tools.topics.Keywords`` of the company's topics, in order."""
        own = self._get_topics(company)
        return topics.Keywords({str(topic.id): topic.keywords or "" for topic in own})

    def _get_label(self):
        return self.env._("Topic")

    def _get_choices(self, company):
        return ("", *map(str, self._get_topics(company).ids))

    def _get_mention_vals(self, verdict):
        return {"topic_id": int(verdict.label) if verdict.label else False}

    def _describe_label(self, label):
        topic = self.env["social.care.topic"].browse(int(label or 0))
        return topic.name or self.env._("none")

    def _get_correction_choices(self, companies):
        """Return [id, name, color] of each topic, and of none."""
        own = self._get_topics(companies)
        none = [False, self.env._("No topic"), 0]
        return [*(self._get_topic_choice(topic, companies) for topic in own), none]

    def _get_topic_choice(self, topic, companies):
        company = f" ({topic.company_id.name})" if len(companies) > 1 else ""
        return [topic.id, f"{topic.name}{company}", topic.color]

    def _get_stored_label(self, mention):
        return mention.topic_id.id
