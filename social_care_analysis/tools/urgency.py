# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How much a mention presses, from 0 (can wait) to 3 (somebody may come to harm)."""

from dataclasses import dataclass

HIGHEST = 3
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
