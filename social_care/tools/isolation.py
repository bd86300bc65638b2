# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Apply an operation to a recordset; isolate and log the records that fail."""

import logging

from psycopg2 import OperationalError
from psycopg2.errors import LockNotAvailable

_logger = logging.getLogger(__name__)


def apply_isolating_failures(records, operation):
    """Apply ``operation`` to all records at once and, where that fails, to each half.

    A lock that is not granted in time isolates only the records that need it.
    Serialization failures are not isolated; they propagate so that the transaction is
    retried.

    :param records: recordset
    :param operation: function that takes a recordset
    :return: recordset of those for which it failed; each is logged
    """
    if _try_operation(records, operation):
        return records.browse()
    if len(records) == 1:
        return records
    half = len(records) // 2
    return apply_isolating_failures(
        records[:half], operation
    ) | apply_isolating_failures(records[half:], operation)


def _try_operation(records, operation):
    """:return: whether it succeeded; a failure is undone, and logged for one record"""
    env = records.env
    env.flush_all()
    try:
        # Without a flush the hooks that wait for the commit, such as bus
        # notifications, keep waiting.
        with env.cr.savepoint(flush=False):
            operation(records)
            env.flush_all()
        return True
    except LockNotAvailable:
        env.transaction.clear()
        if len(records) == 1:
            _logger.info("Skipped %s: another transaction is changing it", records)
    except OperationalError:
        raise
    except Exception:
        env.transaction.clear()
        if len(records) == 1:
            _logger.exception("Skipped %s: the operation failed", records)
    return False
