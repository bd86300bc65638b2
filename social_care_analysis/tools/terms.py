# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Find many terms in a text in one pass.

A term is a word, several words or, with ``*`` at its end, the beginning of a word.
Terms in a script without spaces are found within a run of characters. Of overlapping
terms, the longest wins.
"""

from dataclasses import dataclass
from functools import lru_cache

from odoo.addons.social_care.tools.folding import respell
from odoo.addons.social_care.tools.text import split_terms as separated

from .text import is_unspaced, read

_CACHED = 1 << 15


def listed(words):
    """Return the terms that a user typed, one per line or separated by commas, also
    full-width ones, with normalized spelling.
    """
    return separated(respell(words))


@dataclass(frozen=True, slots=True)
class Found:
    """A term in a text: its words there, its position and its value.

    ``at`` and ``length`` count tokens, or characters in a script without spaces.
    """

    at: int
    length: int
    words: str
    value: object


class Terms:
    """An index of terms with a value each."""

    def __init__(self, values):
        spaced, unspaced = {}, {}
        for term, value in values.items():
            (unspaced if is_unspaced(term) else spaced)[term] = value
        self.spaced = _Table(spaced, " ", lambda text: text.tokens)
        self.unspaced = _Table(unspaced, "", lambda text: text.lower)

    def find(self, text, words=None):
        """Two lists of Found: among the tokens, and inside runs of characters.

        :param words: what to read instead of the tokens of the text
        """
        inside = self.unspaced.find(text.lower) if is_unspaced(text.lower) else []
        return self.spaced.find(text.tokens if words is None else words), inside


class _Table:
    """Terms of one kind; ``parts`` splits a ``Text`` into their units."""

    def __init__(self, values, separator, parts):
        self.separator = separator
        self.parts = parts
        self.whole, self.stems, self.longest = {}, {}, {}
        for term, value in values.items():
            self._add(term, value)
        # Length of the longest term by its first token; a stem begins with any token.
        self.default = 1 if separator else 0
        self.value = lru_cache(maxsize=_CACHED)(self._value)

    def _add(self, term, value):
        # The star of a smiley is none.
        is_stem = term.endswith("*") and (len(term) == 1 or term[-2].isalnum())
        kind = self.stems if is_stem else self.whole
        if parts := self.parts(read(term.lower().removesuffix("*" * is_stem))):
            kind[self.separator.join(parts)] = value
            self.longest[parts[0]] = max(self.longest.get(parts[0], 1), len(parts))

    def _value(self, words):
        """Return the value of a whole term or of its longest stem."""
        if words in self.whole:
            return self.whole[words]
        shortest = words.rfind(" ") + 2
        stems = (self.stems.get(words[:end]) for end in range(len(words), shortest, -1))
        return next(filter(None, stems), None)

    def find(self, parts):
        found = []
        after = 0
        for at, part in enumerate(parts):
            longest = self.longest.get(part, self.default)
            if at >= after and longest:
                if here := self._longest_at(parts, at, longest):
                    found.append(here)
                    after = at + here.length
        return found

    def _longest_at(self, parts, at, longest):
        for length in range(min(longest, len(parts) - at), 0, -1):
            words = parts[at]
            if length > 1:
                words = self.separator.join(parts[at : at + length])
            if (value := self.value(words)) is not None:
                return Found(at, length, words, value)
        return None
