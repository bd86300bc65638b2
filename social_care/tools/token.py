# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Tokens of links that are used once. Only their hash is stored."""

import hashlib
import re
import secrets

_BYTES = 16
_SHAPE = re.compile(r"[\w-]{22}", re.ASCII)


def make_token():
    """Return 128 random bits as text for an address."""
    return secrets.token_urlsafe(_BYTES)


def hash_token(token):
    """Return the hash that is stored of a token, '' if it is malformed."""
    if not isinstance(token, str) or not _SHAPE.fullmatch(token):
        return ""
    return hashlib.sha256(token.encode()).hexdigest()
