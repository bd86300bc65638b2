# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Which servers answer slowly, as far as this process knows.

A memory of the process is enough: another one learns the same from its first slow
call, and a restart forgets what may be over.
"""

import threading
import time

# A call that takes longer is a slow one.
SLOW_SECONDS = 3
# So long a server that was slow and is not called any more counts as slow.
REMEMBERED_SECONDS = 3600
MOST_REMEMBERED = 10_000


class Slowness:
    """Remembers servers ("host:port") that were slow when they were called last.

    :param clock: function that returns seconds
    """

    def __init__(self, clock=time.monotonic):
        self._clock = clock
        self._lock = threading.Lock()
        self._slow_since = {}
        self._server_of = {}

    def note(self, server, seconds):
        """A call to ``server`` took so long, whatever came of it."""
        with self._lock:
            if seconds >= SLOW_SECONDS:
                _make_room(self._slow_since)
                self._slow_since[server] = self._clock()
            else:
                self._slow_since.pop(server, None)

    def is_slow(self, server):
        """Whether the last call to ``server`` was a slow one."""
        since = self._slow_since.get(server)
        return since is not None and self._clock() - since < REMEMBERED_SECONDS

    def note_caller(self, caller, server):
        """``caller`` (anything hashable) is about to call ``server``."""
        with self._lock:
            _make_room(self._server_of)
            self._server_of[caller] = server

    def is_caller_slow(self, caller):
        """Whether the server that ``caller`` called last is slow."""
        return self.is_slow(self._server_of.get(caller))


def _make_room(memory):
    """Forget what was remembered first."""
    if len(memory) >= MOST_REMEMBERED:
        del memory[next(iter(memory))]


slowness = Slowness()
