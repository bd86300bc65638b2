# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Read single fields of a notice in the many forms in which tools write them.

Invalid optional values are dropped with a remark; invalid required values raise
``Unreadable``. Both are for the administrator of the tool.
"""

import json
import re

from odoo.addons.social_care.tools.errors import Unreadable
from odoo.addons.social_care.tools.moments import parse_time
from odoo.addons.social_care.tools.values import MOST_STARS

_LONGEST_QUOTE = 60
_YES = frozenset(("true", "yes", "y", "on", "1", "t"))
_NO = frozenset(("false", "no", "n", "off", "0", "f"))
_COUNT = re.compile(r"(\d[\d.,'’\s]*)([kmb])?", re.IGNORECASE)
_GROUPED = re.compile(r"\d+|\d{1,3}(?:[.,'’\s]\d{2,3})*[.,'’\s]\d{3}")
_PHONE = re.compile(r"\+[1-9][0-9]{5,14}")
_STARS = tuple(map(str, range(1, MOST_STARS + 1)))
_SIZES = {"k": 1e3, "m": 1e6, "b": 1e9}


class Fields:
    """Fields of one JSON object; ``remarks`` collects what was dropped from it.

    ``path`` is the place of the object in the notice, such as ``author.``.
    """

    def __init__(self, values, remarks, path=""):
        self.values = values
        self.remarks = remarks
        self.path = path

    def get(self, name):
        """Return a value as it came; None means that it is missing."""
        return self.values.get(name)

    def leave_out(self, name, value, why, instead="It was left out."):
        self.remarks.append(f"“{self.path}{name}” {why}: {quote(value)}. {instead}")

    # -- what a message needs ----------------------------------------------------

    def require_id(self, name):
        value = self.get(name)
        if value is None or value == "":
            raise Unreadable(
                f"“{name}” is missing. Send the id that the post has on its network."
            )
        found = as_id(value)
        if not found:
            raise Unreadable(f"“{name}” must be text or a number: {quote(value)}.")
        return found

    def require_choice(self, name, choices, default=None):
        value = self.get(name)
        found = as_word(default if value is None else value)
        if found not in choices:
            *others, last = choices
            listed = f"{', '.join(others)} or {last}"
            raise Unreadable(f"“{name}” must be {listed}: {quote(value)}.")
        return found

    def require_time(self, name, default):
        """Return a time; ``default`` if the field is missing.

        :raise Unreadable: for any other value, also an empty list or object
        """
        value = self.get(name)
        if value in (None, "", 0) and value is not False:
            value = default
        try:
            return parse_time(value)
        except ValueError:
            raise Unreadable(
                f"“{name}” is not a date: {quote(value)}. Send ISO 8601, for example "
                "2026-03-01T10:00:00Z."
            ) from None

    # -- what it can do without --------------------------------------------------

    def read_id(self, name):
        value = self.get(name)
        found = as_id(value)
        if not found and value not in (None, ""):
            self.leave_out(name, value, "must be text or a number")
        return found

    def read_text(self, name):
        value = self.get(name)
        if value is None or isinstance(value, str):
            return value or ""
        if _is_number(value):
            return str(value)
        self.leave_out(name, value, "is not text")
        return ""

    def read_link(self, name):
        """Return a web address, or '' without one. One that begins with "//" gets the
        scheme https.
        """
        value = self.get(name)
        link = f"https:{value}" if str(value).startswith("//") else value
        is_link = isinstance(link, str)
        if is_link and link.lower().startswith(("https://", "http://")):
            return link
        if value not in (None, ""):
            self.leave_out(name, value, "is not an address of the web")
        return ""

    def read_count(self, name):
        value = self.get(name)
        found = as_count(value)
        if found is None and value not in (None, ""):
            self.leave_out(name, value, "is not a number")
        return found or 0

    def read_stars(self, name):
        """Return a rating from 1 to 5, None without one."""
        value = self.get(name)
        found = as_stars(value)
        if not found and value not in (None, ""):
            self.leave_out(name, value, "is not a whole number from 1 to 5")
        return found

    def read_phone(self, name):
        """Return a phone number with ``+`` and country code, '' without one. Spaces and
        other marks between the digits are dropped.
        """
        value = self.get(name)
        found = re.sub(r"[\s().\-/]", "", value[:40]) if isinstance(value, str) else ""
        if _PHONE.fullmatch(found):
            return found
        if value not in (None, ""):
            self.leave_out(name, value, "is not a phone number with “+” in front")
        return ""

    def read_privacy(self, name):
        """Return whether a post is private; unclear values count as private."""
        if name not in self.values:
            return False
        value = self.get(name)
        answer = as_answer(value)
        if answer is None:
            instead = "The message was taken as private."
            self.leave_out(name, value, "is neither true nor false", instead)
        return answer is not False


def quote(value):
    """Return a value as its sender knows it, shortened."""
    if isinstance(value, str):
        return f"'{_shorten(value)}'"
    return _shorten(json.dumps(value, ensure_ascii=False, default=str))


def _shorten(text):
    line = " ".join(text[: 2 * _LONGEST_QUOTE].split())
    return line if len(line) <= _LONGEST_QUOTE else f"{line[:_LONGEST_QUOTE]}…"


def as_id(value):
    """Return an ID as text, '' if it is none."""
    if isinstance(value, str):
        return value if value.strip() else ""
    if not _is_number(value):
        return ""
    is_whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if is_whole else value)


def as_word(value):
    """Return a keyword of our protocol in its normal spelling, '' if it is none."""
    return value.strip().lower() if isinstance(value, str) else ""


def as_answer(value):
    """Return True, False, or None for other values."""
    if isinstance(value, bool):
        return value
    word = as_word(value) or (as_id(value) if _is_number(value) else "")
    return True if word in _YES else False if word in _NO else None


def as_count(value):
    """Parse a number of people, such as 1234, "1,234" or "1.2K"; None for other
    values.
    """
    if _is_number(value):
        return int(value) if 0 <= value < float("inf") else None
    found = isinstance(value, str) and _COUNT.fullmatch(value.strip()[:30])
    if not found:
        return None
    digits, size = found[1].strip(), found[2]
    if not size and _GROUPED.fullmatch(digits):
        return int(re.sub(r"\D", "", digits))
    return _as_decimal(digits, _SIZES[size.lower()] if size else 1)


def as_stars(value):
    """Return a rating from 1 to 5, such as 4, 4.0 or "4"; None for other values."""
    found = as_id(value).strip().removesuffix(".0")
    return int(found) if found in _STARS else None


def _as_decimal(digits, size):
    try:
        return int(float(re.sub(r"\s", "", digits).replace(",", ".")) * size)
    except ValueError:
        return None


def _is_number(value):
    return isinstance(value, int | float) and not isinstance(value, bool)
