# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Words that tell a mood or a haste, in the languages that we wrote lists for.

The lists are in ``data/lexicon``; its README.md says how they are written. What is
found here is the cold start and a hint for the learner, which has the last word.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from .terms import Terms

FOLDER = Path(__file__).parents[1] / "data/lexicon"
LANGUAGES = ("de", "en", "es", "fr", "it", "pl", "pt", "ru", "zh")
# How far a negation or an intensifier reaches, in tokens (characters in Chinese).
REACH = 3
_TURNED = -0.7
_SECTION = re.compile(r"\[(\w+) ?([+-]?\d)?\]")


@dataclass(frozen=True, slots=True)
class Entry:
    """What one term means; a term may mean several things."""

    mood: int = 0
    urgency: int = 0
    negates: bool = False
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found, and what it says where it stands."""

    words: str
    mood: float
    urgency: int


_MEANINGS = {
    "mood": lambda entry, weight: replace(entry, mood=weight),
    "urgency": lambda entry, weight: replace(entry, urgency=weight),
    "negation": lambda entry, _weight: replace(entry, negates=True),
    "stronger": lambda entry, _weight: replace(entry, factor=1.4),
    "weaker": lambda entry, _weight: replace(entry, factor=0.6),
    "without": lambda entry, _weight: Entry(),
}


def sections(name):
    """(meaning, weight, term) of each term in a list, in its order."""
    meaning, weight = "", 0
    for line in (FOLDER / f"{name}.txt").read_text("utf-8").splitlines():
        if section := _SECTION.fullmatch(line):
            meaning, weight = section[1], int(section[2] or 0)
        elif not line.startswith("# "):
            for term in filter(None, map(str.strip, line.split(","))):
                yield meaning, weight, term


def _load_entries(name):
    entries = {}
    for meaning, weight, term in sections(name):
        entries[term] = _MEANINGS[meaning](entries.get(term, Entry()), weight)
    return entries


@lru_cache
def lexicon(language):
    """The lexicon for a language code.

    A language without a list has the signs alone. For an unknown language ("") all
    lists are one, without the terms whose mood differs between languages.
    """
    if language in LANGUAGES:
        return Lexicon(_load_entries("emoji") | _load_entries(language))
    return Lexicon(_load_entries("emoji") | ({} if language else _merge_languages()))


def _merge_languages():
    met = {}
    for language in LANGUAGES:
        for term, entry in _load_entries(language).items():
            met.setdefault(term, []).append(entry)
    return {term: entries[0] for term, entries in met.items() if _agree(entries)}


def _agree(entries):
    return len({(entry.mood > 0, entry.mood < 0) for entry in entries}) == 1


class Lexicon:
    def __init__(self, entries):
        self.terms = Terms(entries)

    def hits(self, text):
        """The terms in a Text that say something, with what precedes them."""
        return [hit for found in self.terms.find(text) for hit in _weigh(found)]


def _weigh(found):
    """A phrase says what it says; a single word what precedes it makes of it."""
    turned = strengthened = -REACH - 1
    factor = 1.0
    for term in found:
        entry = term.value
        mood, urgency = entry.mood, entry.urgency
        if term.at - strengthened <= REACH:
            mood *= factor
        if term.length == 1 and term.at - turned <= REACH:
            mood, urgency = mood * _TURNED, 0
        if mood or urgency:
            yield Hit(term.words, mood, urgency)
        if entry.negates:
            turned = term.at
        if entry.factor != 1:
            strengthened, factor = term.at + term.length - 1, entry.factor


def score(hits):
    """The mood of a text from -1 to 1; 0 where nothing was found."""
    total = sum(hit.mood for hit in hits)
    return total / (total * total + 12) ** 0.5
