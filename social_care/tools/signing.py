# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""HMAC signatures of webhooks."""

import hashlib
import hmac
import time

REPLAY_WINDOW_SECONDS = 300


def sign(secret, message):
    """Hexadecimal HMAC-SHA256 of ``message`` (bytes) under ``secret`` (str)."""
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def matches(secret, message, signature):
    """Compare in constant time; without a secret nothing matches."""
    if not secret:
        return False
    return hmac.compare_digest(sign(secret, message).encode(), signature.encode())


def is_fresh(timestamp, window=REPLAY_WINDOW_SECONDS):
    """Whether ``timestamp`` (unix seconds, as text) lies within the window."""
    is_time = timestamp.isdecimal() and len(timestamp) < 16
    return is_time and abs(time.time() - int(timestamp)) <= window
