# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Links as networks count them, found by the rules of twitter-text 3, which Mastodon
uses, too. Its twin is static/src/core/text_links.esm.js.

``links.py`` is for links that we store or follow; this is for lengths alone.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unicodedata import normalize

import regex

_TLDS = Path(__file__).parents[1] / "static/src/core/tlds.esm.js"
# Classes name both cases: engines differ in which letters they take for the same.
_LATIN = (
    r"\u0300-\u036fA-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
    r"\u0253-\u029f\u02bb\u1e00-\u1eff"
)
_SCHEME = "[hH][tT][tT][pP][sS]?://"
# What may be a host: after a scheme in any script, else in Latin letters. Candidates do
# not overlap, so that a text is read once.
_CANDIDATE = regex.compile(
    rf"({_SCHEME})([\p{{L}}\p{{M}}\p{{N}}_.-]+)"
    rf"|[{_LATIN}0-9](?:(?!{_SCHEME})[{_LATIN}0-9_.-])*"
)
_LABEL = regex.compile(r"[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}])?")
# Letters of another script may follow the end of a host.
_TLD = regex.compile(
    r"(?:[xX][nN]--[A-Za-z0-9-]+|[A-Za-z]+|[\p{L}\p{M}]+)(?![0-9A-Za-z@+-])"
)
_PORT = regex.compile(r":[0-9]+")
_NOT_BEFORE = regex.compile(r"[A-Za-z0-9@\uff20$#\uff03\ufffe\ufeff]")
_NOT_BEFORE_HOST = regex.compile(r"[A-Za-z0-9@\uff20$#\uff03\ufffe\ufeff_./-]")
_LONGEST_LABEL = 63
_LONGEST_LINK = 4096


class Rules(NamedTuple):
    """Rules of one network.

    ``has_bare`` tells whether a host without a scheme is a link. The others are
    patterns: a part of the path, and what it may end with.
    """

    has_bare: bool
    path: regex.Pattern
    path_end: regex.Pattern
    query: regex.Pattern = regex.compile(
        r"\?[A-Za-z0-9!?*'@();:&=+$/%#\[\]_.,~|-]*[A-Za-z0-9_&=#/-]"
    )


def _make_path(part):
    """Return the pattern of a path: brackets count if they are balanced, one inside
    another at most.

    Each repetition takes one character, so that a bracket without its end is given up
    in one way only.
    """
    return regex.compile(rf"/(?:{part}|\((?:{part}|\({part}+\))*\))*")


_X_LETTERS = rf"{_LATIN}\u0400-\u04ff0-9"
X = Rules(
    has_bare=True,
    path=_make_path(rf"[{_X_LETTERS}!*';:=+,.$/%#\[\]\u2013_~@|&-]"),
    path_end=regex.compile(rf"[{_X_LETTERS}+=_#/)-]"),
)
MASTODON = Rules(
    has_bare=False,
    path=_make_path(r"[^\p{White_Space}<>()?]"),
    path_end=regex.compile(r"[^\p{White_Space}(?!*\"'\u300c\u300d<>;:=,.$%\[\]~&|@]"),
)


def find_links(text, rules):
    """Find the links that a network counts as such.

    :param text: any text
    :param rules: ``Rules``
    :return: iterator of (start, end)
    """
    position = 0
    while match := _CANDIDATE.search(text, position):
        find = _find_with_scheme if match[1] else _find_bare
        start, end = find(text, match, rules)
        position = end or match.end()
        if 0 < end - start <= _LONGEST_LINK:
            yield start, end


def _find_with_scheme(text, match, rules):
    """Return start and end of a candidate with a scheme; the end is 0 if it is no
    link.
    """
    start = match.start()
    if _NOT_BEFORE.match(text[max(start - 1, 0) : start]):
        return start, 0
    end = _find_host_end(text, match.start(2), match.end())
    return start, end and _find_path_end(text, _find_port_end(text, end), rules)


def _find_bare(text, match, rules):
    """As ``_find_with_scheme``: a host, with its port and parameters only if it has a
    path, too.
    """
    start = match.start()
    if not rules.has_bare or _NOT_BEFORE_HOST.match(text[max(start - 1, 0) : start]):
        return start, 0
    end = _find_host_end(text, start, match.end())
    start += text[start:end].rfind("_") + 1
    slash = _find_port_end(text, end)
    has_path = end and text.startswith("/", slash)
    return start, _find_path_end(text, slash, rules) if has_path else end


def _find_host_end(text, start, limit):
    """Return the end of the longest host that begins at ``start``, 0 if there is none:
    labels with dots between them, the last of which is a top-level domain.
    """
    end, before = 0, ""
    for label in text[start:limit].split("."):
        if before and "_" not in before and (found := _TLD.match(text, start)):
            if _is_tld(found[0]):
                end = found.end()
        if not _is_label(label):
            break
        start, before = start + len(label) + 1, label
    return end


def _is_tld(label):
    label = label.lower()
    return label.startswith("xn--") or label in _load_tlds()


@cache
def _load_tlds():
    return frozenset(re.findall("`(.*)`", _TLDS.read_text(), re.S)[0].split())


def _is_label(label):
    return len(label) <= _LONGEST_LABEL and _LABEL.fullmatch(label) and _fits(label)


def _fits(label):
    """Whether a label of any script is short enough for the name system (RFC 3492)."""
    if label.isascii():
        return True
    encoded = normalize("NFKC", label.lower()).encode("punycode")
    return len("xn--") + len(encoded) <= _LONGEST_LABEL


def _find_port_end(text, end):
    port = _PORT.match(text, end)
    return port.end() if port else end


def _find_path_end(text, end, rules):
    if path := rules.path.match(text, end):
        end += len(_trim(path[0], rules))
    if query := rules.query.match(text, end):
        end = query.end()
    return end


def _trim(path, rules):
    """Return a path without the punctuation of the sentence behind it."""
    end = len(path)
    while end > 1 and not rules.path_end.match(path[end - 1]):
        end -= 1
    return path[:end]
