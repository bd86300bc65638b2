# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Keep addresses that contain a secret out of the logs: those of webhooks, those that
customers get, and those with which people come back from a login.
"""

import logging
import re

# The token and the query of the address: some networks send a password in it. The page
# on which people sign in has the address in its query.
_SECRET = re.compile(
    r"((?:/|%2F)social_care(?:/|%2F)"
    r"(?:(?:webhook|phone|rate|private|confirm(?:/|%2F)[a-z_]+)(?:/|%2F)"
    r"|oauth(?:/|%2F)return(?:\?|%3F)))"
    r"[^\s\"'#)]+"
)
# Access logs of workers and of the evented server, and the dump of slow threads, which
# contains the address that each one serves; warnings of forms without a CSRF token.
LOGGERS = ("werkzeug", "longpolling", "odoo.tools.misc", "odoo.http")


class WebhookMask(logging.Filter):
    """Logging filter that replaces the secret part of webhook addresses by ``***``."""

    def filter(self, record):
        record.msg = mask(record.msg)
        if isinstance(record.args, tuple):
            record.args = tuple(map(mask, record.args))
        return True


def mask(value):
    """Replace the secret part of webhook addresses in a text; other values are returned
    unchanged.
    """
    return _SECRET.sub(r"\1***", value) if isinstance(value, str) else value


def install():
    """Add the filter to all loggers that write addresses. May be called repeatedly."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(one, WebhookMask) for one in logger.filters):
            logger.addFilter(WebhookMask())
