# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Parse times as networks and tools write them, to naive UTC as Odoo stores it, with
fractions of a second.
"""

import re
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

from .times import to_utc

_EPOCH = datetime(1970, 1, 1)
# Upper limits of unix time in seconds, milliseconds and microseconds; above them it is
# in nanoseconds. The limit of seconds is in the year 5138.
_UNITS = ((1e11, 1), (1e14, 1e3), (1e17, 1e6), (1e20, 1e9))
_NUMBER = re.compile(r"-?\d{9,20}(?:\.\d*)?")
_TWITTER = "%a %b %d %H:%M:%S %z %Y"
_LONGEST = 64


def parse_time(value):
    """Parse a time.

    :param value: text in ISO 8601, in the format of e-mails (RFC 2822) or of Twitter;
        or unix time as a number or as digits. Without a time zone it is UTC.
    :return: naive UTC; beyond the years 1 to 9999, their first or last moment
    :raise ValueError: for anything else
    """
    if isinstance(value, str) and len(value) <= _LONGEST:
        return _parse_text(value.strip())
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _parse_number(value)
    raise ValueError("not a time")


def _parse_text(text):
    if _NUMBER.fullmatch(text):
        return _parse_number(float(text))
    for read in (_parse_iso, parsedate_to_datetime, _parse_twitter):
        try:
            return to_utc(read(text))
        except (IndexError, OverflowError, TypeError, ValueError):
            continue
    raise ValueError("not a time")


def _parse_iso(text):
    """Parse ISO 8601 with common deviations: a space before the time zone, its name, a
    leap second.
    """
    text = re.sub(r"\s*(?:UTC|GMT|[Zz])$", "+00:00", text)
    text = re.sub(r"\s+([+-]\d\d:?\d\d)$", r"\1", text)
    return datetime.fromisoformat(re.sub(r"(:\d\d):60\b", r"\1:59", text))


def _parse_twitter(text):
    return datetime.strptime(text, _TWITTER)


def _parse_number(number):
    if 19_000_101 <= number <= 29_991_231 and number == int(number):
        return _parse_iso(str(int(number)))
    for limit, unit in _UNITS:
        if abs(number) < limit:
            return _EPOCH + _add_to_epoch(number / unit)
    raise ValueError("not a time")


def _add_to_epoch(seconds):
    """Return the time so many seconds after the epoch, within the range of datetime."""
    first = (datetime.min - _EPOCH).total_seconds()
    return timedelta(seconds=max(seconds, first))
