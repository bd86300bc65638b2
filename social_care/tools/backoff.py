# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Delays between attempts."""

from datetime import timedelta

_LONGEST = timedelta(hours=1)


def delay(failures, first=timedelta(seconds=30), longest=_LONGEST):
    """Return how long to wait after a failure: exponential backoff, doubling from
    ``first`` up to ``longest``.

    :param int failures: number of failures in a row, from 1
    :param timedelta first: delay after the first failure
    :param timedelta longest: limit of the delay, 1 hour by default
    :return: timedelta
    """
    return min(first * 2 ** min(failures - 1, 12), longest)
