# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Why a call to a network did not do what it should, in the core's terms.

Every message is written for the person who reads it on a screen.
"""

from datetime import datetime


class Unreadable(Exception):
    """A notice makes no sense. The words are for whoever runs the tool that sent it:
    which field is wrong, what it holds, what to send instead."""


class ConnectorError(Exception):
    """Base of all that a call may end in; ``kind`` is what the core decides by."""

    kind = "error"


class RateLimited(ConnectorError):
    """The network wants us to wait; ``until`` is naive UTC."""

    kind = "rate_limit"

    def __init__(self, message: str, until: datetime):
        super().__init__(message)
        self.until = until


class AuthorizationLost(ConnectorError):
    """Credentials are wrong, revoked or expired, or a permission is missing."""

    kind = "authorization"


class Rejected(ConnectorError):
    """The network understood and refused; trying the same again is pointless."""

    kind = "rejected"


class Temporary(ConnectorError):
    """It surely did not happen; trying again later may help."""

    kind = "temporary"


class Ambiguous(ConnectorError):
    """It may or may not have happened: ask the network before trying again."""

    kind = "ambiguous"


class Slow(ConnectorError):
    """The server answers slowly, so the call belongs in the channel for such ones. It
    surely did not happen."""

    kind = "slow"
