# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The terms of a text whose volume is watched: its hashtags and its urgent words."""

import re

# Enough to tell what a post is about; spam has more.
MOST = 5
LONGEST = 60
_PRESSING = 2
_HASHTAG = re.compile(r"#(\w{2,%d})" % LONGEST)


def watched(text, hits, own=frozenset(), findings=()):
    """Return the terms in lower case, each once.

    :param text: a Text
    :param hits: what the lexicon found in it
    :param own: hashtags of ours, which everybody uses who speaks of us
    :param findings: the patterns of urgency that were found in it
    """
    hashtags = (f"#{tag}" for tag in _HASHTAG.findall(text.lower))
    things = (finding.about.lower()[:LONGEST] for finding in findings)
    pressing = (hit.words.lower()[:LONGEST] for hit in hits if _is_word(hit))
    terms = dict.fromkeys([*hashtags, *things, *pressing])
    return [term for term in terms if term not in own][:MOST]


def _is_word(hit):
    """Skip less urgent words ("again", "since", "!!"): they do not name the matter."""
    return hit.urgency >= _PRESSING and any(map(str.isalpha, hit.words))
