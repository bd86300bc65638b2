# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Ways in which networks sign their notices; the demo network can use each of them.

A form makes the headers of a body, and tells whether a sender that has a secret made
them.
"""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from odoo.addons.social_care.tools import signing

TIME, SIGNATURE = "x-demo-timestamp", "x-demo-signature"


@dataclass(frozen=True)
class Form:
    """One way to sign.

    :param make: function of secret, timestamp and body that returns the headers
    :param is_right: function of secret, headers and body
    :param read_time: function of the headers; None if no time is signed
    """

    make: Callable
    is_right: Callable
    read_time: Callable | None = None


def make_headers(secret, raw, at=None, code="timed"):
    """Return the headers with which the network signs a body, as of unix time ``at``.

    :param code: key of FORMS
    """
    return FORMS[code].make(secret, str(int(at or time.time())), raw)


def is_stale(headers, code="timed"):
    """Return whether a signature covers a time that is not the present one."""
    read_time = FORMS[code].read_time
    return bool(read_time) and not signing.is_fresh(read_time(headers))


def _read_header(headers):
    return headers.get(SIGNATURE, "")


def _read_time(headers):
    return headers.get(TIME, "")


# -- a time in a header of its own, hexadecimal --------------------------------


def _make_timed(secret, timestamp, raw):
    message = signing.get_timed_message(timestamp, raw)
    return {TIME: timestamp, SIGNATURE: signing.sign(secret, message)}


def _is_timed(secret, headers, raw):
    message = signing.get_timed_message(_read_time(headers), raw)
    return signing.matches(secret, message, _read_header(headers))


# -- t=…,s=… as TikTok does it -------------------------------------------------


def _make_pair(secret, timestamp, raw):
    signature = signing.sign(secret, signing.get_timed_message(timestamp, raw))
    return {SIGNATURE: f"t={timestamp},s={signature}"}


def _is_pair(secret, headers, raw):
    found = signing.parse_timed(_read_header(headers))
    if not found:
        return False
    message = signing.get_timed_message(found.timestamp, raw)
    return any(signing.matches(secret, message, value) for value in found.values)


def _read_pair_time(headers):
    found = signing.parse_timed(_read_header(headers))
    return found.timestamp if found else ""


# -- sha256=… of the body alone, base64 as X does it ---------------------------


def _make_prefixed(secret, _timestamp, raw):
    return {SIGNATURE: f"sha256={signing.sign(secret, raw, encoding='base64')}"}


def _is_prefixed(secret, headers, raw):
    found = signing.parse_prefixed(_read_header(headers))
    return bool(found) and signing.matches(
        secret, raw, found.value, found.digest, "base64"
    )


# -- Ed25519 as Discord does it ------------------------------------------------


def _make_key(secret):
    """Return the network's private key. A real network publishes the other half; here
    both follow from the secret.
    """
    seed = hashlib.sha256(secret.encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


def _make_ed25519(secret, timestamp, raw):
    message = signing.get_timed_message(timestamp, raw, "")
    return {TIME: timestamp, SIGNATURE: _make_key(secret).sign(message).hex()}


def _is_ed25519(secret, headers, raw):
    key = secret and _make_key(secret).public_key().public_bytes_raw().hex()
    message = signing.get_timed_message(_read_time(headers), raw, "")
    return signing.matches_ed25519(key, message, _read_header(headers))


# -- a constant secret as Telegram sends it ------------------------------------


def _make_secret(secret, _timestamp, _raw):
    return {SIGNATURE: secret}


def _is_secret(secret, headers, _raw):
    return signing.is_same(secret, _read_header(headers))


FORMS = {
    "timed": Form(_make_timed, _is_timed, _read_time),
    "pair": Form(_make_pair, _is_pair, _read_pair_time),
    "prefixed": Form(_make_prefixed, _is_prefixed),
    "ed25519": Form(_make_ed25519, _is_ed25519, _read_time),
    "secret": Form(_make_secret, _is_secret),
}
