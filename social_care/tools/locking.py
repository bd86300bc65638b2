# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""PostgreSQL advisory locks of a session or a transaction. SQL: the ORM has none."""

from contextlib import contextmanager

_TRY = "SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))"


@contextmanager
def try_advisory_lock(cr, key):
    """Try to acquire a session-level advisory lock.

    It outlives commits and ends with the context or the connection. Commits before the
    context begins, and rolls back what is not committed when it ends.

    Source: PostgreSQL documentation, 13.3.5 Advisory Locks (session level).

    :param cr: cursor whose connection holds the lock
    :param key: str that names the lock
    :return: context manager that yields whether the lock was acquired
    """
    cr.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", (key,))
    is_acquired = cr.fetchone()[0]
    # The next query must see what the holder before us committed.
    cr.commit()  # pylint: disable=invalid-commit
    try:
        yield is_acquired
    finally:
        if is_acquired:
            cr.rollback()
            cr.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", (key,))


def try_transaction_lock(cr, key):
    """Try to acquire an advisory lock that ends with the transaction.

    :param cr: cursor of the transaction
    :param key: str that names the lock
    :return: whether the lock was acquired
    """
    cr.execute(_TRY, (key,))
    return cr.fetchone()[0]
