# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Normalize spelling: words that readers take for the same compare equal.

To compare terms that a user typed with a text, pass both through ``fold`` and compare
plain strings.
"""

import unicodedata

import regex

from .text import LONGEST_TEXT, limit_marks

# Soft hyphens, zero-width characters, variation selectors, marks of direction.
_INVISIBLE = regex.compile(r"[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]+")
# "nº4711" is "nº" and a number, as "№4711" is.
_ORDINAL = regex.compile(r"([ªº])(?=\d)")
_LOOKALIKES = str.maketrans(
    dict.fromkeys("’‘‛ʼʻʹ′‵`´＇ꞌ՚", "'")
    | dict.fromkeys("“”„‟«»‹›″＂", '"')
    | dict.fromkeys("‐‑‒–—―−⁃﹘﹣－", "-")
    | {"⁄": "/"}
)
# Where signs such as № and ™ are: general punctuation to CJK, enclosed letters.
_BLOCKS = (range(0x80, 0x100), range(0x2000, 0x3400), range(0x1F100, 0x1F300))


def _spell_out(sign):
    """Return a sign that stands for several letters or digits as words of their own:
    the ``4711`` of ``№4711`` is a word, and so is the ``Acme`` of ``Acme™``.
    """
    letters = unicodedata.normalize("NFKC", sign)
    is_sign = unicodedata.category(sign)[0] in "SN"
    several = len(letters) > 1 and any(map(str.isalnum, letters))
    return f" {letters} " if is_sign and several else sign


_SIGNS = {
    point: spelled
    for block in _BLOCKS
    for point in block
    if (spelled := _spell_out(chr(point))) != chr(point)
}


# Most texts have none of these.
_RESPELLED = frozenset(map(chr, _SIGNS | _LOOKALIKES))


def respell(text):
    """Return ``text`` as it looks, case included: without invisible characters, with
    one character for each that looks the same (NFKC), and with signs such as № spelled
    out.
    """
    if text.isascii():
        return text.replace("`", "'")
    text = limit_marks(_INVISIBLE.sub("", text[:LONGEST_TEXT]))
    if _RESPELLED.isdisjoint(text) and unicodedata.is_normalized("NFKC", text):
        return text
    text = _ORDINAL.sub(r"\1 ", text.translate(_SIGNS)).translate(_LOOKALIKES)
    text = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    return text[:LONGEST_TEXT]


def fold(text):
    """Return ``text`` normalized for comparison, ignoring case: ``STRASSE`` equals
    ``straße``.

    The dot of a Turkish i is ignored, because the capital I of that language has none.
    Accents are kept: they distinguish words. The result is never longer than
    ``LONGEST_TEXT``.
    """
    return fold_case(respell(text))


def fold_case(text):
    """Return the result of ``fold`` for a text that went through ``respell``."""
    folded = text.casefold()
    if folded.isascii():
        return folded[:LONGEST_TEXT]
    folded = folded.replace("i\u0307", "i").replace("ı", "i")
    return respell(folded)
