# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Rate limit for callers who try many links."""

import threading
import time
from collections import OrderedDict

#: Addresses that are remembered in a process.
MOST_KEYS = 10_000


class Throttle:
    """Counts failures of callers in a window of time, in the memory of a process.

    Nothing is stored: a page that anybody can open must not write to the database.

    :param most: number of failures that a caller has in a window
    :param seconds: length of the window
    """

    def __init__(self, most, seconds, now=time.monotonic):
        self.most, self.seconds, self._now = most, seconds, now
        self._failures = OrderedDict()
        self._lock = threading.Lock()

    def is_over(self, key):
        """Return whether a caller has to wait."""
        with self._lock:
            return self._count(key)[1] >= self.most

    def note_failure(self, key):
        """Count a failure of a caller."""
        with self._lock:
            since, count = self._count(key)
            self._failures[key] = since, count + 1
            self._failures.move_to_end(key)
            if len(self._failures) > MOST_KEYS:
                self._failures.popitem(last=False)

    def _count(self, key):
        """Return when the window of a caller began, and their failures since."""
        now = self._now()
        since, count = self._failures.get(key, (now, 0))
        return (since, count) if now - since < self.seconds else (now, 0)
