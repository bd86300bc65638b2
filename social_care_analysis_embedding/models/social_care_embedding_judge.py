# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging

import psycopg2

from odoo import models

from odoo.addons.social_care_analysis.tools.topics import Topic

from ..tools import embedding, nearest

_logger = logging.getLogger(__name__)

# A job works about so long before it hands on to the next one: Odoo ends workers that
# take a minute of processor time.
SECONDS = 15
# More corrections than these are plenty, and take long.
MOST = 3000


class SocialCareEmbedding(models.Model):
    """Judging topics: by the topics' own words, and by what people corrected."""

    _inherit = "social.care.embedding"

    def _judge(self, texts):
        """A Topic for each text that there was time for: dict, empty after a failure,
        which is shown here and leaves what the built-in analysis said."""
        try:
            self._embed_corrections()
            vectors = embedding.embed(texts, SECONDS)
            verdicts = self._learn(self._examples(self._rows())).judge(vectors)
        except psycopg2.Error:
            raise
        except Exception as error:
            # Whatever it is, the mentions have a verdict without it.
            _logger.exception("Topics by meaning: fault in company %s", self.company_id)
            self._note_failure(error)
            return {}
        if self.last_error:
            self.write({"failed_at": False, "last_error": False})
        found = [Topic(label, sure, []) for label, sure in verdicts]
        return dict(zip(texts, found, strict=False))

    # -- learning --------------------------------------------------------------

    def _learn(self, examples):
        return nearest.learn(self._own_words(), examples)

    def _own_words(self):
        rows = nearest.described(
            (str(topic.id), topic.name, topic.keywords or "")
            for topic in self._topics()
        )
        labels, texts, weights = zip(*rows, strict=True)
        return nearest.Examples(labels, embedding.embed(texts), weights)

    def _topics(self):
        return self.env["social.care.topic"].search(
            [("company_id", "=", self.company_id.id)]
        )

    def _rows(self):
        """(text, language, label, vector) of the corrections whose meaning is known,
        oldest first; topics that are no longer in the list teach nothing."""
        labels = {"", *map(str, self._topics().ids)}
        corrections = self.env["social.care.correction"]._rows(self.company_id, "topic")
        vectors = self._vectors()
        return [
            (mention_id, *rest, vectors[mention_id])
            for mention_id, *rest in corrections
            if mention_id in vectors and rest[-1] in labels
        ]

    def _vectors(self):
        """{mention id: numbers}"""
        known = self.env["social.care.embedding.vector"]._of(self._corrections())
        ids = [vector.correction_id.mention_id.id for vector in known]
        return dict(zip(ids, known._numbers(), strict=True))

    def _examples(self, rows):
        if not rows:
            return nearest.NONE
        vectors = [row[-1] for row in rows]
        return nearest.Examples([row[-2] for row in rows], vectors)

    # -- reading corrections ---------------------------------------------------

    def _corrections(self):
        """The latest ones, newest first."""
        return self.env["social.care.correction"].search(
            [("company_id", "=", self.company_id.id), ("kind", "=", "topic")],
            limit=MOST,
        )

    def _embed_corrections(self):
        """Read corrections whose meaning is not known; whether some are left."""
        vectors = self.env["social.care.embedding.vector"]
        corrections = self._corrections()
        missing = corrections - vectors._of(corrections).correction_id
        found = embedding.embed(missing.mapped("text"), SECONDS)
        vectors._keep(missing[: len(found)], found)
        return len(found) < len(missing)
