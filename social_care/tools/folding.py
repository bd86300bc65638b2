# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""One spelling for what readers take for the same word.

Whoever compares words that a person typed with what somebody wrote passes both sides
through ``fold`` and then compares plain strings.
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
    """A sign that stands for several letters or digits, as words of their own: the
    ``4711`` of ``№4711`` is a word, and so is the ``Acme`` of ``Acme™``."""
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
    """``text`` as it looks, in the writer's case: without what cannot be seen, with
    one character for each that looks the same (NFKC), signs such as № spelled out."""
    if text.isascii():
        return text.replace("`", "'")
    text = limit_marks(_INVISIBLE.sub("", text[:LONGEST_TEXT]))
    if _RESPELLED.isdisjoint(text) and unicodedata.is_normalized("NFKC", text):
        return text
    text = _ORDINAL.sub(r"\1 ", text.translate(_SIGNS)).translate(_LOOKALIKES)
    text = unicodedata.normalize("NFKC", text).translate(_LOOKALIKES)
    return text[:LONGEST_TEXT]


def fold(text):
    """``text`` for comparing words, whatever their case: ``STRASSE`` is ``straße``.

    A dot on a Turkish i does not count, for there a capital I has none. Accents do:
    they make other words. The result is never longer than ``LONGEST_TEXT``.
    """
    return fold_case(respell(text))


def fold_case(text):
    """The rest of ``fold``, for a text that went through ``respell``."""
    folded = text.casefold()
    if folded.isascii():
        return folded[:LONGEST_TEXT]
    folded = folded.replace("i\u0307", "i").replace("ı", "i")
    return respell(folded)
