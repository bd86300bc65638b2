# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Do people speak of the same thing?

"My router is broken" and "my oven is broken" share a complaint and no subject: 200 of
such are 200 matters, not one incident.

And do they speak of something new? A word that many share and hardly anybody used in
the days before is evidence of a storm beside the count of people.
"""

import math
from collections import Counter

from .counts import tail

# What so many of those share who name anything is the subject of all.
_SHARED, _FEWEST_SHARED = 0.25, 4
# Where few name anything, nothing is known: they may well mean the same.
_NAMED = 0.5
# Words say no more than that, whatever they are: they come in fashions.
MOST = 2.0
# Doubt where few texts of the days before are known, and the spread of a word.
_DOUBT, _SPREAD = 10, 1.3


def is_shared(subjects, before=()):
    """Whether texts are about one thing: whether so many more than usual name it.

    :param subjects: a set of words for each mention: what it names
    :param before: the same for mentions of the days before
    """
    naming = [words for words in subjects if words]
    if len(naming) < _NAMED * len(subjects):
        return True
    then, known, size = _count(before), len(before) + _DOUBT, len(naming)
    return any(
        count - size * then[word] / known
        >= max(_SHARED * size * (1 - then[word] / known), _FEWEST_SHARED)
        for word, count in _count(naming).items()
    )


def decades(subjects, before):
    """Evidence that texts share a word that was rare before.

    :param subjects: a set of words for each conversation, so that copies are one text
    :param before: the same for the days before
    """
    now, then = _count(subjects), _count(before)
    size, known = len(subjects), len(before) + _DOUBT
    tried = [word for word, count in now.items() if count >= _FEWEST_SHARED]
    usual = [size * (then[word] + 1) / known for word in tried]
    chances = [tail(now[w], u, _SPREAD) for w, u in zip(tried, usual, strict=True)]
    chance = min(chances, default=1) * len(now)
    return min(max(-math.log10(max(chance, 1e-300)), 0), MOST)


def _count(subjects):
    return Counter(word for words in subjects for word in words)
