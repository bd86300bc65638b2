# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import logging
import time
from collections import Counter

import psycopg2

from odoo import fields, models

from odoo.addons.social_care_analysis.models.social_care_trained_model_training import (
    FEWEST as FEWEST_TAUGHT,
)
from odoo.addons.social_care_analysis.tools import evaluate, topics
from odoo.addons.social_care_analysis.tools.reading import read_known

from ..tools import embedding, nearest

_logger = logging.getLogger(__name__)

# With fewer corrections, the trial is one without training.
FEWEST = 20
# With fewer held-back corrections, cross-validation takes their place: too few would be
# left of rare topics.
ENOUGH, FOLDS = 100, 5
# How many texts are read to measure the time.
TIMED = 48


class SocialCareEmbeddingTrial(models.AbstractModel):
    """The trial of topics by meaning on the corrections of a company."""

    _name = "social.care.embedding.trial"
    _description = "Trial of Topics by Meaning"

    def _enqueue_trial(self):
        self.with_delay(
            priority=30,
            description=self.env._("Trial of topics by meaning"),
            identity_key=f"social_care.embedding.try.{self.id}",
        )._try()

    def _try(self):
        """Job: read corrections, a part at a time, and then measure."""
        try:
            if self._embed_corrections():
                self._enqueue_trial()
                return
            vals = self._measure()
        except psycopg2.Error:
            raise
        except Exception as error:
            # Whatever failed: the administrator who waits has to see it.
            _logger.exception("Topics by meaning: the trial failed")
            self.is_trying = False
            self._note_failure(error)
            return
        self.write({**vals, "is_trying": False, "tried_at": fields.Datetime.now()})

    def _measure(self):
        """Return the figures of the trial as values to write."""
        rows = self._get_rows()
        method, parts = self._split(rows)
        judged = [row for _taught, part in parts for row in part]
        said = [self._judge_part(rows, *part) for part in parts]
        builtin, meant = ([v for part in said for v in part[side]] for side in (0, 1))
        labels = {
            "builtin": [label for label, _sure in builtin],
            "embedding": [label for label, _sure in meant],
            "both": nearest.together(builtin, meant),
        }
        right = [row[3] for row in judged]
        unsure = sum(not nearest.is_sure(*verdict) for verdict in builtin)
        return {
            "method": method,
            "correction_count": len(rows),
            "judged_count": len(judged),
            "unsure_share": unsure / max(len(judged), 1),
            "thousand_seconds": self._time_reading(rows),
            **self._score(right, labels),
            "topic_ids": self._prepare_topics(rows, right, labels),
        }

    def _split(self, rows):
        """Return the method, and pairs of rows: to train on, to evaluate on."""
        if not rows:
            return "none", []
        taught, held_back = evaluate.split(rows)
        if len(held_back) >= ENOUGH:
            return "held_back", [(taught, held_back)]
        if len(rows) < FEWEST:
            return "start", [([], rows)]
        parts = (set(range(first, len(rows), FOLDS)) for first in range(FOLDS))
        return "turns", [
            (
                [row for at, row in enumerate(rows) if at not in part],
                [row for at, row in enumerate(rows) if at in part],
            )
            for part in parts
        ]

    def _judge_part(self, rows, taught, judged):
        """Return [(label, sure)] by the built-in analysis, and by meaning."""
        vectors = [row[-1] for row in judged]
        meant = self._learn(taught).judge(vectors)
        # The built-in analysis is trained only once there are enough corrections.
        is_taught = len(rows) >= FEWEST_TAUGHT and taught
        return self._judge_builtin(taught if is_taught else [], judged), meant

    def _judge_builtin(self, taught, judged):
        step, company = self.env["social.care.analysis.topic"], self.company_id
        model = step._learn(company, [row[1:4] for row in taught]) if taught else None
        batch = read_known([row[1] for row in judged], [row[2] for row in judged])
        found = topics.judge(batch, step._get_keywords(company), model)
        return [(topic.label, topic.sure) for topic in found]

    def _time_reading(self, rows):
        """Return the seconds that 1,000 texts take."""
        texts = [row[1] for row in rows[-TIMED:]] or [nearest.NOTHING] * TIMED
        # The first one loads the model.
        embedding.embed(texts[:1])
        started = time.monotonic()
        embedding.embed(texts)
        return 1000 * (time.monotonic() - started) / len(texts)

    def _score(self, right, labels):
        scores = {name: evaluate.score(right, said) for name, said in labels.items()}
        hits = Counter(
            (one == true, other == true)
            for true, one, other in zip(
                right, labels["both"], labels["builtin"], strict=True
            )
        )
        return {
            **{f"{name}_accuracy": score.accuracy for name, score in scores.items()},
            **{f"{name}_f1": score.macro_f1 for name, score in scores.items()},
            "better_count": hits[True, False],
            "worse_count": hits[False, True],
        }

    def _prepare_topics(self, rows, right, labels):
        """Return commands for one line for each topic of the evaluated corrections."""
        counts, judged = Counter(row[3] for row in rows), Counter(right)
        hits = {
            name: Counter(
                one for one, true in zip(said, right, strict=True) if one == true
            )
            for name, said in labels.items()
        }
        lines = [
            {
                "topic_id": int(label or 0),
                "correction_count": counts[label],
                "judged_count": judged[label],
                **{
                    f"{name}_recall": hit[label] / judged[label]
                    for name, hit in hits.items()
                },
            }
            for label in judged
        ]
        return [fields.Command.clear(), *map(fields.Command.create, lines)]
