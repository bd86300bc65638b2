# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What models are trained on, and how good they are on texts that they did not learn
from.
"""

from collections import Counter
from dataclasses import dataclass
from zlib import crc32

# How much a verdict that people handled without correcting it counts in training. A
# correction counts 1, and of accepted verdicts there are up to so many for each: agents
# do not correct each error, so that more of them would say that all is right.
ACCEPTED_WEIGHT, MOST_ACCEPTED = 0.5, 3
# Every fifth correction is held back.
_HELD_BACK = 5
# Differences of macro-F1 (0 to 1) that may be chance.
_TOLERANCE = 0.005


@dataclass(frozen=True)
class Example:
    """A text with its label, by people; ``is_new`` if the model in use does not know
    it.
    """

    text: str
    language: str
    label: str
    weight: float = 1.0
    is_new: bool = True


@dataclass(frozen=True)
class Score:
    """``confusions`` are (right, said, how often), the most frequent first."""

    accuracy: float
    macro_f1: float
    confusions: list


def is_held_back(key):
    """Return whether a correction is held back: always the same for one key."""
    return crc32(str(key).encode()) % _HELD_BACK == 0


def split(rows):
    """Split corrections into those to train on and those to evaluate on.

    :param rows: tuples that begin with a lasting id
    :return: (taught, held back)
    """
    taught, held_back = [], []
    for row in rows:
        (held_back if is_held_back(row[0]) else taught).append(row)
    return taught, held_back


def score(right, said):
    """Return the Score of a model.

    :param right: labels by people
    :param said: labels by the model, in the same order
    """
    pairs = Counter(zip(right, said, strict=True))
    hits = sum(count for (one, other), count in pairs.items() if one == other)
    wrong = [(*pair, count) for pair, count in pairs.items() if pair[0] != pair[1]]
    wrong.sort(key=lambda confusion: (-confusion[2], confusion[:2]))
    return Score(hits / max(len(right), 1), _compute_macro_f1(pairs), wrong)


def _compute_macro_f1(pairs):
    """Return the mean of the F1 scores of the labels that people use."""
    right, said = Counter(), Counter()
    for (one, other), count in pairs.items():
        right[one] += count
        said[other] += count
    f1 = [2 * pairs[label, label] / (right[label] + said[label]) for label in right]
    return sum(f1) / max(len(f1), 1)


def is_no_worse(new, old):
    """Return whether a new model may replace the old one.

    :param new: its Score
    :param old: the Score of the one in use, on the same rows
    """
    return new.macro_f1 >= old.macro_f1 - _TOLERANCE
