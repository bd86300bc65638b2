# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The topic of a text by its meaning.

A topic's own words (its name and keywords) are what is known before anybody corrected
anything; corrections are added as they come, and soon weigh more.
"""

import textwrap
from dataclasses import dataclass

import numpy as np

from .embedding import LONGEST, WIDTH

# A built-in verdict below this is unsure: a second look pays.
SURE = 0.6
# Examples of no topic, for the start.
NOTHING = "thanks, hello, have a nice day, what a nice picture"
# scikit-learn's C.
_STRENGTH = 5.0
# How far rare topics are helped, 0 not at all and 1 fully, and how much at most.
_BALANCE, _MOST_HELP = 0.7, 5.0
# As many corrections as a topic's own words are worth.
_OWN_WORDS = 12
# Probabilities out of so close vectors are flat; to this power they are as high as
# the share that is right.
_SHARPNESS = 3


@dataclass(frozen=True)
class Examples:
    """``labels`` and the ``vectors`` of their texts.

    ``weights`` say how many corrections each of a topic's own words is worth.
    """

    labels: list
    vectors: np.ndarray
    weights: list = ()


NONE = Examples([], np.zeros((0, WIDTH), np.float32))


def described(topics):
    """[(label, text, weight)] out of [(label, name, keywords)].

    Many keywords make several texts, because one is read to ``LONGEST`` only.
    """
    rows = [("", NOTHING, _OWN_WORDS)]
    for label, name, keywords in topics:
        room = max(LONGEST - len(name) - 2, 20)
        parts = textwrap.wrap(keywords.replace("*", ""), room)
        texts = [f"{name}: {part}" for part in parts] or [name]
        rows += [(label, text, _OWN_WORDS / len(texts)) for text in texts]
    return rows


@dataclass(frozen=True)
class Nearest:
    """A trained classifier; ``middle`` is the mean vector of the topics' own words."""

    estimator: object
    middle: np.ndarray

    def judge(self, vectors):
        """(label, sure) of each text; the label is "" for none."""
        if not len(vectors):
            return []
        chances = self.estimator.predict_proba(np.asarray(vectors) - self.middle)
        chances = chances.astype(float) ** _SHARPNESS
        chances /= chances.sum(1, keepdims=True)
        labels = self.estimator.classes_[chances.argmax(1)].tolist()
        return list(zip(labels, chances.max(1).round(3).tolist(), strict=True))


def learn(words, corrections):
    """Nearest out of Examples: the topics' own words, and what people said.

    All texts lie close together, so that it is the direction from the middle that
    counts; without an intercept a topic is not likelier for being frequent.
    """
    from sklearn.linear_model import LogisticRegression

    labels = np.array([*words.labels, *corrections.labels])
    vectors = np.vstack((words.vectors, corrections.vectors))
    weights = np.array([*words.weights, *_weigh(corrections.labels)])
    middle = words.vectors.mean(0)
    learner = LogisticRegression(C=_STRENGTH, max_iter=1000, fit_intercept=False)
    learner.fit(vectors - middle, labels, sample_weight=weights)
    return Nearest(learner, middle)


def _weigh(labels):
    """What each correction counts: the more, the more rarely people set its topic."""
    if not labels:
        return []
    names, numbers = np.unique(labels, return_inverse=True)
    counts = np.bincount(numbers)
    by_name = (len(labels) / len(names) / counts) ** _BALANCE
    return np.minimum(by_name, _MOST_HELP)[numbers]


def is_sure(label, sure):
    """Return whether a built-in verdict needs no second look."""
    return bool(label) and sure >= SURE


def together(builtin, meant):
    """Return the labels of both together.

    :param builtin: (label, sure) of each text by the built-in handler
    :param meant: the same by meaning
    """
    pairs = zip(builtin, meant, strict=True)
    return [own[0] if is_sure(*own) else other[0] for own, other in pairs]
