# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Texts judged as the add-on judges them, without a database."""

from dataclasses import dataclass

from tools import language, relevance, sentiment, urgency
from tools.reading import Batch, read_known
from tools.text import read

from . import quality


@dataclass(frozen=True)
class Verdict:
    """``kind`` of urgency, its ``level``, and the ``reason`` to set aside."""

    kind: str
    level: int
    reason: str


def judge(samples, taught=()):
    """A Verdict of each text, its language detected as in use.

    :param taught: [(text, label)] that a model of relevance learns from
    """
    texts, terms = list(map(read, samples)), relevance.rules()
    codes = language.detect(texts, [""] * len(texts), quality.EXPECTED)
    batch = Batch(texts, codes)
    moods = sentiment.judge(batch)
    urgencies = urgency.judge_batch(batch, moods)
    model = _learn(taught, terms)
    verdicts = relevance.judge(batch, terms, model=model)
    if not model:
        verdicts = relevance.spare(verdicts, moods, urgencies)
    verdicts = relevance.spare_danger(verdicts, batch.findings)
    rows = zip(urgencies, verdicts, strict=True)
    return [Verdict(haste.kind, haste.level, own.reason) for haste, own in rows]


def _learn(taught, terms):
    if not taught:
        return None
    samples, labels = zip(*taught, strict=True)
    return relevance.learn(read_known(samples, [""] * len(samples)), terms, labels)
