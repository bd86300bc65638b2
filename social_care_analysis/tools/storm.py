# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Is more said about something than usual at this hour? A pure function of counts.

Mentions come in bursts: their variance is some ten times their mean, where that of
independent arrivals is once. What is unusual is therefore what a negative binomial
distribution of that spread exceeds once in a thousand times.
"""

import math
from dataclasses import dataclass
from statistics import mean, median

SPREAD = 10.0
RARE = 0.001
# Absolute minimum of mentions before a spike is reported.
FEWEST = 10
# An hour's worth of doubt for what has no history yet, in mentions an hour.
_UNKNOWN = 1.0
# Calm is this share of the level that starts a storm, for so many looks in a row.
_CALM_SHARE, CALM_LOOKS = 0.5, 3


@dataclass(frozen=True)
class Levels:
    """For a window of minutes: what is ``usual``, from where it is a storm
    (``starts``), and below what it calms."""

    usual: float
    starts: int
    calms: float


def levels(history, minutes):
    """Levels for a window of that many minutes.

    ``history`` are the counts of the same hour on earlier days, zeros included; the
    mean is bounded by twice the median, so that last week's storm is not usual.
    """
    hourly = min(mean(history), 2 * median(history) + 1) if history else 0
    known = len(history)
    hourly = (hourly * known + _UNKNOWN) / (known + 1)
    return levels_of(hourly * minutes / 60)


def levels_of(usual):
    """Levels where so many in a window are usual."""
    starts = max(FEWEST, _compute_quantile(usual, 1 - RARE) + 1)
    return Levels(usual, starts, max(_CALM_SHARE * starts, usual))


def _compute_quantile(expected, share):
    """The count that is not exceeded in that share of windows."""
    shape = expected / (SPREAD - 1)
    chance = SPREAD**-shape
    if expected > 500:
        return _approximate_quantile(expected)
    total, count = chance, 0
    while total < share:
        chance *= (count + shape) / (count + 1) * (1 - 1 / SPREAD)
        count += 1
        total += chance
    return count


def _approximate_quantile(expected):
    """Where there is much, it is spread as a normal distribution: 3.09 is 99.9 %."""
    return math.ceil(expected + 3.09 * math.sqrt(SPREAD * expected))


@dataclass(frozen=True)
class Watch:
    """What is remembered from look to look; ``quiet`` counts calm looks in a row."""

    storm: bool = False
    quiet: int = 0


def look(watch, count, current):
    """The next Watch, after ``count`` mentions in the window of these Levels."""
    if not watch.storm:
        return Watch(storm=count >= current.starts)
    if count >= current.calms:
        return Watch(storm=True)
    quiet = watch.quiet + 1
    return Watch(storm=quiet < CALM_LOOKS, quiet=quiet % CALM_LOOKS)
