# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Arithmetic of working hours, without a database."""

from bisect import bisect_right
from datetime import timedelta
from operator import itemgetter

STEP = timedelta(days=28)
# As far as the calendars of Odoo plan.
LONGEST = timedelta(days=1400)
# Odoo ends a day at 23:59:59.999999 and users enter 23:59; both mean midnight.
TOUCHING = timedelta(minutes=1)
_ends = itemgetter(1)


def join_touching(spans):
    """Merge spans that overlap or are at most a minute apart, and drop those that last
    at most a minute.

    :param spans: pairs of datetimes, in any order
    :return: list of pairs in whole seconds, ordered and disjoint
    """
    joined = []
    for begins, ends in sorted(spans):
        if joined and begins - joined[-1][1] <= TOUCHING:
            joined[-1][1] = max(joined[-1][1], ends)
        else:
            joined.append([begins, ends])
    return [
        (_whole_second(begins), _whole_second(ends))
        for begins, ends in joined
        if ends - begins > TOUCHING
    ]


def clip(spans, start, stop):
    """Return the parts of ``spans`` between two moments."""
    inside = ((max(begins, start), min(ends, stop)) for begins, ends in spans)
    return [(begins, ends) for begins, ends in inside if begins < ends]


class WorkingTime:
    """Working hours from a moment on, read only as far as needed.

    :param read: function ``(start, stop) -> list of (start, stop)``: the working hours
        between two moments, ordered
    :param since: datetime from which they are needed
    """

    def __init__(self, read, since):
        self._read = read
        self._since = self._until = since
        self._spans = []

    def after(self, start, hours):
        """Return the datetime at which so many working hours from ``start`` are over,
        None where nobody works that long within LONGEST.

        :param hours: float
        """
        if hours > LONGEST / timedelta(hours=1):
            return None
        left = timedelta(hours=hours)
        for begins, ends in self._spans_from(start):
            if left <= ends - begins:
                return _whole_second(begins + left)
            left -= ends - begins
        return None

    def between(self, start, stop):
        """Return the working hours between two moments, 0 where ``stop`` is before
        ``start``."""
        stop = max(start, stop)
        self._reach(stop)
        worked = timedelta()
        for begins, ends in self._spans[self._first_after(start) :]:
            if begins >= stop:
                break
            worked += min(ends, stop) - max(begins, start)
        return worked / timedelta(hours=1)

    def _spans_from(self, start):
        place = self._first_after(start)
        while True:
            for begins, ends in self._spans[place:]:
                yield max(begins, start), ends
            place = len(self._spans)
            if self._until >= start + LONGEST:
                return
            self._reach(self._until + STEP)
            place = max(place, self._first_after(start))

    def _first_after(self, start):
        return bisect_right(self._spans, start, key=_ends)

    def _reach(self, until):
        if until > self._until:
            self._spans += self._read(self._until, until)
            self._until = until


def _whole_second(moment):
    return (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
