# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Remember which servers answer slowly, per process.

A memory per process is enough: another process learns the same from its first slow
call, and a restart forgets what may be over.
"""

import threading
import time

# Seconds from which on a call is slow.
SLOW_SECONDS = 3
# Seconds after which a slow server that was not called again is forgotten.
REMEMBERED_SECONDS = 3600
MOST_REMEMBERED = 10_000


class Slowness:
    """Memory of servers ("host:port") whose last call was slow.

    :param clock: function that returns seconds
    """

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self._lock = threading.Lock()
        self._slow_since = {}
        self._server_of = {}

    def note(self, server, seconds):
        """Record how long a call to a server took, whether it succeeded or not."""
        with self._lock:
            if seconds >= SLOW_SECONDS:
                _make_room(self._slow_since)
                self._slow_since[server] = self._clock()
            else:
                self._slow_since.pop(server, None)

    def is_slow(self, server):
        """Return whether the last call to a server was slow."""
        since = self._slow_since.get(server)
        return since is not None and self._clock() - since < REMEMBERED_SECONDS

    def note_caller(self, caller, server):
        """Record that ``caller`` (any hashable) is about to call ``server``."""
        with self._lock:
            _make_room(self._server_of)
            self._server_of[caller] = server

    def is_caller_slow(self, caller):
        """Return whether the server that a caller called last is slow."""
        return self.is_slow(self._server_of.get(caller))


def _make_room(memory):
    """Drop the oldest entries."""
    if len(memory) >= MOST_REMEMBERED:
        del memory[next(iter(memory))]


slowness = Slowness()
