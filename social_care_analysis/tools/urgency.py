# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How much a mention presses, from 0 (can wait) to 3 (somebody may come to harm)."""

from dataclasses import dataclass

import numpy as np

from . import learner

HIGHEST = 3
# What a word of danger is at least, whatever was learned.
DANGER_FLOOR = 2
LEVELS = tuple(str(level) for level in range(HIGHEST + 1))
RECIPE = learner.Recipe(rarity=False)
# As many corrections as the word of the rules is worth.
_RULE_ROWS = 60
_MARKS = (*LEVELS, "mood", "repetition", "reach")
ANGRY, PLEASED = -0.6, 0.4
# From the third message of one person about the same, and from this many followers.
REPEATED, FAR = 3, 10_000


@dataclass(frozen=True)
class Urgency:
    """``words`` are the pressing ones; ``because`` says what else raised it:
    mood, repetition, reach."""

    level: int
    words: list
    because: tuple


def judge(hits, mood, message=1, reach=0):
    """The Urgency of one mention.

    :param hits: what the lexicon found
    :param mood: the score of its Sentiment
    :param message: this is the person's n-th lately
    :param reach: how many follow the person
    """
    level = max((hit.urgency for hit in hits), default=0)
    if mood >= PLEASED:
        level = max(level - 1, 0)
    raised = tuple(_raised(mood, message, reach))
    words = [hit.words for hit in hits if hit.urgency and hit.urgency >= level > 0]
    return Urgency(min(level + len(raised), _limit(level)), words, raised)


def _limit(level):
    """Without a word of danger nothing but a person says that there is danger."""
    return HIGHEST if level == HIGHEST else HIGHEST - 1


def _raised(mood, message, reach):
    if mood <= ANGRY:
        yield "mood"
    if message >= REPEATED:
        yield "repetition"
    if reach >= FAR and mood < 0:
        yield "reach"


def marks(verdicts):
    """What the rules say of each text, for the learner."""
    values = np.zeros((len(verdicts), len(_MARKS)), np.float32)
    for row, verdict in zip(values, verdicts, strict=True):
        row[[verdict.level, *map(_MARKS.index, verdict.because)]] = 1
    words = [[(own.level, word) for word in own.words] for own in verdicts]
    return learner.Marks(_MARKS, values, words)


def learn(batch, verdicts, labels):
    """A Model from corrections (one of LEVELS for each text of a batch) and what the
    rules said of them; or None."""
    return learner.train(batch.features, marks(verdicts), labels, RECIPE)


def correct(batch, verdicts, model):
    """The rules' verdicts after what was learnt from corrections: from some hundred on
    it has nearly all of the say, except that danger stays urgent at least."""
    own = marks(verdicts)
    chances = np.zeros((len(verdicts), len(LEVELS)))
    learnt = model.probabilities(batch.features, own)
    chances[:, [int(label) for label in model.labels]] = learnt
    share = model.rows / (model.rows + _RULE_ROWS)
    ruled = np.eye(len(LEVELS))[[verdict.level for verdict in verdicts]]
    chosen = (share * chances + (1 - share) * ruled).argmax(1)
    floors = [DANGER_FLOOR * (verdict.level == HIGHEST) for verdict in verdicts]
    chosen = np.maximum(chosen, floors)
    return _corrected(batch, verdicts, model, own, chosen)


def _corrected(batch, verdicts, model, own, chosen):
    """Where what was learnt changes the level, its words are the reason."""
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
    """Whether a word of danger is among what the lexicon found in a text."""
    return any(hit.urgency == HIGHEST for hit in hits)
