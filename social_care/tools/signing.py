# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""HMAC signatures of webhooks (HMAC-SHA256, RFC 2104)."""

import hashlib
import hmac
import time

REPLAY_WINDOW_SECONDS = 300


def sign(secret, message):
    """Sign a message.

    :param secret: str
    :param message: bytes
    :return: hexadecimal HMAC-SHA256
    """
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def matches(secret, message, signature):
    """Return whether a signature is right, compared in constant time. Without a secret
    none is.
    """
    if not secret:
        return False
    return hmac.compare_digest(sign(secret, message).encode(), signature.encode())


def is_fresh(timestamp, window=REPLAY_WINDOW_SECONDS):
    """Return whether ``timestamp`` (unix seconds, as text) is within the accepted
    window.
    """
    is_time = timestamp.isdecimal() and len(timestamp) < 16
    return is_time and abs(time.time() - int(timestamp)) <= window
