# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Record keys of the form that posts must have: a time-sorted identifier (TID).

13 signs of base32 for 63 bits: 53 of microseconds since 1970, 10 that tell apart
what two writers make in the same microsecond.
"""

import secrets
import time

_DIGITS = "234567abcdefghijklmnopqrstuvwxyz"
_LENGTH = 13
_CLOCK_BITS = 10


def encode(microseconds, clock):
    """The TID of a time and a clock id (0 to 1023)."""
    number = microseconds << _CLOCK_BITS | clock
    digits = (number >> 5 * place & 31 for place in reversed(range(_LENGTH)))
    return "".join(_DIGITS[digit] for digit in digits)


def new():
    """A TID of this moment."""
    return encode(time.time_ns() // 1000, secrets.randbits(_CLOCK_BITS))
