# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Is a rise a storm or a look-alike: a contest, a newsletter, a TV show?

Look-alikes bring as many people at once, but no more complaints than usual. The
evidence is the log-likelihood ratio of the moods (a sequential probability ratio test,
Wald 1945), since a rise is looked at again and again while it grows.
"""

import math
from dataclasses import dataclass

# What is usual where nothing is known yet, and how many mentions that is worth.
_NEGATIVE, _DOUBT = 0.2, 20
# A storm brings so many more complaints, and a third of the praise. It is less than
# all, since the analysis finds under half of the complaints before it has learnt.
_MORE_NEGATIVE, _LESS_POSITIVE = 0.2, 1 / 3
# So sure that it is wrong once in twenty times.
_SURE = math.log(20)
# Both also need a share of all, so that a large crowd is not judged by a few.
_FEWEST_COMPLAINTS, _FEWEST_PLEASED = 0.15, 0.15


@dataclass(frozen=True)
class Moods:
    """How many people speak, and how many of them are found negative or positive."""

    people: int
    negative: int
    positive: int

    def are_pleased(self):
        """Whether more are glad than complain."""
        fewest = max(self.negative + 1, _FEWEST_PLEASED * self.people)
        return self.positive >= fewest

    def are_complaints(self, usual):
        """Whether more complain than usually do.

        :param usual: Moods of the days before
        """
        if self.negative < _FEWEST_COMPLAINTS * self.people:
            return False
        negative = (usual.negative + _NEGATIVE * _DOUBT) / (usual.people + _DOUBT)
        evidence = self.negative * math.log((negative + _MORE_NEGATIVE) / negative)
        evidence += self.positive * math.log(_LESS_POSITIVE)
        return evidence >= _SURE


def is_storm(moods, usual, is_about_trouble):
    """Whether a rise is an incident; else it may be a campaign.

    :param moods: Moods of the people in the rise
    :param usual: Moods of the days before
    :param is_about_trouble: most of them speak of a topic that people complain about,
        and few of them belong to a campaign
    """
    if is_about_trouble and not moods.are_pleased():
        return True
    return moods.are_complaints(usual)
