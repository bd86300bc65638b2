# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Standard Webhooks 1.0: secrets, signatures and bodies.

Source: the specification at www.standardwebhooks.com, "Webhook Payload" and "Webhook
Headers".
"""

import base64
import hashlib
import hmac
import json
import secrets

PREFIX = "whsec_"
#: Random bytes of a secret; the specification asks for 24 to 64.
SECRET_BYTES = 32
#: The specification recommends bodies of less than 20 kB.
MOST_BYTES = 20_000


def make_secret():
    """Return a new signing secret as text."""
    raw = secrets.token_bytes(SECRET_BYTES)
    return PREFIX + base64.b64encode(raw).decode()


def sign(secret, key, timestamp, body):
    """Return one signature, with its version.

    :param secret: as ``make_secret`` returns it
    :param key: ID of the message, without a dot
    :param timestamp: of the attempt, in seconds (Unix)
    :param body: bytes as they are sent
    """
    raw = base64.b64decode(secret.removeprefix(PREFIX))
    signed = f"{key}.{timestamp}.".encode() + body
    digest = hmac.new(raw, signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def make_headers(signing_secrets, key, timestamp, body):
    """Return the headers of one attempt.

    :param signing_secrets: the current secret and, while it is replaced, the old one
    :param key: ID of the message: the same for all its attempts
    :param timestamp: of the attempt, in seconds (Unix)
    :param body: bytes as they are sent
    """
    signatures = [sign(secret, key, timestamp, body) for secret in signing_secrets]
    return {
        "content-type": "application/json",
        "user-agent": "Social-Care-for-Odoo",
        "webhook-id": key,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signatures),
    }


def make_body(payload, words):
    """Return the bytes of a payload: with words, unless they make it too long.

    :param payload: dict with the keys ``type``, ``timestamp`` and ``data``
    :param words: dict of texts, may be empty
    """
    bare = _dump(payload)
    if not words:
        return bare
    whole = _dump({**payload, "words": words})
    return whole if len(whole) < MOST_BYTES else bare


def _dump(value):
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace")
