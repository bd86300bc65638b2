# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What a text names: its words without those that any complaint has.

"My router is broken, please help" names a router. Words of a mood, an urgency or a
negation come from the lexicon of the language; greetings, pronouns, times and the like
from ``data/common_words.txt``.
"""

from functools import lru_cache

from .common import common_words
from .lexicon import LANGUAGES, lexicon
from .text import is_unspaced

_SHORTEST = 3
# What a company's language is not known for is read as this.
_DEFAULT = "en"


def list_named(text, language):
    """The set of words that a Text names, in small letters.

    :param text: a Text
    :param language: a code, "" where it is not known
    """
    known = language if language in LANGUAGES else _DEFAULT
    return frozenset(
        token.lstrip("#")
        for token in text.tokens
        if _is_word(token) and not _is_common(token, known)
    )


def _is_word(token):
    """Pairs of characters of a script without spaces are words, too."""
    word = token.lstrip("#")
    return word.isalpha() and (len(word) >= _SHORTEST or is_unspaced(word))


@lru_cache(maxsize=1 << 14)
def _is_common(token, language):
    word = token.lstrip("#")
    if word in common_words() or word == "CAPITALS":
        return True
    return lexicon(language).terms.spaced.value(word) is not None
