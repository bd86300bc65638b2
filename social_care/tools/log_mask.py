# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Keep the address of a webhook, which is a secret, out of the logs."""

import logging
import re

# The token, and what a network asks with it (some send a password in the query).
_SECRET = re.compile(r"(/social_care/webhook/)[^\s\"'#)]+")
# Access logs of workers and of the evented server; the dump of threads that take too
# long, which names the address that each is at.
LOGGERS = ("werkzeug", "longpolling", "odoo.tools.misc")


class WebhookMask(logging.Filter):
    """Writes ``***`` for the secret part of a webhook's address."""

    def filter(self, record):
        record.msg = mask(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(mask, record.args))
        return True


def mask(value):
    """The text without the secret part of a webhook's address; other values as they
    are."""
    return _SECRET.sub(r"\1***", value) if isinstance(value, str) else value


def install():
    """Mask what the loggers of addresses write. To do so again changes nothing."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(one, WebhookMask) for one in logger.filters):
            logger.addFilter(WebhookMask())
