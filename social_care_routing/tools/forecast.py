# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How many contacts will come in each interval of a day. A pure function of the past.

The mean of the same weekday and time in the last weeks: on real call arrivals (164 days
of a bank by half-hours) it was as good as or better than all that a library offered.
Where few contacts came, such a mean is mostly chance; it then leans on how busy the
weekday is times how a day usually runs, the more the fewer there were.

Real contacts come in bursts. ``spread`` is the variance of what came divided by its
mean: 1 for independent arrivals (Poisson), around 10 for real ones. On those data it
hardly differed between quiet and busy hours, where a variance that grows with the
square of the mean did.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from scipy.special import gammaincinv

WEEKS = 6
# As many contacts in a cell count as much as the usual run of a day.
_TRUSTED = 30.0


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
    cells = _cells(table, weekdays)
    return Pattern(cells, _spread(table, weekdays), len(table))


def _table(counts, first, length, minutes):
    """Rows of days, columns of intervals."""
    table = np.zeros((length, 24 * 60 // minutes))
    start = datetime.combine(first, time.min)
    for at, contacts in counts.items():
        passed = at - start
        if 0 <= passed.days < length:
            table[passed.days, passed.seconds // (60 * minutes)] += contacts
    return table


def _cells(table, weekdays):
    """Means of weekday and time, bent towards the usual run where few came."""
    cells = np.zeros((7, table.shape[1]))
    if not table.any():
        return cells
    run = table.sum(axis=0) / table.sum()
    everyday = table.sum() / len(table)
    for weekday in range(7):
        rows = table[weekdays == weekday]
        if not len(rows):
            cells[weekday] = everyday * run
            continue
        cells[weekday] = _leaning(rows, run)
    return cells


def _leaning(rows, run):
    """The mean of one weekday, bent towards the usual run; as much in all."""
    came, daily = rows.sum(axis=0), rows.sum() / len(rows)
    trust = came / (came + _TRUSTED)
    mixed = trust * rows.mean(axis=0) + (1 - trust) * daily * run
    return mixed * (daily / mixed.sum()) if daily else mixed


def _spread(table, weekdays):
    """Variance by mean around the means of the same weekday and time, at least 1."""
    squares = expected = 0.0
    for weekday, times in Counter(weekdays.tolist()).items():
        if times > 1:
            rows = table[weekdays == weekday]
            squares += rows.var(axis=0, ddof=1).sum()
            expected += rows.mean(axis=0).sum()
    return max(1.0, squares / expected) if expected else 1.0


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
