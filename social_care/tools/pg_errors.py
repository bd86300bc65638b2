# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Classify database errors: lost connection, conflict, or bad data.

Source of the codes: PostgreSQL documentation, Appendix A. Only the server sets a code;
errors that psycopg2 detects itself have none.
"""

import psycopg2
from psycopg2.errors import (
    ExclusionViolation,
    ForeignKeyViolation,
    UniqueViolation,
)

from odoo.service.model import PG_CONCURRENCY_ERRORS_TO_RETRY
from odoo.sql_db import PoolError

# Classes: connection exceptions; operator intervention, such as a shutdown.
_LOST = ("08", "57P")
_TOO_LARGE = "54"
# Depends on what another transaction has just written: a new one may succeed.
_MOMENTARY = (UniqueViolation, ExclusionViolation, ForeignKeyViolation)


def is_connection_lost(error):
    """Return whether the connection to the database is lost or refused."""
    if isinstance(error, psycopg2.InterfaceError | PoolError):
        return True
    if not isinstance(error, psycopg2.Error):
        return False
    if error.pgcode is None:
        return type(error) in (psycopg2.OperationalError, psycopg2.DatabaseError)
    return error.pgcode.startswith(_LOST)


def is_collision(error):
    """Return whether a concurrent transaction caused the error; a retry may succeed."""
    if isinstance(error, _MOMENTARY):
        return True
    return getattr(error, "pgcode", None) in PG_CONCURRENCY_ERRORS_TO_RETRY


def is_in_data(error, was_repeated=False):
    """Return whether the data that is read or written caused the error, so that a retry
    fails again.

    :param error: the exception
    :param was_repeated: whether the same failed in an earlier transaction, too: a
        duplicate or missing key then is no conflict any more
    """
    if was_repeated and isinstance(error, _MOMENTARY):
        return True
    if is_connection_lost(error) or is_collision(error):
        return False
    if isinstance(error, psycopg2.OperationalError):
        return error.pgcode.startswith(_TOO_LARGE)
    return True
