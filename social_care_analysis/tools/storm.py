# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Do more people speak of something than usual? A pure function of counts.

Two tests, since neither sees what the other sees: a *sudden* storm is more people in
half an hour or an hour than chance explains; a *slow* one adds up (CUSUM, Page 1954).
Counts are negative binomial with the mean and the spread (variance over mean) that
``usual_volume`` estimates for each key, since mentions come in bursts.

Evidence is in *decades*: 6 is what chance alone does once in a million.
"""

import math
from dataclasses import dataclass

import numpy as np

from . import subject
from .counts import tail

# Absolute minimum of people before a spike is reported.
FEWEST = 10
SLOT = 5
SUDDEN = (30, 60)
# What counts and words must reach together, and counts alone.
ENOUGH = 5.5
LEAST = ENOUGH - subject.MOST
# A slow storm adds at least as much as is usual, and so many mentions an hour.
_SHIFT = 8.0
# So many standard deviations above its last hours, a key is looked at.
_NOTABLE = 1.5
# Calm is this share of the people that start a storm, for so many checks in a row.
_CALM_SHARE, CALM_CHECKS = 0.5, 3


@dataclass(frozen=True)
class Rise:
    """A window in which more people than usual may have spoken.

    ``usual`` are expected in the last ``minutes``, with that ``spread``; ``most`` are
    the decades that the cumulative test allows.
    """

    minutes: int
    usual: float
    spread: float
    most: float = math.inf

    def decades(self, people):
        """How little chance explains so many people."""
        if people < FEWEST:
            return 0.0
        chance = tail(people, self.usual, self.spread)
        return min(-math.log10(max(chance, 1e-300)), self.most)


def may_rise(slots):
    """Whether a key was said more lately than in the hours before: a cheap question
    that spares most keys the dear one.

    :param slots: array of counts by slots of ``SLOT`` minutes, the current one last
    """
    total = slots.sum()
    if total < FEWEST:
        return False
    usual = [total * minutes / SLOT / len(slots) for minutes in SUDDEN]
    counts = [count_last(slots, minutes) for minutes in SUDDEN]
    return any(
        count > mean + _NOTABLE * math.sqrt(mean)
        for count, mean in zip(counts, usual, strict=True)
    )


def find_rises(slots, usual, into_hour):
    """The windows in which a key may have risen, by its counts alone.

    :param slots: array of counts by slots of ``SLOT`` minutes, the current one last
    :param usual: a Usual
    :param into_hour: minutes since the current hour began
    :return: list of Rise; who counts people afterwards asks for their ``decades``
    """
    windows = [(minutes, math.inf) for minutes in SUDDEN]
    windows.append(_slow(slots, usual, into_hour))
    found = [
        Rise(n, float(usual.expected(n, into_hour)), float(usual.spread_of(n)), most)
        for n, most in windows
    ]
    return [
        one for one in found if one.decades(count_last(slots, one.minutes)) >= LEAST
    ]


def count_last(slots, minutes):
    """The count of the last minutes, by slots."""
    return slots[len(slots) - math.ceil(minutes / SLOT) :].sum()


def _slow(slots, usual, into_hour):
    """(minutes since a slow storm may have begun, decades of evidence for it)."""
    ends = into_hour - SLOT * np.arange(len(slots) - 1, -1, -1)
    ages = np.clip(np.ceil(-ends / 60), 0, len(usual.rates) - 1).astype(int)
    expected = usual.rates[ages] * SLOT / 60
    shift = np.maximum(expected, _SHIFT * SLOT / 60)
    steps = (slots * np.log1p(shift / expected) - shift) / usual.spread
    sums = np.concatenate([[0], np.cumsum(steps)])
    start = int(np.argmin(sums))
    evidence = float(sums[-1] - sums[start]) / math.log(10)
    return SLOT * (len(slots) - start), evidence


def compute_calm_below(rise, people):
    """The people in half an hour below which a storm has calmed: half of what starts
    one; of a slow storm, half way back to the usual.

    :param rise: the Rise that started it, of so many people
    """
    usual = rise.usual * SUDDEN[0] / rise.minutes
    now = people * SUDDEN[0] / rise.minutes
    starts = count_to_start(usual, rise.spread)
    return max(min(_CALM_SHARE * starts, (usual + now) / 2), usual)


def count_to_start(usual, spread):
    """The fewest people in half an hour that make a storm by their number alone."""
    people = FEWEST
    while Rise(SUDDEN[0], usual, spread).decades(people) < ENOUGH:
        people += 1
    return people


def count_calm_checks(before, people, calm):
    """Calm checks in a row; ``CALM_CHECKS`` of them end a storm.

    :param before: how many there were before this check
    :param people: in half an hour now
    :param calm: see ``compute_calm_below``
    """
    return before + 1 if people < calm else 0
