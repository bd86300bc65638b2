# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How networks count the length of a text."""

import re

import regex

_GRAPHEME = regex.compile(r"\X")
_SEPARATORS = re.compile(r"[,\n]")


def grapheme_length(text):
    """Number of user-perceived characters (Unicode UAX #29)."""
    return sum(1 for _ in _GRAPHEME.finditer(text))


def utf16_length(text):
    """Number of UTF-16 code units, as JavaScript's ``length`` counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


_MEASURES = {
    "characters": len,
    "graphemes": grapheme_length,
    "utf16": utf16_length,
}


def measure(text, unit):
    """Length of ``text`` in ``unit``: characters, graphemes or utf16."""
    return _MEASURES[unit](text)


def fits(text, capabilities):
    """Whether the network takes a text of that length (and bytes)."""
    if measure(text, capabilities.text_unit) > capabilities.text_limit:
        return False
    limit = capabilities.byte_limit
    return limit is None or len(text.encode("utf-8")) <= limit


def shorten(text, width):
    """One line of at most ``width`` characters, with an ellipsis where cut."""
    line = " ".join(text.split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def terms(text):
    """The terms that a person typed, one per line or separated by commas."""
    return [term for part in _SEPARATORS.split(text or "") if (term := part.strip())]


def storable(text):
    """The text without what PostgreSQL cannot keep: NUL and lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def web_link(url):
    """``url`` where it leads to the web, else '': what comes from a network becomes
    a link on our screens, and ``javascript:`` must not."""
    return url if url.lower().startswith(("https://", "http://")) else ""


def initials(name):
    """Initials of a person's name: ``Anna van Dijk`` gives ``AVD``."""
    return "".join(word[0] for word in name.split()).upper()
