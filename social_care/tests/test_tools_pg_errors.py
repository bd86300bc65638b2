# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import psycopg2
from psycopg2 import errorcodes, errors
from psycopg2.pool import PoolError

from odoo.tests import BaseCase

from odoo.addons.social_care.tools.pg_errors import (
    is_collision,
    is_connection_lost,
    is_in_data,
)


def coded(code):
    """An error as the server would send it with this code."""
    kind = errors.lookup(code)

    class Coded(kind):
        pgcode = code

    return Coded()


LOST = (
    psycopg2.InterfaceError("connection already closed"),
    psycopg2.OperationalError("server closed the connection unexpectedly"),
    psycopg2.DatabaseError("error with no message from the libpq"),
    PoolError("The Connection Pool Is Full"),
    coded(errorcodes.ADMIN_SHUTDOWN),
    coded(errorcodes.CRASH_SHUTDOWN),
    coded(errorcodes.CANNOT_CONNECT_NOW),
    coded(errorcodes.CONNECTION_FAILURE),
)
COLLISIONS = (
    coded(errorcodes.SERIALIZATION_FAILURE),
    coded(errorcodes.DEADLOCK_DETECTED),
    coded(errorcodes.LOCK_NOT_AVAILABLE),
)
MOMENTARY = (
    coded(errorcodes.UNIQUE_VIOLATION),
    coded(errorcodes.EXCLUSION_VIOLATION),
    coded(errorcodes.FOREIGN_KEY_VIOLATION),
)
IN_DATA = (
    coded(errorcodes.NOT_NULL_VIOLATION),
    coded(errorcodes.CHECK_VIOLATION),
    coded(errorcodes.NUMERIC_VALUE_OUT_OF_RANGE),
    coded(errorcodes.PROGRAM_LIMIT_EXCEEDED),
    psycopg2.ProgrammingError("can't adapt type 'set'"),
    ValueError("not a time"),
    RecursionError(),
)
NOT_OURS = (coded(errorcodes.DISK_FULL), coded(errorcodes.QUERY_CANCELED))


class TestPgErrors(BaseCase):
    """Each error of the database means one thing."""

    def test_a_lost_connection_is_neither_a_collision_nor_in_the_data(self):
        for error in LOST:
            self.assertTrue(is_connection_lost(error), error)
            self.assertFalse(is_collision(error), error)
            self.assertFalse(is_in_data(error), error)
            self.assertFalse(is_in_data(error, was_repeated=True), error)

    def test_a_collision_is_not_in_the_data_however_often_it_comes(self):
        for error in COLLISIONS:
            self.assertTrue(is_collision(error), error)
            self.assertFalse(is_connection_lost(error), error)
            self.assertFalse(is_in_data(error, was_repeated=True), error)

    def test_a_key_that_is_taken_twice_is_in_the_data(self):
        for error in MOMENTARY:
            self.assertTrue(is_collision(error), error)
            self.assertFalse(is_in_data(error), error)
            self.assertTrue(is_in_data(error, was_repeated=True), error)

    def test_what_will_fail_again_is_in_the_data(self):
        for error in IN_DATA:
            self.assertTrue(is_in_data(error), error)
            self.assertFalse(is_collision(error), error)
            self.assertFalse(is_connection_lost(error), error)

    def test_what_the_machine_lacks_is_nobodys_fault(self):
        for error in NOT_OURS:
            self.assertFalse(is_in_data(error), error)
            self.assertFalse(is_collision(error), error)
