# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How often danger and self-harm are found, and how often they are where none is."""

from math import sqrt

from tools import language
from tools.matcher import get_matcher
from tools.patterns import LANGUAGES, URGENCY, load_kinds
from tools.text import read

from . import ROOT, data, quality

LABELED = ROOT / "social_care_analysis/tests/urgency"
GRAVE = frozenset(name for name, kind in load_kinds(URGENCY).items() if kind.level == 3)
# The same texts with words instead of patterns (commit c680d4f), which knew no kinds:
# what had the highest urgency.
BEFORE = {
    "danger": "46 of 90",
    "self_harm": "6 of 54",
    "traps": "67 of 180",
    "airline": "0.52 (27 of 5,183)",
    "pl": "13.85 (123 of 888)",
    "ru": "1.50 (14 of 933)",
}


def find(texts, codes=None):
    """The kinds that are found in each text, its language detected as in use."""
    read_texts = [read(text) for text in texts]
    hints = [""] * len(texts)
    codes = codes or language.detect(read_texts, hints, quality.EXPECTED)
    pairs = zip(read_texts, codes, strict=True)
    return [{one.kind for one in get_matcher(URGENCY).find(*pair)} for pair in pairs]


def score_labeled():
    """{kind: (texts, those found)} of all languages, of traps those with danger."""
    rows = [
        line.split(" | ", 1)
        for code in LANGUAGES
        for line in (LABELED / f"{code}.txt").read_text("utf-8").splitlines()
    ]
    counts = {}
    for (label, _text), kinds in zip(rows, find([row[1] for row in rows]), strict=True):
        name = "traps" if label.startswith("none") else label
        is_found = bool(kinds & GRAVE) if name == "traps" else name in kinds
        total, found = counts.get(name, (0, 0))
        counts[name] = total + 1, found + is_found
    return counts


def count_alarms(rows):
    """(posts of the half that nobody looked at, those with danger or self-harm)"""
    _seen, judged = data.split(rows, 2)
    found = find([row["text"] for row in judged])
    return len(judged), sum(bool(kinds & GRAVE) for kinds in found)


def count_alarms_by_set():
    return {
        "airline": count_alarms(data.airline()),
        "pl": count_alarms(data.posts("pl")),
        "ru": count_alarms(data.posts("ru")),
    }


def interval(found, total):
    """Wilson's 95 % interval of a share, in percent."""
    share, square = found / total, 1.96**2
    middle = (share + square / (2 * total)) / (1 + square / total)
    spread = sqrt(share * (1 - share) / total + square / (4 * total**2))
    half = 1.96 * spread / (1 + square / total)
    return 100 * max(middle - half, 0), 100 * min(middle + half, 1)
