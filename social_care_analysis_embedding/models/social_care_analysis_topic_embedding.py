# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.social_care_analysis.tools.topics import Topic

from ..tools import embedding, nearest
from .social_care_embedding import SECONDS


class SocialCareAnalysisTopicEmbedding(models.AbstractModel):
    """Topics by meaning: a deferred handler of the topic step."""

    _name = "social.care.analysis.topic.embedding"
    _inherit = "social.care.analysis.handler"
    _description = "Topics by Meaning"
    _is_deferred = True

    @api.model
    def _judge(self, company, sample):
        row = self.env["social.care.embedding"].sudo()._find_or_create(company)
        row._embed_corrections()
        vectors = embedding.embed(sample.texts, SECONDS)
        verdicts = row._learn(row._get_rows()).judge(vectors)
        return [Topic(label, sure, []) for label, sure in verdicts]

    def _is_unsure(self, mention):
        verdict = (mention.verdicts or {}).get("topic", {})
        return not nearest.is_sure(mention.topic_id, verdict.get("sure", 0))

    def _check_ready(self, company):
        row = self.env["social.care.embedding"].sudo()._find(company)
        if not row.tried_at:
            raise UserError(
                self.env._("Run a trial of topics by meaning first, to see the gain.")
            )

    def _get_label(self):
        return self.env._("Built-in, and by meaning where unsure")
