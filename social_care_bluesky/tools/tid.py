# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Record keys of the form that posts must have: a time-sorted identifier (TID).

13 signs of base32 for 63 bits: 53 of microseconds since 1970, 10 that tell apart
what two writers make in the same microsecond.
"""

import hashlib
import re
import secrets
import time
from datetime import datetime, timedelta

_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
_LENGTH = 13
_TID = re.compile(f"[234567a-j][{_DIGITS}]{{{_LENGTH - 1}}}")
_CLOCK_BITS = 10


def encode(microseconds, clock):
    """Return a TID.

    :param microseconds: since 1970, 53 bits
    :param clock: ID of the clock, 0 to 1023
    """
    number = microseconds << _CLOCK_BITS | clock
    digits = (number >> 5 * place & 31 for place in reversed(range(_LENGTH)))
    return "".join(_DIGITS[digit] for digit in digits)


def decode(key):
    """Return the time (naive UTC) in a record key that is a TID, None for any other."""
    if not _TID.fullmatch(key):
        return None
    number = 0
    for digit in key:
        number = number << 5 | _DIGITS.index(digit)
    return datetime(1970, 1, 1) + timedelta(microseconds=number >> _CLOCK_BITS)


def create():
    """Return a TID of the current time."""
    return encode(time.time_ns() // 1000, secrets.randbits(_CLOCK_BITS))


def derive(text):
    """Return the TID of a text, always the same one. Its time means nothing."""
    digest = hashlib.sha256(text.encode()).digest()
    number = int.from_bytes(digest[:8], "big") >> 1
    return encode(number >> _CLOCK_BITS, number % (1 << _CLOCK_BITS))
