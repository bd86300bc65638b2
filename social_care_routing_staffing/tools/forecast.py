# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How many contacts will come in each interval of a day. A pure function of the past.

The trimmed mean of the same weekday and time in the last weeks, so that one day of a
storm or of a broken line counts for nothing. Where few contacts came, such a mean is
mostly chance; it then leans on how much comes on the weekday times how a day usually
runs, the more the fewer there were. Weekdays that run alike are pooled for that; a
Saturday that runs differently stays apart.

Held against the plain median of weekday and time, a hard one to beat (rolling weeks,
half-hours, mean absolute error by mean): 164 days of calls of a bank 0.085 (0.085),
7 months of taxi rides 0.095 (0.095); of the tweets about ten companies of the Numenta
Anomaly Benchmark it is on average 4 % better than the median, where a plain mean is
18 % worse. The tests hold it against the median on series of their own.

Real contacts come in bursts. ``spread`` is the variance of what came divided by its
mean: 1 for independent arrivals (Poisson), around 10 for real ones. On the calls of the
bank it hardly differed between quiet and busy hours, where a variance that grows with
the square of the mean did.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import combinations

import numpy as np
from scipy.special import gammaincinv

WEEKS = 6
# Shares that are left out at either end: of the weeks for what comes at a time, of all
# days of weekdays that run alike for how these run.
_OF_WEEKS, _OF_DAYS = 1 / 3, 1 / 8
# How much comes is summed up by two hours, so that bursts are left out one by one; by
# more where few come, because a trimmed mean of hardly any contacts is too small.
_BLOCKS, _FEW = (12, 4, 1), 10
# As many contacts in a cell, by their spread, count as much as the usual run of a day.
_TRUSTED = 100.0
# Runs are alike that differ by no more than this many times chance.
_ALIKE = 2.5


@dataclass(frozen=True)
class Pattern:
    """What comes in each interval of each weekday (7 rows), and how far it spreads.

    ``days`` is how many open days it was learnt from.
    """

    cells: np.ndarray
    spread: float
    days: int

    def expected(self, day):
        """Contacts expected in each interval of that date."""
        return self.cells[day.weekday()]


def learn(counts, first: date, last: date, minutes, closed=frozenset()):
    """A Pattern from ``counts``: {start of an interval, local time: contacts}, from the
    date ``first`` to the date ``last``, both included.

    Intervals have ``minutes`` and start at midnight. Days in ``closed`` teach nothing.
    """
    length = (last - first).days + 1
    days = [first + timedelta(days=ahead) for ahead in range(length)]
    table = _table(counts, first, length, minutes)
    is_open = np.array([day not in closed for day in days], dtype=bool)
    weekdays = np.array([day.weekday() for day in days], dtype=int)[is_open]
    table = table[is_open]
    seen = {day: table[weekdays == day] for day in sorted(set(weekdays.tolist()))}
    cells = _cells(seen, table.shape[1])
    return Pattern(cells, _spread(seen, cells), len(table))


def _table(counts, first, length, minutes):
    """Rows of days, columns of intervals."""
    table = np.zeros((length, 24 * 60 // minutes))
    start = datetime.combine(first, time.min)
    for at, contacts in counts.items():
        passed = at - start
        if 0 <= passed.days < length:
            table[passed.days, passed.seconds // (60 * minutes)] += contacts
    return table


def _trimmed(rows, share):
    """The mean of each column without the smallest and largest ``share`` of it."""
    cut = int(len(rows) * share + 1e-9) if len(rows) > 2 else 0
    return np.sort(rows, axis=0)[cut : len(rows) - cut].mean(axis=0)


def _cells(seen, width):
    """What is expected of each weekday; one that was never seen is like the others.

    :param seen: {weekday: its days by intervals}
    """
    cells = np.zeros((7, width))
    middle = {day: _trimmed(rows, _OF_WEEKS) for day, rows in seen.items()}
    spread = _spread(seen, middle)
    for group in _alike(seen, middle, spread):
        run = _run([seen[day] for day in group])
        for day in group:
            cells[day] = _leaning(seen[day], middle[day], run, spread)
    others = [day for day in range(7) if day not in seen]
    if seen and others:
        cells[others] = cells[list(seen)].mean(axis=0)
    return cells


def _total(rows):
    """How much comes on such a day."""
    usual = np.median(rows.sum(axis=1))
    blocks = next((b for b in _BLOCKS if usual >= b * _FEW), _BLOCKS[-1])
    return _trimmed(rows.reshape(len(rows), blocks, -1).sum(axis=2), _OF_WEEKS).sum()


def _leaning(rows, middle, run, spread):
    """The trimmed mean of one weekday, bent towards the usual run; as much in all."""
    total, came = _total(rows), len(rows) * middle
    if not total:
        return np.zeros(len(middle))
    trust = came / (came + _TRUSTED * spread)
    mixed = trust * middle + (1 - trust) * total * run
    return mixed * (total / mixed.sum())


def _run(groups):
    """The share of a day that comes in each interval, on all days of some weekdays."""
    rows = np.concatenate([rows / max(_total(rows), 1.0) for rows in groups])
    run = _trimmed(rows, _OF_DAYS)
    run = run if run.any() else rows.mean(axis=0)
    return run / run.sum() if run.any() else np.full(len(run), 1 / len(run))


# -- weekdays that run alike --------------------------------------------------------


def _alike(seen, middle, spread):
    """The weekdays in groups: the two that differ least become one, as long as they
    differ by no more than chance."""
    came = {(day,): len(rows) * middle[day] for day, rows in seen.items()}
    while len(came) > 1:
        pair = min(combinations(came, 2), key=lambda two: _difference(came, *two))
        if _difference(came, *pair) > _ALIKE * spread:
            break
        first, second = pair
        came[first + second] = came.pop(first) + came.pop(second)
    return list(came)


def _difference(came, first, second):
    """Chi-square of two runs by degree of freedom, whatever their sizes: around the
    spread where they are alike."""
    one, other = came[first], came[second]
    either = one + other > 0
    if not one.any() or not other.any():
        return 0.0
    scale = np.sqrt(other.sum() / one.sum())
    squares = (one * scale - other / scale)[either] ** 2 / (one + other)[either]
    return squares.sum() / max(1, either.sum() - 1)


def _spread(seen, cells):
    """Variance by mean around what is expected, on half of the days; at least 1.

    A day of a storm is one of many: it does not make every day look like one.
    """
    days = []
    for day, rows in seen.items():
        expected = cells[day].sum()
        if len(rows) > 1 and expected:
            squares = ((rows - cells[day]) ** 2).sum(axis=1)
            days += (squares / expected * len(rows) / (len(rows) - 1)).tolist()
    return max(1.0, float(np.median(days))) if days else 1.0


def busy(expected, spread, share):
    """So much is enough in that ``share`` of such intervals, at least ``expected``.

    Contacts that come at a rate which itself varies (gamma) have the wanted spread
    (negative binomial); this is the quantile of the rate, because the chance in what
    comes at a given rate is already in the formulas of Erlang.
    """
    excess = spread - 1
    if excess <= 1e-9 or not expected:
        return expected
    return max(expected, float(gammaincinv(expected / excess, share)) * excess)


def likely(expected, spread, rates=5):
    """As many rates as asked for, equally likely, that stand for how it may turn out.

    Their mean is ``expected``.
    """
    excess = spread - 1
    if excess <= 1e-9 or not expected:
        return [expected]
    shares = (np.arange(rates) + 0.5) / rates
    found = gammaincinv(expected / excess, shares) * excess
    total = found.sum()
    return (found * expected * rates / total).tolist() if total else [expected]
