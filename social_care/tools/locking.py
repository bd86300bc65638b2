# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""A lock that outlives a commit and dies with its worker."""

from contextlib import contextmanager


@contextmanager
def held(cr, key):
    """Hold the PostgreSQL advisory lock ``key`` for this connection, whatever it
    commits; yields whether nobody else does. What is not committed at the end is
    rolled back.

    Source: PostgreSQL documentation, 13.3.5 Advisory Locks (session level).
    """
    cr.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", (key,))
    free = cr.fetchone()[0]
    # The next query must see what the holder before us committed.
    cr.commit()  # pylint: disable=invalid-commit
    try:
        yield free
    finally:
        if free:
            cr.rollback()
            cr.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", (key,))
