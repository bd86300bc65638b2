# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What an error of the database means: lost, in the moment, or in what is written.

Source of the codes: PostgreSQL documentation, appendix A. Server, not client, gives a
code; what psycopg2 finds out by itself has none.
"""

import psycopg2
from psycopg2.errors import (
    ExclusionViolation,
    ForeignKeyViolation,
    UniqueViolation,
)

from odoo.service.model import PG_CONCURRENCY_ERRORS_TO_RETRY
from odoo.sql_db import PoolError

# Connection exceptions, and operator intervention such as a shutdown.
_LOST = ("08", "57P")
_TOO_LARGE = "54"
# What another transaction has just written: it looks different in a new one.
_MOMENTARY = (UniqueViolation, ExclusionViolation, ForeignKeyViolation)


def is_connection_lost(error):
    """Whether the connection to the database is gone, or none can be had."""
    if isinstance(error, psycopg2.InterfaceError | PoolError):
        return True
    if not isinstance(error, psycopg2.Error):
        return False
    if error.pgcode is None:
        return type(error) in (psycopg2.OperationalError, psycopg2.DatabaseError)
    return error.pgcode.startswith(_LOST)


def is_collision(error):
    """Whether another transaction was in the way: the next try may succeed."""
    if isinstance(error, _MOMENTARY):
        return True
    return getattr(error, "pgcode", None) in PG_CONCURRENCY_ERRORS_TO_RETRY


def is_in_data(error, was_repeated=False):
    """Whether the fault lies in what is read or written, so that it will fail again.

    :param was_repeated: a key that is taken or missing is no collision any more, since
        the same failed in an earlier transaction, too
    """
    if was_repeated and isinstance(error, _MOMENTARY):
        return True
    if is_connection_lost(error) or is_collision(error):
        return False
    if isinstance(error, psycopg2.OperationalError):
        return error.pgcode.startswith(_TOO_LARGE)
    return True
