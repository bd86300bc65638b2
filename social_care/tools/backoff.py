# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""When to try again."""

from datetime import timedelta

_LONGEST = timedelta(hours=1)


def delay(failures, first=timedelta(seconds=30)):
    """Wait after the n-th failure in a row: doubles from ``first`` up to 1 hour."""
    return min(first * 2 ** min(failures - 1, 12), _LONGEST)
