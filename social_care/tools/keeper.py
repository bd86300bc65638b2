# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Keeps one feed connected, and stores what it says while this process is the
holder."""

import logging
import threading
import time

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

from .feed import FeedLost
from .lease import Lease, LeaseLost
from .pg_errors import is_collision, is_connection_lost

_logger = logging.getLogger(__name__)

#: Seconds between two attempts to become the holder.
TRYING = 0.2
#: Seconds between two heartbeats.
BEATING = 1.0
#: What can wait is done after so many seconds though more and more comes.
WAITING = 2.0
#: Seconds in which the database must take all before what is over is forgotten: by
#: then one of the processes has stored it.
SETTLING = 10.0
#: What comes within this time is stored together, in seconds.
GATHERING = 0.07
#: Seconds before the first and at most before any attempt to connect again.
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 30.0
#: A connection that lasted for so long was a good one, in seconds.
LASTING = 10.0


class Keeper:
    """Two threads: one hears, one stores. A database that hangs keeps nobody from
    hearing.

    :param database: name of the database
    :param name: name of the lease
    :param feed: ``tools.feed.Feed``
    """

    def __init__(self, database, name, feed):
        self.database = database
        self.feed = feed
        self.lease = Lease(database, name)
        self.name = name
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._news = threading.Event()
        self._is_connected = False
        self._message = ""
        # Since when all could be stored; None if it cannot be.
        self._settled_since = None
        # Whether something may be left of what can wait, and when it was done last.
        self._has_more, self._followed_at = False, 0.0
        self._threads = [
            threading.Thread(target=work, name=f"{name} {words}", daemon=True)
            for work, words in ((self._hear, "hearing"), (self._keep, "storing"))
        ]

    def start(self):
        for thread in self._threads:
            thread.start()

    def stop(self):
        self._stopping.set()
        self._news.set()
        for thread in self._threads:
            thread.join(LONGEST_PAUSE)
        self.lease.release()

    # -- hearing -----------------------------------------------------------------

    def _hear(self):
        failures = 0
        while not self._stopping.is_set():
            begin = time.monotonic()
            self._hear_once()
            failures = 0 if time.monotonic() - begin > LASTING else failures + 1
            pause = min(FIRST_PAUSE * 2 ** min(failures, 10), LONGEST_PAUSE)
            self._stopping.wait(pause)

    def _hear_once(self):
        """Connect and listen until the connection is lost."""
        try:
            self._take_in(self.feed.open())
            self._is_connected, self._message = True, ""
            while not self._stopping.is_set():
                self._take_in(self.feed.hear())
        except FeedLost as lost:
            self._note_loss(str(lost))
        except Exception:
            _logger.exception("%s: the listener failed; it connects again", self.name)
            self._note_loss("")
        finally:
            self._is_connected = False
            self.feed.close()

    def _note_loss(self, words):
        if words != self._message:
            _logger.info("%s: not connected: %s", self.name, words)
        self._message = words

    def _take_in(self, items):
        if items:
            with self._lock:
                self.feed.apply(items)
            self._news.set()

    # -- storing -----------------------------------------------------------------

    def _keep(self):
        beaten = 0.0
        while not self._stopping.is_set():
            is_busy = self.lease.epoch and self._has_more
            self._news.wait(0 if is_busy else TRYING)
            self._news.clear()
            try:
                beaten = self._tend_lease(beaten)
                if self.lease.epoch:
                    has_stored = self._store()
                    if self._is_follow_up_due(has_stored):
                        self._follow_up()
            except LeaseLost:
                self._step_back()
            except Exception as error:
                self._handle_failure(error)

    def _tend_lease(self, beaten):
        """Hold the lease only while there is a connection: another may have one."""
        if self.lease.epoch and not self._is_connected:
            self._step_back()
        elif not self.lease.epoch and self._is_connected and self.lease.try_acquire():
            _logger.info("%s: this process stores now", self.name)
            with self._lock:
                self.feed.take_over()
            beaten, self._has_more = 0.0, True
        if time.monotonic() - beaten < BEATING:
            return beaten
        self.lease.beat(self._is_connected, self._message)
        self._forget()
        return time.monotonic()

    def _forget(self):
        """Let the feed drop what is over, if a process can have stored it."""
        now = time.monotonic()
        if self._settled_since is None:
            self._settled_since = now
        elif now - self._settled_since > SETTLING:
            with self._lock:
                self.feed.forget()

    def _step_back(self):
        self._settled_since = None
        self.lease.release()
        self._stopping.wait(TRYING)

    def _store(self):
        """Store what came, and what comes within GATHERING with it.

        :return: whether something was stored
        """
        with self._lock:
            batch = self.feed.collect()
        if batch is None:
            return False
        try:
            with Registry(self.database).cursor() as cr:
                self.lease.guard(cr)
                self.feed.store(api.Environment(cr, SUPERUSER_ID, {}), batch)
        except BaseException:
            with self._lock:
                self.feed.put_back(batch)
            raise
        self._has_more = True
        self._stopping.wait(GATHERING)
        return True

    def _is_follow_up_due(self, has_stored):
        """What can wait is not put off for ever."""
        is_late = time.monotonic() - self._followed_at > WAITING
        return self._has_more and (is_late or not has_stored)

    def _follow_up(self):
        """Do a part of what can wait, and look for news again."""
        with Registry(self.database).cursor() as cr:
            self.lease.guard(cr)
            env = api.Environment(cr, SUPERUSER_ID, {})
            self._has_more = self.feed.follow_up(env)
        self._followed_at = time.monotonic()

    def _handle_failure(self, error):
        """What a restart of the database or another transaction broke is done again."""
        if is_connection_lost(error):
            self._step_back()
        elif is_collision(error):
            self._news.set()
        else:
            self._settled_since = None
            _logger.exception("%s: storing failed; it is tried again", self.name)
            self._stopping.wait(BEATING)
            self._news.set()
