# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Praise that is a complaint: "Great, another outage".

Word lists take its words for praise. The patterns of ``data/sarcasm`` find thanks or
praise together with what went wrong.
"""

from .lexicon import Hit

#: The mood of what is meant sarcastically.
MOOD = -3


def turn(hits, findings):
    """Return the hits of the lexicon as they are meant: where a pattern found sarcasm,
    nothing is praise, and its words are a complaint.

    :param hits: ``lexicon.Hit`` of a text
    :param findings: ``matcher.Finding`` of sarcasm in it
    """
    if not findings:
        return hits
    meant = [hit if hit.mood <= 0 else Hit(hit.words, 0, hit.urgency) for hit in hits]
    return [*meant, *(Hit(one.words, MOOD, 0) for one in findings[:1])]
