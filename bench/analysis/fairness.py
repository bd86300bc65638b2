# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Does a dialect move the urgency of the same matter?

Pairs of sentences, one in the standard language and one as people of a region say it,
were written before any pattern was mended for them. Patterns were mended with the odd
pairs of each dialect in sight, then the even ones were judged, then mended, too.
"""

from collections import defaultdict

from . import ROOT, before, now

PAIRS = ROOT / "social_care_analysis/tests/fairness/dialects.txt"
# Of the even pairs, when they were first judged: of one kind of urgency, of one level.
FIRST_JUDGED = 74, 64


def read_pairs(half):
    """[(standard, dialect)]: the odd (0) or the even pairs (1) of each dialect."""
    pairs, name = defaultdict(list), ""
    for line in PAIRS.read_text("utf-8").splitlines():
        if line.startswith("# "):
            name = line[2:]
        else:
            pairs[name].append(tuple(line.split(" | ")))
    return [pair for own in pairs.values() for pair in own[half::2]]


def compare(half):
    """(pairs, same level before, same kind now, same level now, same relevance now)"""
    pairs = read_pairs(half)
    texts = [text for pair in pairs for text in pair]
    old = [level for level, _reason in before.judge(texts)]
    new = now.judge(texts)
    return (
        len(pairs),
        _count_equal(old),
        _count_equal([own.kind for own in new]),
        _count_equal([own.level for own in new]),
        _count_equal([own.reason for own in new]),
    )


def _count_equal(said):
    return sum(one == other for one, other in zip(said[::2], said[1::2], strict=True))
