# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Parse JSON from strangers: one odd value must not make the rest unreadable."""

import json
import re

from .nesting import MOST_LEVELS

_LONGEST_NUMBER = 300
# An unterminated text is one token, too: otherwise it would be scanned again from each
# of its quotes.
_TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?|[\[\]{}]', re.DOTALL)


def read_integer(digits):
    """Return an integer; one that Python refuses to parse stays text."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else digits


def load(raw):
    """Parse JSON.

    :param raw: bytes
    :return: the value
    :raise ValueError: if it is no JSON
    """
    try:
        return json.loads(raw, parse_int=read_integer)
    except RecursionError:
        return json.loads(_cut_depths(raw), parse_int=read_integer)


def _cut_depths(raw):
    """Replace what is nested deeper than ``MOST_LEVELS`` by ``null``."""
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
    # An unclosed bracket is no JSON: json.loads reports it.
    return b"".join(kept) + raw[start:]
