# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The sentiment of a text: negative, neutral or positive.

Without corrections the lexicon decides. A trained model is mixed with it as far as it
is right on texts that it did not learn from (``calibration``).
"""

from dataclasses import dataclass

import numpy as np

from . import learner
from .lexicon import score

LABELS = ("negative", "neutral", "positive")
RECIPE = learner.Recipe(rarity=False)
# Weight of the lexicon to begin with, in corrections; found on training rows.
_LEXICON_ROWS = 60
# Confidence of the lexicon in its score, and in neutral if it found nothing.
_SCORE_GAIN, _NEUTRAL = 4.0, 0.6
_MARK_WEIGHT = 0.3
_MOODS = range(-5, 6)
_SCORES = range(-4, 5)
_URGENCIES = range(1, 4)
_NAMES = (
    *(f"mood {mood}" for mood in _MOODS),
    *(f"score {score}" for score in _SCORES),
    *(f"urgency {urgency}" for urgency in _URGENCIES),
)
_COLUMNS = {name: column for column, name in enumerate(_NAMES)}


@dataclass(frozen=True)
class Sentiment:
    """``score`` is from -1 to 1, ``sure`` the probability of ``label``.

    ``words`` are those that it rests on, most important first.
    """

    label: str
    score: float
    sure: float
    words: list


def make_marks(batch):
    """Return the features by the lexicon of each text, for the model."""
    values = np.zeros((len(batch), len(_NAMES)), np.float32)
    words = [
        list(_mark(row, hits)) for row, hits in zip(values, batch.hits, strict=True)
    ]
    return learner.Marks(_NAMES, values * _MARK_WEIGHT, words)


def _mark(row, hits):
    """Fill the row of a text; return the words behind each mark."""
    row[_COLUMNS[f"score {round(4 * score(hits))}"]] = 1
    for hit in hits:
        if hit.mood:
            column = _COLUMNS[f"mood {round(max(-5, min(5, hit.mood)))}"]
            row[column] += 1
            yield column, hit.words
        if hit.urgency:
            row[_COLUMNS[f"urgency {hit.urgency}"]] += 1


def learn(batch, labels, weights=None):
    """Train a model.

    :param labels: a label for each text of the batch, by people
    :param weights: weight of each text, 1 by default
    :return: ``learner.Model`` or None
    """
    lesson = learner.Lesson(
        batch,
        make_marks(batch),
        labels,
        learner.weigh(labels, weights),
        LABELS,
        _judge_by_lexicon(batch.hits),
        _LEXICON_ROWS,
    )
    return learner.learn(lesson, RECIPE, _conclude)


def _conclude(chances):
    return [LABELS[one] for one in chances.argmax(1)]


def judge(batch, model=None):
    """Return a Sentiment for each text of a batch.

    :param model: ``learner.Model``, None for the lexicon alone
    """
    chances = _judge_by_lexicon(batch.hits)
    if model is None:
        chosen = chances.argmax(1) - 1
        words = [
            _find_lexicon_words(*own) for own in zip(batch.hits, chosen, strict=True)
        ]
        return _make_verdicts(chances, words)
    own = make_marks(batch)
    chances = model.judge(batch.features, own, LABELS, chances)
    return _make_verdicts(chances, _find_reasons(model, batch, own, chances.argmax(1)))


def _judge_by_lexicon(hits):
    found = np.array([score(own) for own in hits])
    gains = (-_SCORE_GAIN * found, np.full_like(found, _NEUTRAL), _SCORE_GAIN * found)
    chances = np.exp(np.stack(gains, 1))
    return chances / chances.sum(1, keepdims=True)


def _find_reasons(model, batch, own, chosen):
    """Return the words by the model or, if it does not know the label, by the
    lexicon.
    """
    places = [
        model.labels.index(name) if name in model.labels else 0 for name in LABELS
    ]
    return model.reasons(batch.features, own, np.array(places)[chosen])


def _find_lexicon_words(hits, sign):
    """Return the terms with this sign of sentiment, strongest first."""
    found = sorted(hits, key=lambda hit: -sign * hit.mood)
    return list(dict.fromkeys(hit.words for hit in found if sign * hit.mood > 0))[:3]


def _make_verdicts(chances, words):
    chosen = chances.argmax(1)
    scores = chances[:, 2] - chances[:, 0]
    return [
        Sentiment(
            LABELS[label], round(float(mood), 3), round(float(row[label]), 3), said
        )
        for label, mood, row, said in zip(chosen, scores, chances, words, strict=True)
    ]
