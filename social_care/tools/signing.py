# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Signatures of webhooks: HMAC (RFC 2104), Ed25519 (RFC 8032), constant secrets.

A header is read into its parts first; then the parts are compared, in constant time.
Without a secret nothing matches.
"""

import base64
import hashlib
import hmac
import time
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

REPLAY_WINDOW_SECONDS = 300
#: Digests that a sender may choose, by the names of WebSub (W3C, 5.2.1).
DIGESTS = ("sha1", "sha256", "sha384", "sha512")

_ENCODINGS = {"hex": bytes.hex, "base64": lambda raw: base64.b64encode(raw).decode()}
_LONGEST_HEADER = 2000


class Signature(NamedTuple):
    """The digest that a signature was made with, and the signature itself."""

    digest: str
    value: str


class TimedSignature(NamedTuple):
    """The time that a sender signed, and the signatures of time and body."""

    timestamp: str
    values: tuple


def sign(secret, message, digest="sha256", encoding="hex"):
    """Sign a message with HMAC.

    :param secret: str
    :param message: bytes
    :param digest: one of DIGESTS
    :param encoding: ``hex`` (in lower case) or ``base64``
    :return: str
    """
    raw = hmac.new(secret.encode(), message, getattr(hashlib, digest)).digest()
    return _ENCODINGS[encoding](raw)


def matches(secret, message, signature, digest="sha256", encoding="hex"):
    """Return whether an HMAC signature is right, compared in constant time. Without a
    secret none is.

    :param signature: str, as the sender encoded it
    """
    if not secret:
        return False
    expected = sign(secret, message, digest, encoding)
    return hmac.compare_digest(expected.encode(), _encode(signature))


def parse_prefixed(header, digests=("sha256",)):
    """Read a header like ``sha256=…``, in which the sender names the digest.

    :param header: str
    :param digests: names that are accepted, a subset of DIGESTS; or a dict of the
        sender's names to digests (LinkedIn: ``{"hmacsha256": "sha256"}``). Name no
        digest that the network does not document: a sender chooses the weakest one.
    :return: ``Signature``; None if the header is none or names another digest
    """
    name, sign_found, value = header[:_LONGEST_HEADER].partition("=")
    known = digests if isinstance(digests, dict) else {one: one for one in digests}
    digest = known.get(name.strip().lower())
    return Signature(digest, value.strip()) if digest and sign_found else None


def parse_timed(header, time_name="t", value_name="s"):
    """Read a header like ``t=1753779600,s=…``, which signs time and body (TikTok; with
    ``v1`` instead of ``s`` others). See ``get_timed_message``.

    :param header: str
    :return: ``TimedSignature``; None if a part is missing. There is more than one value
        while the sender replaces its secret.
    """
    pairs = [part.partition("=") for part in header[:_LONGEST_HEADER].split(",")]
    said = [(name.strip(), value.strip()) for name, _sign, value in pairs]
    times = [value for name, value in said if name == time_name]
    values = tuple(value for name, value in said if name == value_name and value)
    return TimedSignature(times[0], values) if len(times) == 1 and values else None


def get_timed_message(timestamp, raw, separator="."):
    """Return what a timed signature covers.

    :param timestamp: str, as the sender wrote it
    :param raw: body, bytes
    :param separator: ``.`` (TikTok) or nothing (Discord)
    """
    return f"{timestamp}{separator}".encode() + raw


def matches_ed25519(public_key, message, signature):
    """Return whether an Ed25519 signature is right (Discord).

    :param public_key: of the network's application, hexadecimal
    :param message: bytes
    :param signature: hexadecimal
    """
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key or ""))
        key.verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_same(secret, given):
    """Return whether a sender knows a secret that it sends as it is, in a header or in
    the body (Telegram, VK). Compared in constant time; without a secret nobody does.

    :param secret: str, ours
    :param given: whatever was sent
    """
    if not secret or not isinstance(given, str):
        return False
    return hmac.compare_digest(_encode(secret), _encode(given))


def is_fresh(timestamp, window=REPLAY_WINDOW_SECONDS):
    """Return whether ``timestamp`` (unix seconds, as text) is within the accepted
    window.
    """
    is_time = timestamp.isdecimal() and len(timestamp) < 16
    return is_time and abs(time.time() - int(timestamp)) <= window


def _encode(text):
    return text.encode("utf-8", "surrogatepass")
