# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""JSON from strangers: one odd value in it must not make all of it unreadable."""

import json
import re

from .nesting import MOST_LEVELS

_LONGEST_NUMBER = 300
# A text that never ends is one token, too: it must not be looked through from each of
# its quotes.
_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]', re.DOTALL)


def read_integer(digits):
    """An integer; one that Python refuses to read stays text."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


def load(raw):
    """The value of JSON in ``raw`` (bytes).

    :raise ValueError: where it is no JSON
    """
    try:
        return json.loads(raw, parse_int=read_integer)
    except RecursionError:
        return json.loads(_without_depths(raw), parse_int=read_integer)


def _without_depths(raw):
    """JSON with ``null`` in place of what is nested deeper than Python reads."""
    kept, depth, start = [], 0, 0
    for token in _TOKEN.finditer(raw):
        sign = token[0]
        if sign in (b"[", b"{"):
            depth += 1
            if depth == MOST_LEVELS + 1:
                kept.append(raw[start : token.start()] + b"null")
        elif sign in (b"]", b"}"):
            depth -= 1
            if depth == MOST_LEVELS:
                start = token.end()
    # What never closes is no JSON, and json.loads says so.
    return b"".join(kept) + raw[start:]
