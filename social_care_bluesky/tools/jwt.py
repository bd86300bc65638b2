# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What a session token says about itself. Its signature is the server's business."""

import base64
import json
from datetime import UTC, datetime


def claims(token):
    """The claims of a JWT, {} where it is none."""
    try:
        body = token.split(".")[1]
        return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    except (IndexError, ValueError):
        return {}


def expires_at(token):
    """When the token ends (naive UTC); 1970 where it does not say."""
    moment = datetime.fromtimestamp(claims(token).get("exp", 0), UTC)
    return moment.replace(tzinfo=None)
