# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The topic of a text, out of the list of a company.

Each topic starts with keywords, and corrections train a model. Keywords remain features
of the model, which is mixed with them as far as it is right on texts that it did not
learn from (``calibration``).
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from . import learner
from .terms import Terms, listed

RECIPE = learner.Recipe(rarity=True, strength=8.0, balance=0.3)
# Weight of the keywords to begin with, in corrections.
_KEYWORD_ROWS = 30
# Probability below which a text has no topic.
_LEAST = 0.2


@dataclass(frozen=True)
class Topic:
    """``label`` is '' if no topic is sure enough; for the rest see ``Sentiment``."""

    label: str
    sure: float
    words: list


class Keywords:
    """``keywords`` by label, as a user types them; see ``terms``."""

    def __init__(self, keywords):
        self.labels = tuple(keywords)
        meant = {}
        for column, label in enumerate(self.labels):
            for term in listed(keywords[label]):
                meant.setdefault(term, []).append(column)
        self.terms = Terms(meant)

    def make_marks(self, batch):
        """Return the number of keywords of each topic in each text, for the model."""
        values = np.zeros((len(batch), len(self.labels)), np.float32)
        pairs = zip(values, batch.texts, strict=True)
        words = [list(self._mark(row, text)) for row, text in pairs]
        return learner.Marks(self.labels, np.sqrt(values), words)

    def _mark(self, row, text):
        """Fill the row of a text; return the words behind each mark."""
        tokens, inside = self.terms.find(text)
        for found in {found.words: found for found in (*tokens, *inside)}.values():
            for column in found.value:
                row[column] += 1
                yield column, found.words


def learn(batch, keywords, labels, weights=None):
    """Train a model.

    :param keywords: the company's Keywords
    :param labels: a label for each text of the batch, by people
    :param weights: weight of each text, 1 by default
    :return: ``learner.Model`` or None
    """
    marks = keywords.make_marks(batch)
    names = (*marks.names, "")
    lesson = learner.Lesson(
        batch,
        marks,
        labels,
        learner.weigh(labels, weights),
        names,
        _share_keywords(marks),
        _KEYWORD_ROWS,
    )

    def conclude(chances):
        chosen = [names[one] for one in chances.argmax(1)]
        pairs = zip(chosen, chances.max(1), strict=True)
        return [label if sure >= _LEAST else "" for label, sure in pairs]

    return learner.learn(lesson, RECIPE, conclude)


def judge(batch, keywords, model=None):
    """Return a Topic for each text of a batch.

    :param keywords: the company's Keywords
    :param model: ``learner.Model``, None for the keywords alone
    """
    marks = keywords.make_marks(batch)
    if model is None:
        return [_judge_by_keywords(keywords.labels, words) for words in marks.words]
    names = (*marks.names, "")
    chances = model.judge(batch.features, marks, names, _share_keywords(marks))
    chosen = chances.argmax(1)
    words = _find_reasons(batch, marks, model, [names[one] for one in chosen])
    sure = chances.max(1).round(3).tolist()
    rows = zip(chosen, sure, words, strict=True)
    return [_make_topic(names[one], *rest) for one, *rest in rows]


def _make_topic(label, sure, words):
    return (
        Topic(label, sure, words) if label and sure >= _LEAST else Topic("", sure, [])
    )


def _judge_by_keywords(labels, words):
    """Return the topic with most keywords; of several, the first of the list."""
    if not words:
        return Topic("", 0.0, [])
    counts = Counter(column for column, _words in words)
    best = max(sorted(counts), key=counts.get)
    said = [found for column, found in words if column == best]
    return Topic(labels[best], round(counts[best] / counts.total(), 3), said[:3])


def _share_keywords(marks):
    """Return the share of each topic (the last is none) in the keywords of each text;
    all 0 without any.
    """
    totals = marks.values.sum(1, keepdims=True)
    shares = marks.values / np.maximum(totals, 1e-6)
    return np.hstack([shares, np.zeros_like(totals)])


def _find_reasons(batch, marks, model, chosen):
    """Return the words by the model; where it never met the topic, the keywords."""
    places = [model.labels.index(one) if one in model.labels else 0 for one in chosen]
    learned = model.reasons(batch.features, marks, np.array(places, int))
    return [
        said if one in model.labels else _list_keywords(marks.names, one, found)
        for one, said, found in zip(chosen, learned, marks.words, strict=True)
    ]


def _list_keywords(names, label, found):
    return [words for column, words in found if names[column] == label][:3]
