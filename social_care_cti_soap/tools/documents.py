# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The documents of WSDLs, kept in the process: calls are asked about often."""

import threading
import time
from collections import OrderedDict

#: Switches whose documents are kept, and for how long, in seconds.
MOST_SWITCHES = 16
KEPT = 600.0


class DocumentCache:
    """Remembers what was loaded for each way to reach a switch, the latest used ones.

    :param size: number of switches
    :param seconds: how long documents are kept
    """

    def __init__(self, size=MOST_SWITCHES, seconds=KEPT):
        self._size, self._seconds = size, seconds
        self._kept = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key):
        """:return: {address: bytes}; None if nothing is kept"""
        with self._lock:
            stored_at, found = self._kept.get(key, (0.0, None))
            if found is None or time.monotonic() - stored_at > self._seconds:
                self._kept.pop(key, None)
                return None
            self._kept.move_to_end(key)
            return found

    def forget(self, key):
        with self._lock:
            self._kept.pop(key, None)

    def keep(self, key, documents):
        """:param documents: {address: bytes}; must not be changed any more"""
        with self._lock:
            self._kept[key] = time.monotonic(), documents
            self._kept.move_to_end(key)
            if len(self._kept) > self._size:
                self._kept.popitem(last=False)


documents = DocumentCache()
