# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Do a name or a dialect move the urgency or the relevance of the same matter?

Pairs of sentences, one in the standard language and one as people of a region say it,
were written before any pattern was mended for them. Patterns were mended for every
other pair; the others judge.
"""

from collections import defaultdict

from tools import language, relevance, sentiment, urgency
from tools.reading import Batch
from tools.text import read

from . import ROOT, quality

PAIRS = ROOT / "social_care_analysis/tests/fairness/dialects.txt"


def judge(samples):
    """(kind, level of urgency, reason) of each, its language detected as in use."""
    texts = [read(sample) for sample in samples]
    codes = language.detect(texts, [""] * len(texts), quality.EXPECTED)
    batch = Batch(texts, codes)
    moods = sentiment.judge(batch)
    urgencies = urgency.judge_batch(batch, moods)
    verdicts = relevance.judge(batch, relevance.rules())
    verdicts = relevance.spare(verdicts, moods, urgencies)
    rows = zip(urgencies, verdicts, strict=True)
    return [(haste.kind, haste.level, own.reason) for haste, own in rows]


def read_pairs():
    """{dialect: [(standard, dialect)]}"""
    pairs, name = defaultdict(list), ""
    for line in PAIRS.read_text("utf-8").splitlines():
        if line.startswith("# "):
            name = line[2:]
        else:
            pairs[name].append(tuple(line.split(" | ")))
    return pairs


def compare(pairs):
    """(pairs, those of one kind, of one level, of one relevance)"""
    said = [judge(pair) for pair in pairs]
    equal = [sum(own[n] == other[n] for own, other in said) for n in range(3)]
    return len(pairs), *equal
