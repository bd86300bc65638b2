# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Delays between attempts."""

from datetime import timedelta

_LONGEST = timedelta(hours=1)


def delay(failures, first=timedelta(seconds=30)):
    """Return how long to wait after a failure: exponential backoff, doubling from
    ``first`` up to 1 hour.

    :param int failures: number of failures in a row, from 1
    :param timedelta first: delay after the first failure
    :return: timedelta
    """
    return min(first * 2 ** min(failures - 1, 12), _LONGEST)
