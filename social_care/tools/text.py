# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Bound, clean and compare texts. Their length on a network: measures.py."""

import hashlib
import re

import regex

#: Maximum length of a stored text. Networks allow less, a tool may send anything.
LONGEST_TEXT = 20_000
#: Maximum number of consecutive combining marks (stream-safe text, Unicode UAX #15):
#: the time to sort them grows with the square of their number.
MOST_MARKS = 30

_GRAPHEME = regex.compile(r"\X")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_SEPARATORS = re.compile(r"[,\n]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,3}")
# Invisible characters that change the order of others (UAX #9) or make two names look
# the same. The joiners U+200C and U+200D stay: Persian, Hindi and emoji need them.
UNSEEN = (
    "\xad\u061c\u180e\u200b\u200e\u200f\u2028\u2029"
    "\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
    "\u206a\u206b\u206c\u206d\u206e\u206f\ufeff\ufff9\ufffa\ufffb\U000e0001"
)
_UNSEEN = str.maketrans(dict.fromkeys(UNSEEN))
_TOO_MANY_MARKS = regex.compile(r"(\p{M}{%d})\p{M}+" % MOST_MARKS)


def grapheme_length(text):
    """Return the number of user-perceived characters (Unicode UAX #29)."""
    # In a run of flags, the pattern would look back from each letter to the beginning
    # (quadratic time), so flags are replaced by an ordinary character.
    return sum(1 for _ in _GRAPHEME.finditer(_FLAG.sub("x", text)))


def utf16_length(text):
    """Return the number of UTF-16 code units, like JavaScript's ``length``."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shorten(text, width):
    """Return one line of at most ``width`` code points, cut with an ellipsis. The cut
    is between user-perceived characters, so that no emoji is split.
    """
    line = " ".join(text.split())
    if len(line) <= width:
        return line
    end = 0
    for character in _GRAPHEME.finditer(line):
        if character.end() >= width:
            break
        end = character.end()
    return line[:end].rstrip() + "…"


def get_language_tag(text):
    """Return ``text`` if it is a language tag of ordinary length (BCP 47), else ''."""
    return text if _LANGUAGE.fullmatch(text) else ""


def remove_unseen(text):
    """Return a text without characters that are invisible or change the order of
    others: for names and titles, which are shown next to other words.
    """
    return text.translate(_UNSEEN)


def split_terms(text):
    """Return the terms that a user typed, one per line or separated by commas."""
    return [term for part in _SEPARATORS.split(text or "") if (term := part.strip())]


def make_storable(text):
    """Return a text without what PostgreSQL cannot store: NUL and lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def make_storable_id(text):
    """Return an ID without what PostgreSQL cannot store.

    Different IDs stay different: if something is removed, a digest of the original is
    appended. Otherwise a stranger called ``<our own ID> + NUL`` would be taken for us.
    """
    kept = make_storable(text)
    if kept == text:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kept}#{digest[:16]}"


def limit_marks(text):
    """Return the text with at most ``MOST_MARKS`` consecutive combining marks."""
    return text if text.isascii() else _TOO_MANY_MARKS.sub(r"\1", text)


def bound(text):
    """Return a text of limited length, with an ellipsis where it was cut.

    Everything that processes a text comes after this, so nothing has to handle more
    than ``LONGEST_TEXT`` characters.

    :return: (text, whether it was cut)
    """
    is_cut = len(text) > LONGEST_TEXT
    kept = text[: LONGEST_TEXT - 1].rstrip() + "…" if is_cut else text
    return limit_marks(make_storable(kept)), is_cut


def get_web_link(url):
    """Return ``url`` if it is a web address, else ''. Addresses from networks become
    links on our screens, so ``javascript:`` must not pass.
    """
    return url if url.lower().startswith(("https://", "http://")) else ""


def get_initials(name):
    """Return the initials of a name: ``AVD`` for ``Anna van Dijk``."""
    return "".join(word[0] for word in name.split()).upper()
