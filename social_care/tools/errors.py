# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Errors of calls to a network, in terms of the core.

Every message is written for the user who reads it on a screen.
"""

from datetime import datetime

from .text import make_storable, shorten

#: Of a message: networks repeat in it what strangers wrote.
LONGEST_MESSAGE = 500


class Unreadable(Exception):
    """A notice makes no sense. The message tells the administrator of the sending tool
    which field is wrong, what it holds, and what to send instead.
    """


class ConnectorError(Exception):
    """Base of all errors of a call; the core decides by ``kind`` what follows.

    The message becomes one line that can be stored, whatever a network says in it.
    """

    kind = "error"

    def __init__(self, message: str = ""):
        super().__init__(shorten(make_storable(message), LONGEST_MESSAGE))


class RateLimited(ConnectorError):
    """The network asks us to wait until ``until`` (naive UTC)."""

    kind = "rate_limit"

    def __init__(self, message: str, until: datetime):
        super().__init__(message)
        self.until = until


class AuthorizationLost(ConnectorError):
    """Credentials are wrong, revoked or expired, or a permission is missing."""

    kind = "authorization"


class Forbidden(AuthorizationLost):
    """The network denies access without saying whether to this one message or to
    everything (403). The core asks ``_check_login`` before it marks the account.
    """


class Rejected(ConnectorError):
    """The network understood the request and refused it; a retry is pointless."""

    kind = "rejected"


class RecipientUnavailable(Rejected):
    """The network takes nothing from us for this one person: they blocked us, are gone,
    or allow nobody to answer. It says nothing about our access, so the account stays
    connected, and the author of the reply reads the network's words.
    """

    kind = "recipient"


class Temporary(ConnectorError):
    """The request had no effect for certain; a later retry may succeed."""

    kind = "temporary"


class NotPrepared(Temporary):
    """What ``_prepare`` made has expired or is gone. It is made anew, and the reply
    published then.
    """


class Ambiguous(ConnectorError):
    """The request may have had an effect: ask the network before trying again."""

    kind = "ambiguous"


class Slow(ConnectorError):
    """The server answers slowly, so the call belongs in the channel for slow servers.
    The request had no effect for certain.
    """

    kind = "slow"
