# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A lease: of several processes, the one that may write what a socket says.

A session advisory lock of PostgreSQL, which a process that dies leaves at once; a
heartbeat, by which others notice one that hangs with the lock in its hands; and an
epoch that grows with each change of the holder, which every write checks, so that a
holder who comes back late writes nothing.

SQL: the ORM knows neither locks nor sessions.
"""

import os
import socket

import psycopg2

from odoo.sql_db import connection_info_for

#: A holder who was not heard of for so long is taken to hang, in seconds.
STALE = 3.0
_TIMEOUT = 3

_TRY_LOCK = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
_NEXT_EPOCH = """
    INSERT INTO social_care_lease AS lease (name, epoch) VALUES (%(name)s, 1)
    ON CONFLICT (name) DO UPDATE SET epoch = lease.epoch + 1
    RETURNING epoch
"""
_BEAT = """
    INSERT INTO social_care_lease_beat
        (name, node, beat_at, is_holder, is_connected, message)
    VALUES (%(name)s, %(node)s, clock_timestamp() AT TIME ZONE 'UTC', %(is_holder)s,
        %(is_connected)s, %(message)s)
    ON CONFLICT (name, node) DO UPDATE
    SET beat_at = EXCLUDED.beat_at, is_holder = EXCLUDED.is_holder,
        is_connected = EXCLUDED.is_connected, message = EXCLUDED.message
"""
# Who holds one of the two locks although its heartbeat stopped: PostgreSQL ends their
# connections, and with them their locks and their unfinished transactions.
_TERMINATE_STALE = """
    SELECT pg_terminate_backend(lock.pid)
    FROM pg_locks lock
    WHERE lock.locktype = 'advisory' AND lock.granted AND lock.objsubid = 1
        AND lock.database = (
            SELECT oid FROM pg_database WHERE datname = current_database()
        )
        AND (lock.classid::bigint << 32 | lock.objid::bigint) IN (
            hashtextextended(%(lock)s, 0), hashtextextended(%(write)s, 0)
        )
        AND lock.pid != pg_backend_pid()
        AND EXISTS (
            SELECT FROM social_care_lease_beat beat
            WHERE beat.name = %(name)s AND beat.is_holder
        )
        AND NOT EXISTS (
            SELECT FROM social_care_lease_beat beat
            WHERE beat.name = %(name)s AND beat.is_holder AND beat.beat_at
                > clock_timestamp() AT TIME ZONE 'UTC' - make_interval(secs =>
                %(stale)s) )
"""
_MARK_WRITING = "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))"
# A new holder has written this row since our snapshot: PostgreSQL refuses the lock.
_CHECK_EPOCH = """
    SELECT TRUE FROM social_care_lease WHERE name = %s AND epoch = %s FOR SHARE
"""
_RETIRE_OTHERS = """
    UPDATE social_care_lease_beat SET is_holder = FALSE WHERE name = %s AND node != %s
"""


class LeaseLost(Exception):
    """Another process holds the lease now, or the database was restarted."""


class Lease:
    """:param database: name of the database
    :param name: what is held, e.g. ``phone/3``
    """

    def __init__(self, database, name):
        self.database = database
        self.name = name
        self.node = f"{socket.gethostname()}:{os.getpid()}"
        self.epoch = None
        self._connection = None

    @property
    def _lock(self):
        return f"social_care_lease/{self.name}"

    @property
    def _writing(self):
        return f"{self._lock}/write"

    def try_acquire(self):
        """Try to become the holder. One who hangs is cut off; the next try succeeds.

        :return: whether this process holds the lease now
        :raise LeaseLost: if the database cannot be reached
        """
        if self._query(_TRY_LOCK, (self._lock,)):
            self.epoch = self._query(_NEXT_EPOCH, {"name": self.name})
            self._run(_RETIRE_OTHERS, (self.name, self.node))
            return True
        self._run(
            _TERMINATE_STALE,
            {
                "name": self.name,
                "lock": self._lock,
                "write": self._writing,
                "stale": STALE,
            },
        )
        return False

    def beat(self, is_connected, message=""):
        """Say that this process is alive.

        :param is_connected: whether it hears the other side
        :param message: words about what is wrong, for the administrator
        :raise LeaseLost: if the connection that holds the lock is gone
        """
        values = {
            "name": self.name,
            "node": self.node,
            "is_holder": self.epoch is not None,
            "is_connected": is_connected,
            "message": message,
        }
        self._run(_BEAT, values)

    def guard(self, cr):
        """Check in a transaction that this process still holds the lease; until the
        transaction ends, nobody else takes it but by ending the connection.

        :param cr: cursor of a transaction that has run no other statement
        :raise LeaseLost: if another process holds the lease
        :raise psycopg2.errors.SerializationFailure: if another took it this moment
        """
        cr.execute(_MARK_WRITING, (self._writing,))
        cr.execute(_CHECK_EPOCH, (self.name, self.epoch))
        if not cr.fetchone():
            raise LeaseLost

    def release(self):
        """Let another process take the lease."""
        self.epoch = None
        if self._connection:
            self._connection.close()
        self._connection = None

    # -- the connection that holds the lock --------------------------------------

    def _query(self, sql, values):
        return self._execute(sql, values, lambda cursor: cursor.fetchone()[0])

    def _run(self, sql, values):
        self._execute(sql, values, lambda cursor: None)

    def _execute(self, sql, values, read):
        try:
            if self._connection is None:
                self._connection = self._connect()
            with self._connection.cursor() as cursor:
                cursor.execute(sql, values)
                return read(cursor)
        except psycopg2.Error as error:
            self.release()
            raise LeaseLost from error

    def _connect(self):
        """A connection of its own: those of the pool are given back after use."""
        _name, info = connection_info_for(self.database)
        connection = psycopg2.connect(**info, connect_timeout=_TIMEOUT)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = %s", (f"{_TIMEOUT}s",))
        return connection
