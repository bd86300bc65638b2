# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Arithmetic of working hours."""

from bisect import bisect_right
from datetime import timedelta
from operator import itemgetter

STEP = timedelta(days=28)
LONGEST = timedelta(days=1400)  # as far as Odoo's calendars look
# Odoo ends a day at 23:59:59.999999, people enter 23:59: both mean midnight.
TOUCHING = timedelta(minutes=1)
_ends = itemgetter(1)


def join_touching(spans):
    """Spans of work as people see them: what lies at most a minute apart is one span,
    and what lasts no longer than that is none.

    :param spans: pairs of datetimes in any order, which may overlap
    :return: list of pairs in whole seconds, in order and apart from each other
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
    """The parts of ``spans`` between two moments."""
    inside = ((max(begins, start), min(ends, stop)) for begins, ends in spans)
    return [(begins, ends) for begins, ends in inside if begins < ends]


class WorkingTime:
    """Working hours since a moment, read only as far as somebody asks.

    ``read(start, stop)`` gives the spans of work between two moments, in order.
    """

    def __init__(self, read, since):
        self._read = read
        self._since = self._until = since
        self._spans = []

    def after(self, start, hours):
        """When so many working hours from ``start`` are over; None for never."""
        left = timedelta(hours=hours)
        for begins, ends in self._spans_from(start):
            if left <= ends - begins:
                return _whole_second(begins + left)
            left -= ends - begins
        return None

    def between(self, start, stop):
        """Working hours between two moments; none if they are the wrong way round."""
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
