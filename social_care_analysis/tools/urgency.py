# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The urgency of a mention, from 0 (can wait) to 3 (somebody may come to harm)."""

from dataclasses import dataclass

import numpy as np

from . import learner

HIGHEST = 3
# Lowest urgency of a text with a word of danger, whatever the model says.
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
    mood, repetition, reach.
    """

    level: int
    words: list
    because: tuple


def judge(hits, mood, message=1, reach=0):
    """Return the Urgency of one mention.

    :param hits: what the lexicon found
    :param mood: the score of its Sentiment
    :param message: n where this is the person's n-th message lately
    :param reach: how many follow the person
    """
    level = max((hit.urgency for hit in hits), default=0)
    if mood >= PLEASED:
        level = max(level - 1, 0)
    raised = tuple(_list_raising(mood, message, reach))
    words = [hit.words for hit in hits if hit.urgency and hit.urgency >= level > 0]
    return Urgency(min(level + len(raised), _limit(level)), words, raised)


def _limit(level):
    """Return the highest level: danger needs a word of danger, or a person."""
    return HIGHEST if level == HIGHEST else HIGHEST - 1


def _list_raising(mood, message, reach):
    if mood <= ANGRY:
        yield "mood"
    if message >= REPEATED:
        yield "repetition"
    if reach >= FAR and mood < 0:
        yield "reach"


def marks(verdicts):
    """Return the verdicts of the rules as ``learner.Marks``."""
    values = np.zeros((len(verdicts), len(_MARKS)), np.float32)
    for row, verdict in zip(values, verdicts, strict=True):
        row[[verdict.level, *map(_MARKS.index, verdict.because)]] = 1
    words = [[(own.level, word) for word in own.words] for own in verdicts]
    return learner.Marks(_MARKS, values, words)


def learn(batch, verdicts, labels):
    """Train a model.

    :param batch: ``reading.Batch`` of the corrected texts
    :param verdicts: an Urgency for each, by the rules
    :param labels: one of LEVELS for each, by people
    :return: ``learner.Model`` or None
    """
    return learner.train(batch.features, marks(verdicts), labels, RECIPE)


def correct(batch, verdicts, model):
    """Correct the verdicts of the rules by a model. From some hundred corrections on
    the model has nearly all of the weight; danger stays urgent at least.
    """
    own = marks(verdicts)
    chances = np.zeros((len(verdicts), len(LEVELS)))
    learned = model.probabilities(batch.features, own)
    chances[:, [int(label) for label in model.labels]] = learned
    share = model.rows / (model.rows + _RULE_ROWS)
    ruled = np.eye(len(LEVELS))[[verdict.level for verdict in verdicts]]
    chosen = (share * chances + (1 - share) * ruled).argmax(1)
    floors = [DANGER_FLOOR * (verdict.level == HIGHEST) for verdict in verdicts]
    chosen = np.maximum(chosen, floors)
    return _make_corrected(batch, verdicts, model, own, chosen)


def _make_corrected(batch, verdicts, model, own, chosen):
    """Return an Urgency each; where the model changes a level, its words count."""
    places = [
        model.labels.index(str(one)) if str(one) in model.labels else 0
        for one in chosen
    ]
    words = model.reasons(batch.features, own, np.array(places, int))
    return [
        verdict if verdict.level == level else Urgency(int(level), said, ())
        for verdict, level, said in zip(verdicts, chosen, words, strict=True)
    ]


def names_danger(hits):
    """Return whether a word of danger is among the hits of the lexicon."""
    return any(hit.urgency == HIGHEST for hit in hits)
