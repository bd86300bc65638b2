# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""One bad record does not keep the others from what is done to all."""

import logging

from psycopg2 import OperationalError
from psycopg2.errors import LockNotAvailable

_logger = logging.getLogger(__name__)


def carefully(records, act):
    """Do ``act`` to all at once. Where that fails, to each half: in the end all that
    can be done is done. What others changed meanwhile (a serialization failure) is
    nobody's fault and goes on up. What others are changing just now (a lock that is
    not given in time) keeps back only what needs it.

    :return: those for which it failed, as the log says
    """
    env = records.env
    env.flush_all()
    try:
        # What waits for the commit, such as what screens are told, goes on waiting.
        with env.cr.savepoint(flush=False):
            act(records)
            env.flush_all()
        return records.browse()
    except LockNotAvailable:
        env.transaction.clear()
        if len(records) == 1:
            _logger.info("%s stays behind: somebody is changing it", records)
            return records
    except OperationalError:
        raise
    except Exception:
        env.transaction.clear()
        if len(records) == 1:
            _logger.exception("%s stays behind", records)
            return records
    half = len(records) // 2
    return carefully(records[:half], act) | carefully(records[half:], act)
