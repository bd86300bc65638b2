# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care_analysis.tools.sentiment import Sentiment

from ..tools import embedding, mood
from .social_care_embedding import SECONDS


class SocialCareAnalysisSentimentEmbedding(models.AbstractModel):
    """Sentiment by meaning: a deferred handler of the sentiment step, for the time
    before enough sentiments have been corrected.
    """

    _name = "social.care.analysis.sentiment.embedding"
    _inherit = "social.care.analysis.handler"
    _description = "Sentiment by Meaning"
    _is_deferred = True

    @api.model
    def _judge(self, company, sample):
        row = self.env["social.care.embedding"].sudo()._find_or_create(company)
        row._embed_corrections("sentiment")
        vectors = embedding.embed(sample.texts, SECONDS)
        meant = row._learn_moods()(vectors) if len(vectors) else vectors[:, :3]
        builtin = self.env["social.care.analysis.sentiment"]._judge(company, sample)
        found = mood.combine(meant, builtin[: len(vectors)])
        return [Sentiment(*verdict, []) for verdict in found]

    def _is_unsure(self, mention):
        sure = (mention.verdicts or {}).get("sentiment", {}).get("sure", 0)
        return sure < mood.SURE and self._is_needed(mention.company_id)

    def _is_needed(self, company):
        """Return whether few sentiments have been corrected so far; counted once in a
        transaction, since it is asked for each mention.
        """
        known = self.env.cr.cache.setdefault(f"{self._name}._is_needed", {})
        if company.id not in known:
            row = self.env["social.care.embedding"].sudo()._find(company)
            known[company.id] = row._count_corrections("sentiment") < mood.LIMIT
        return known[company.id]

    def _check_ready(self, company):
        self.env["social.care.analysis.topic.embedding"]._check_ready(company)

    def _get_label(self):
        return self.env._("Built-in, and by meaning while few are corrected")
