# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The urgency of a mention, from 0 (can wait) to 3 (somebody may come to harm)."""

from dataclasses import dataclass, replace

import numpy as np

from . import learner
from .patterns import SELF_HARM, URGENCY, load_kinds

HIGHEST = 3
# Lowest urgency of a text in which a pattern found danger, whatever the model says.
DANGER_FLOOR = 2
LEVELS = tuple(str(level) for level in range(HIGHEST + 1))
RECIPE = learner.Recipe(rarity=False)
# As many corrections as the word of the rules is worth.
_RULE_ROWS = 60
_MARKS = (*LEVELS, "mood", "repetition", "reach")
ANGRY, PLEASED = -0.6, 0.4
# From this many messages of one person, and from this many followers on.
REPEATED, FAR = 3, 10_000


@dataclass(frozen=True)
class Urgency:
    """``words`` are the urgent ones; ``because`` lists what else raised the level:
    mood, repetition, reach. ``kind`` is the most serious of ``load_kinds`` that a
    pattern found, "" for none. ``sure`` is the probability of the level by a trained
    model, 0 where none judged.
    """

    level: int
    words: list
    because: tuple
    kind: str = ""
    sure: float = 0.0


def judge(hits, mood, message=1, reach=0, findings=()):
    """Return the Urgency of one mention.

    :param hits: what the lexicon found
    :param mood: the score of its Sentiment
    :param message: n where this is the person's n-th message lately
    :param reach: how many follow the person
    :param findings: what the patterns found (``matcher``), the most serious
        first; a pleased tone does not calm them
    """
    level = max((hit.urgency for hit in hits), default=0)
    if mood >= PLEASED:
        level = max(level - 1, 0)
    found = max(map(_get_level, findings), default=0)
    level, kind = max(level, found), findings[0].kind if findings else ""
    raised = tuple(_list_raising(mood, message, reach))
    limit = HIGHEST if found == HIGHEST else HIGHEST - 1
    words = _list_words(hits, findings, level)
    return Urgency(min(level + len(raised), limit), words, raised, kind)


def judge_batch(batch, moods):
    """Return the Urgency of each text of a batch by its words and mood alone.

    :param batch: ``reading.Batch``
    :param moods: a Sentiment for each text
    """
    rows = zip(batch.hits, moods, batch.findings, strict=True)
    return [judge(hits, mood.score, findings=found) for hits, mood, found in rows]


def _get_level(finding):
    return load_kinds(URGENCY)[finding.kind].level


def _list_words(hits, findings, level):
    """Return the words of the highest level, those of patterns first."""
    found = [one.words for one in findings if _get_level(one) >= level]
    said = [hit.words for hit in hits if hit.urgency and hit.urgency >= level]
    return list(dict.fromkeys([*found, *said])) if level else []


def _list_raising(mood, message, reach):
    if mood <= ANGRY:
        yield "mood"
    if message >= REPEATED:
        yield "repetition"
    if reach >= FAR and mood < 0:
        yield "reach"


def make_marks(verdicts):
    """Return the verdicts of the rules as ``learner.Marks``."""
    values = np.zeros((len(verdicts), len(_MARKS)), np.float32)
    for row, verdict in zip(values, verdicts, strict=True):
        row[[verdict.level, *map(_MARKS.index, verdict.because)]] = 1
    words = [[(own.level, word) for word in own.words] for own in verdicts]
    return learner.Marks(_MARKS, values, words)


def learn(batch, verdicts, labels, weights=None):
    """Train a model.

    :param batch: ``reading.Batch`` of the corrected texts
    :param verdicts: an Urgency for each, by the rules
    :param labels: one of LEVELS for each, by people
    :param weights: weight of each text, 1 by default
    :return: ``learner.Model`` or None
    """
    lesson = learner.Lesson(
        batch,
        make_marks(verdicts),
        labels,
        learner.weigh(labels, weights),
        LEVELS,
        _judge_by_rules(verdicts),
        _RULE_ROWS,
    )

    def conclude(chances):
        return [str(level) for level in _choose_levels(chances, verdicts)]

    return learner.learn(lesson, RECIPE, conclude)


def correct(batch, verdicts, model):
    """Correct the verdicts of the rules by a model, as far as it is right on texts that
    it did not learn from; danger stays urgent at least.
    """
    own = make_marks(verdicts)
    chances = model.judge(batch.features, own, LEVELS, _judge_by_rules(verdicts))
    chosen = _choose_levels(chances, verdicts)
    corrected = _make_corrected(batch, verdicts, model, own, chosen)
    return [
        # Where the rules keep a level up, the model's doubts are none of theirs.
        replace(one, sure=round(float(row[one.level]), 3))
        if row.argmax() == one.level
        else one
        for one, row in zip(corrected, chances, strict=True)
    ]


def _judge_by_rules(verdicts):
    """Return probabilities (text × level)."""
    return np.eye(len(LEVELS))[[verdict.level for verdict in verdicts]]


def _choose_levels(chances, verdicts):
    return np.maximum(chances.argmax(1), [_get_floor(one) for one in verdicts])


def _get_floor(verdict):
    """Return the lowest level that a model may choose."""
    if verdict.kind == SELF_HARM:
        return HIGHEST
    return DANGER_FLOOR if verdict.level == HIGHEST else 0


def _make_corrected(batch, verdicts, model, own, chosen):
    """Return an Urgency each; where the model changes a level, its words count."""
    places = [
        model.labels.index(str(one)) if str(one) in model.labels else 0
        for one in chosen
    ]
    words = model.reasons(batch.features, own, np.array(places, int))
    return [
        verdict
        if verdict.level == level
        else Urgency(int(level), said, (), verdict.kind)
        for verdict, level, said in zip(verdicts, chosen, words, strict=True)
    ]


def list_dangers(findings):
    """Return the set of the kinds of danger that the patterns found."""
    return {one.kind for one in findings if _get_level(one) == HIGHEST}


def keep_danger(verdicts, findings):
    """Give the verdicts of any handler the kind that the patterns found, and at least
    the level that no handler may go below.

    :param verdicts: an Urgency for each text, or for the first ones
    :param findings: the findings in each text
    """
    return [
        _keep_one(verdict, found) if found else verdict
        for verdict, found in zip(verdicts, findings, strict=False)
    ]


def _keep_one(verdict, findings):
    found = judge((), 0.0, findings=findings)
    level = max(verdict.level, _get_floor(found))
    words = verdict.words if level == verdict.level else found.words
    return replace(verdict, level=level, words=words, kind=found.kind)
