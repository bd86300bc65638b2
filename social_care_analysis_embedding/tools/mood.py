# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The sentiment of a text by its meaning, together with that of the built-in analysis.

Examples in nine languages (``data/moods.txt``) are what is known before anybody
corrected anything; corrections are added as they come.
"""

from collections import Counter
from functools import lru_cache
from pathlib import Path

import numpy as np

from . import embedding
from .nearest import Examples

FILE = Path(__file__).parents[1] / "data/moods.txt"
LABELS = ("negative", "neutral", "positive")
#: From so many corrections on the built-in handler has learned the words.
LIMIT = 500
#: A built-in verdict from this on needs no second look.
SURE = 0.8
# The weight of meaning beside the built-in verdict. As all constants here it was found
# on texts that judge nothing in the bench.
_SHARE = 0.6
# As many corrections halve the weight of the examples.
_FADING = 100
# How much more than others a correction to a rare label counts at most.
_MOST_HELP = 5.0
# scikit-learn's C.
_STRENGTH = 5.0


@lru_cache
def list_examples():
    """Return [(label, text)] of the examples."""
    label, rows = "", []
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("["):
            label = line.strip("[]")
        elif line and not line.startswith("#"):
            rows.append((label, line))
    return rows


@lru_cache
def load_examples():
    """Return the ``nearest.Examples``; reading them takes seconds, once a process."""
    labels, texts = zip(*list_examples(), strict=True)
    return Examples(labels, embedding.embed(texts))


def learn(examples, corrections):
    """Return a callable: vectors -> array of text × LABELS, the probabilities.

    :param examples: ``nearest.Examples``, of all LABELS
    :param corrections: ``nearest.Examples``, may be none
    """
    from sklearn.linear_model import LogisticRegression

    count = len(corrections.labels)
    faded = [_FADING / (_FADING + count)] * len(examples.labels)
    middle = examples.vectors.mean(0)
    vectors = np.vstack((examples.vectors, corrections.vectors)) - middle
    learner = LogisticRegression(C=_STRENGTH, max_iter=1000)
    labels = [*examples.labels, *corrections.labels]
    weights = [*faded, *_balance(corrections.labels)]
    learner.fit(vectors, labels, sample_weight=weights)
    # scikit-learn sorts its labels as LABELS are.
    return lambda own: learner.predict_proba(np.asarray(own) - middle)


def _balance(labels):
    """Return the weight of each correction: all labels count the same together."""
    counts = Counter(labels)
    return [
        min(len(labels) / len(LABELS) / counts[label], _MOST_HELP) for label in labels
    ]


def combine(meant, builtin):
    """Return (label, score from -1 to 1, sure) of each text by meaning and words.

    :param meant: probabilities by meaning, as ``learn`` gives them
    :param builtin: the built-in ``sentiment.Sentiment`` of each text
    """
    words = np.array([_spread(verdict) for verdict in builtin]).reshape(-1, len(LABELS))
    chances = _SHARE * meant + (1 - _SHARE) * words
    scores = chances[:, 2] - chances[:, 0]
    return [
        (LABELS[row.argmax()], round(float(score), 3), round(float(row.max()), 3))
        for row, score in zip(chances, scores, strict=True)
    ]


def _spread(verdict):
    """Return the three probabilities behind a verdict: ``score`` is the difference
    between positive and negative, ``sure`` the one of the label.
    """
    sure, score = verdict.sure, verdict.score
    if verdict.label == "negative":
        chances = (sure, 1 - 2 * sure - score, sure + score)
    elif verdict.label == "positive":
        chances = (sure - score, 1 - 2 * sure + score, sure)
    else:
        chances = ((1 - sure - score) / 2, sure, (1 - sure + score) / 2)
    return np.clip(chances, 0, 1)
