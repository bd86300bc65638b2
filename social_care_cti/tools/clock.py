# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Times that a phone system tells, by its own clock."""

import time
from datetime import UTC, datetime

#: A clock that differs from ours by more is not believed, in seconds.
MOST_DRIFT = 12 * 3600


def is_believed(at):
    """:param at: seconds since 1970
    :return: whether the clock that said so can be right
    """
    return abs(at - time.time()) < MOST_DRIFT


def read_time(at):
    """:param at: seconds since 1970
    :return: naive datetime in UTC, never later than now; now if it cannot be right
    """
    now = time.time()
    believed = min(at, now) if is_believed(at) else now
    return datetime.fromtimestamp(int(believed), UTC).replace(tzinfo=None)
