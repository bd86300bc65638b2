# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Forecast of the contacts in each interval of a day. A pure function of the past.

The forecast is the trimmed mean of the same weekday and time in the last weeks, so that
a single day with a storm or a broken line does not count. Where contacts are few, such
a mean is mostly chance; it is then blended with the total of the weekday times the
daily profile, the more so the fewer there were. Weekdays with similar profiles are
pooled for that; a Saturday with a different profile stays separate.

Compared with the plain median of weekday and time, which is hard to beat (rolling
weeks, half-hours, mean absolute error divided by the mean): 164 days of calls of a bank
0.085 (0.085), 7 months of taxi rides 0.095 (0.095); on the tweets about ten companies
of the Numenta Anomaly Benchmark it is on average 4 % better than the median, where a
plain mean is 18 % worse. The tests compare it with the median on series of their own.

Real contacts arrive in bursts. ``spread`` is the variance of the number of contacts
divided by its mean: 1 for independent arrivals (Poisson), around 10 for real ones. On
the calls of the bank it hardly differed between quiet and busy hours, where a variance
that grows with the square of the mean did.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations

import numpy as np
from scipy.special import gammaincinv

# Shares trimmed at either end: of the weeks for the contacts of an interval, of all
# days of similar weekdays for their profile.
_OF_WEEKS, _OF_DAYS = 1 / 3, 1 / 8
# Totals are summed by blocks of two hours, so that bursts are trimmed one by one; by
# larger blocks where contacts are few, since a trimmed mean of hardly any is too small.
_BLOCKS, _FEW = (12, 4, 1), 10
# So many contacts in a cell, relative to their spread, weigh as much as the profile.
_TRUSTED = 100.0
# Below this, neither chance nor contacts count.
_NEGLIGIBLE = 1e-9
# Profiles are similar if they differ by no more than this many times chance.
_ALIKE = 2.5


@dataclass(frozen=True)
class Pattern:
    """Expected contacts of a week.

    :param cells: array of 7 weekdays by intervals
    :param spread: variance-to-mean ratio
    :param days: number of open days it was learned from
    """

    cells: np.ndarray
    spread: float
    days: int

    def get_expected(self, day):
        """Expected contacts in each interval of a date."""
        return self.cells[day.weekday()]


def learn(counts, first: date, last: date, minutes, closed=frozenset()):
    """Learn the weekly pattern of past contacts.

    :param counts: {start of an interval, local time: contacts}; intervals start at
        midnight
    :param first: first date to learn from
    :param last: last date to learn from
    :param minutes: length of an interval
    :param closed: dates to leave out
    :return: Pattern
    """
    length = (last - first).days + 1
    days = [first + timedelta(days=ahead) for ahead in range(length)]
    table = _tabulate(counts, first, length, minutes)
    is_open = np.array([day not in closed for day in days], dtype=bool)
    weekdays = np.array([day.weekday() for day in days], dtype=int)[is_open]
    table = table[is_open]
    seen = {day: table[weekdays == day] for day in sorted(set(weekdays.tolist()))}
    cells = _compute_cells(seen, table.shape[1])
    return Pattern(cells, _compute_spread(seen, cells), len(table))


def _tabulate(counts, first, length, minutes):
    """Contacts as an array of days by intervals."""
    table = np.zeros((length, 24 * 60 // minutes))
    start = datetime.combine(first, time.min)
    for at, contacts in counts.items():
        passed = at - start
        if 0 <= passed.days < length:
            table[passed.days, passed.seconds // (60 * minutes)] += contacts
    return table


def _compute_trimmed_mean(rows, share):
    """Mean of each column without its smallest and largest ``share``."""
    cut = int(len(rows) * share + 1e-9) if len(rows) > 2 else 0
    return np.sort(rows, axis=0)[cut : len(rows) - cut].mean(axis=0)


def _compute_cells(seen, width):
    """Expected contacts of each weekday; weekdays never seen get the mean of the
    others.

    :param seen: {weekday: its days by intervals}
    """
    cells = np.zeros((7, width))
    middle = {day: _compute_trimmed_mean(rows, _OF_WEEKS) for day, rows in seen.items()}
    spread = _compute_spread(seen, middle)
    for group in _group_weekdays(seen, middle, spread):
        profile = _compute_profile([seen[day] for day in group])
        for day in group:
            cells[day] = _blend_with_profile(seen[day], middle[day], profile, spread)
    others = [day for day in range(7) if day not in seen]
    if seen and others:
        cells[others] = cells[list(seen)].mean(axis=0)
    return cells


def _compute_total(rows):
    """Expected contacts of a whole day."""
    usual = np.median(rows.sum(axis=1))
    blocks = next((b for b in _BLOCKS if usual >= b * _FEW), _BLOCKS[-1])
    return _compute_trimmed_mean(
        rows.reshape(len(rows), blocks, -1).sum(axis=2), _OF_WEEKS
    ).sum()


def _blend_with_profile(rows, middle, profile, spread):
    """Blend the trimmed mean of a weekday with the profile, keeping the total."""
    total, came = _compute_total(rows), len(rows) * middle
    if not total:
        return np.zeros(len(middle))
    trust = came / (came + _TRUSTED * spread)
    mixed = trust * middle + (1 - trust) * total * profile
    return mixed * (total / mixed.sum())


def _compute_profile(groups):
    """Share of a day's contacts in each interval, over all days of some weekdays."""
    rows = np.concatenate([rows / max(_compute_total(rows), 1.0) for rows in groups])
    profile = _compute_trimmed_mean(rows, _OF_DAYS)
    profile = profile if profile.any() else rows.mean(axis=0)
    return (
        profile / profile.sum()
        if profile.any()
        else np.full(len(profile), 1 / len(profile))
    )


# -- similar weekdays ---------------------------------------------------------------


def _group_weekdays(seen, middle, spread):
    """Group weekdays: the two most similar are merged as long as they differ by no more
    than chance.
    """
    came = {(day,): len(rows) * middle[day] for day, rows in seen.items()}
    while len(came) > 1:
        pair = min(combinations(came, 2), key=lambda two: _compare_profiles(came, *two))
        if _compare_profiles(came, *pair) > _ALIKE * spread:
            break
        first, second = pair
        came[first + second] = came.pop(first) + came.pop(second)
    return list(came)


def _compare_profiles(came, first, second):
    """Chi-square of two profiles by degree of freedom, whatever their totals: around
    the spread if they are similar.
    """
    one, other = came[first], came[second]
    either = one + other > 0
    if not one.any() or not other.any():
        return 0.0
    scale = np.sqrt(other.sum() / one.sum())
    squares = (one * scale - other / scale)[either] ** 2 / (one + other)[either]
    return squares.sum() / max(1, either.sum() - 1)


def _compute_spread(seen, cells):
    """Median variance-to-mean ratio over all days; at least 1.

    The median keeps a single day with a storm from inflating all the others.
    """
    days = []
    for day, rows in seen.items():
        expected = cells[day].sum()
        if len(rows) > 1 and expected:
            squares = ((rows - cells[day]) ** 2).sum(axis=1)
            days += (squares / expected * len(rows) / (len(rows) - 1)).tolist()
    return max(1.0, float(np.median(days))) if days else 1.0


def get_busy_rate(expected, spread, share):
    """Number of contacts that is sufficient in a ``share`` of such intervals, at least
    ``expected``.

    Contacts at a rate that itself varies (gamma) have the given spread (negative
    binomial). This is the quantile of the rate, because chance at a given rate is
    already covered by the Erlang formulas.
    """
    excess = spread - 1
    if min(excess, expected) <= _NEGLIGIBLE:
        return expected
    return max(expected, float(gammaincinv(expected / excess, share)) * excess)


def list_likely_rates(expected, spread, rates=5):
    """Equally likely rates whose mean is ``expected``.

    :param rates: number of rates wanted
    :return: list of rates; ``[expected]`` if arrivals do not vary
    """
    excess = spread - 1
    if min(excess, expected) <= _NEGLIGIBLE:
        return [expected]
    shares = (np.arange(rates) + 0.5) / rates
    found = gammaincinv(expected / excess, shares) * excess
    total = found.sum()
    return (found * expected * rates / total).tolist() if total else [expected]
