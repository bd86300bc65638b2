# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How often danger and self-harm are found, and how often they are where none is.

Before there were no kinds: what had the highest urgency counts as found.
"""

from collections import Counter
from math import sqrt

from tools.patterns import LANGUAGES

from . import ROOT, before, data, now

LABELED = ROOT / "social_care_analysis/tests/urgency"
FRESH = ROOT / "bench/analysis/texts"
HIGHEST = 3
GRAVE = ("danger", "self_harm")
# What was found of each folder's texts when it was first judged.
FIRST_JUDGED = {
    "first": {"danger": 62, "self_harm": 31, "none": 10},
    "second": {"danger": 40, "self_harm": 19, "none": 3},
    "third": {"danger": 22, "self_harm": 25, "none": 2},
    "fourth": {"danger": 68, "self_harm": 34, "none": 8},
    "fifth": {"danger": 146, "self_harm": 56, "none": 13},
    "sixth": {"danger": 76, "self_harm": 38, "none": 8},
}


class Found:
    """Counts of texts by label: how many there are, and found ``before`` and ``now``.

    Of traps (``none``), found are those that are taken for danger.
    """

    def __init__(self, rows):
        labels, texts = zip(*rows, strict=True)
        labels = [label.split()[0] for label in labels]
        self.total = Counter(labels)
        old = [level == HIGHEST for level, _reason in before.judge(texts)]
        new = [verdict.level == HIGHEST for verdict in now.judge(texts)]
        self.before = Counter(_select(labels, old))
        self.now = Counter(_select(labels, new))

    def compute_precision(self, found):
        """Share of true danger or self-harm in what is found, in percent."""
        right = sum(found[label] for label in GRAVE)
        return 100 * right / max(right + found["none"], 1)


def _select(labels, marks):
    return [label for label, mark in zip(labels, marks, strict=True) if mark]


def read_rows(file):
    return [line.split(" | ", 1) for line in file.read_text("utf-8").splitlines()]


def score_labeled():
    """{language: Found} of the labeled texts, ``all`` of all together."""
    rows = {code: read_rows(LABELED / f"{code}.txt") for code in LANGUAGES}
    rows["all"] = [row for own in list(rows.values()) for row in own]
    return {code: Found(own) for code, own in rows.items()}


def score_fresh():
    """{folder: Found} of the texts that judge the patterns."""
    return {name: Found(list(_read_fresh(name))) for name in FIRST_JUDGED}


def _read_fresh(name):
    for code in LANGUAGES:
        yield from read_rows(FRESH / name / f"{code}.txt")


def count_alarms(rows):
    """(posts of the half that nobody looked at, of the highest urgency before, now)"""
    _seen, judged = data.split(rows, 2)
    texts = [row["text"] for row in judged]
    old = sum(level == HIGHEST for level, _reason in before.judge(texts))
    return len(texts), old, sum(own.level == HIGHEST for own in now.judge(texts))


def count_alarms_by_set():
    return {
        "to airlines": count_alarms(data.airline()),
        "Polish": count_alarms(data.posts("pl")),
        "Russian": count_alarms(data.posts("ru")),
    }


def interval(found, total):
    """Wilson's 95 % interval of a share, in percent."""
    share, square = found / total, 1.96**2
    middle = (share + square / (2 * total)) / (1 + square / total)
    spread = sqrt(share * (1 - share) / total + square / (4 * total**2))
    half = 1.96 * spread / (1 + square / total)
    return 100 * max(middle - half, 0), 100 * min(middle + half, 1)
