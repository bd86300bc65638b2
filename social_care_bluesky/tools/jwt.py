# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Read the claims of a session token. Verifying its signature is up to the server."""

import base64
import json
from datetime import UTC, datetime


def read_claims(token):
    """Return the claims of a JWT, {} if it is none."""
    try:
        body = token.split(".")[1]
        return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (IndexError, ValueError):
        return {}


def read_expiry(token):
    """Return when a token expires (naive UTC); 1970 if it does not say."""
    moment = datetime.fromtimestamp(read_claims(token).get("exp", 0), UTC)
    return moment.replace(tzinfo=None)
