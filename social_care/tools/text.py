# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How long a text is, how much of it is kept, and how two texts are compared."""

import hashlib
import re

import regex

#: Characters of a text that are kept; networks take less, a tool may send anything.
LONGEST_TEXT = 20_000
#: Combining marks in a row that are kept (the limit of Unicode's stream-safe text,
#: UAX #15): sorting a longer run takes a time that grows with its square.
MOST_MARKS = 30

_GRAPHEME = regex.compile(r"\X")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_SEPARATORS = re.compile(r"[,\n]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
# What is not seen and turns the order of what is (UAX #9), or makes two names look the
# same. The joiners U+200C and U+200D stay: Persian, Hindi and emoji are written with
# them.
UNSEEN = (
    "\xad\u061c\u180e\u200b\u200e\u200f\u2028\u2029"
    "\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
    "\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\ufff9\ufffa\ufffb\U000e0001"
)
_UNSEEN = str.maketrans(dict.fromkeys(UNSEEN))
_TOO_MANY_MARKS = regex.compile(r"(\p{M}{%d})\p{M}+" % MOST_MARKS)


def grapheme_length(text):
    """Number of user-perceived characters (Unicode UAX #29)."""
    # Of a row of flags each letter would look back at all before it: a flag counts as
    # any other character does.
    return sum(1 for _ in _GRAPHEME.finditer(_FLAG.sub("x", text)))


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
    """One line of at most ``width`` code points, with an ellipsis where cut: between
    what a reader sees as characters, so that no emoji is cut in half."""
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    end = 0
    for character in _GRAPHEME.finditer(line):
        if character.end() >= width:
            break
        end = character.end()
    return line[:end].rstrip() + "…"


def language_tag(text):
    """``text`` where it is a language tag of ordinary length (BCP 47), else ''."""
    return text if _LANGUAGE.fullmatch(text) else ""


def neutral(text):
    """The text without what turns the order of characters or is not seen: for names
    and titles, which stand beside other words."""
    return text.translate(_UNSEEN)


def terms(text):
    """The terms that a person typed, one per line or separated by commas."""
    return [term for part in _SEPARATORS.split(text or "") if (term := part.strip())]


def storable(text):
    """The text without what PostgreSQL cannot keep: NUL and lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def storable_id(text):
    """Return an ID without what PostgreSQL cannot keep.

    Different IDs stay different: one that loses something gets a digest of what it
    was. Otherwise a stranger called ``<our own ID> + NUL`` would be taken for us.
    """
    kept = storable(text)
    if kept == text:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kept}#{digest[:16]}"


def limit_marks(text):
    """The text with at most ``MOST_MARKS`` combining marks in a row."""
    return text if text.isascii() else _TOO_MANY_MARKS.sub(r"\1", text)


def bound(text):
    """(what is kept of a text, whether something was cut off its end).

    A text that is cut ends with an ellipsis. Everything that looks at a text comes
    after this, so nothing has to cope with more than ``LONGEST_TEXT`` characters.
    """
    is_cut = len(text) > LONGEST_TEXT
    kept = text[: LONGEST_TEXT - 1].rstrip() + "…" if is_cut else text
    return limit_marks(storable(kept)), is_cut


def web_link(url):
    """``url`` where it leads to the web, else '': what comes from a network becomes
    a link on our screens, and ``javascript:`` must not."""
    return url if url.lower().startswith(("https://", "http://")) else ""


def initials(name):
    """Initials of a person's name: ``Anna van Dijk`` gives ``AVD``."""
    return "".join(word[0] for word in name.split()).upper()
