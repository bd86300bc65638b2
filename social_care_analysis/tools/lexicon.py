# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Words that express sentiment or urgency, in the languages with word lists.

The lists are in ``data/lexicon``; its README.md describes their format. Their hits
decide before training and are features of the model after it.
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

from .common import common_words
from .hashtags import segment, split_by_case
from .terms import Terms
from .usual_topics import usual_topics

FOLDER = Path(__file__).parents[1] / "data/lexicon"
LANGUAGES = ("de", "en", "es", "fr", "it", "pl", "pt", "ru", "zh")
# Reach of a negation or an intensifier, in tokens (characters in Chinese).
REACH = 3
_TURNED = -0.7
# The mood of a word that is a complaint even in a hashtag of several words.
_COMPLAINT = -2
_WORD = re.compile(r"[^\W\d_]{3,}")
_SECTION = re.compile(r"\[(\w+) ?([+-]?\d)?\]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning of a term; a term may have several."""

    mood: int = 0
    urgency: int = 0
    negates: bool = False
    factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """A term in a text, with its meaning in that context."""

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
    """Return (meaning, weight, term) of each term of a list, in order."""
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
    """Return the lexicon of a language code.

    A language without a list has the signs alone. An unknown language ('') gets all
    lists together, without terms whose sentiment differs between languages.
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
        self.split = lru_cache(maxsize=1 << 12)(self._split)

    @cached_property
    def vocabulary(self):
        """Words that hashtags are made of."""
        usual = " ".join(usual_topics().values())
        own = " ".join(self.terms.spaced.whole).split()
        words = [*_WORD.findall(usual.lower()), *own]
        return common_words().union(filter(str.isalpha, words))

    def _split(self, tag):
        return segment(tag, self.vocabulary)

    def hits(self, text):
        """Return the hits in a ``Text``, with the words before them taken into
        account.
        """
        words, tags = text.tokens, ()
        if "#" in text.plain:
            words, tags = self._read_hashtags(text)
        hits = [hit for one in self.terms.find(text, words) for hit in _weigh(one)]
        return hits + [hit for tag in tags for hit in self._judge_hashtag(tag)]

    def _read_hashtags(self, text):
        """Return the words of a text, and those of each hashtag of several words."""
        by_case = split_by_case(text.plain)
        words, tags = [], []
        for token in text.tokens:
            parts = [token]
            if token.startswith("#"):
                parts = by_case.get(token) or self.split(token[1:]) or [token[1:]]
            words.append(parts[0] if len(parts) == 1 else "")
            if len(parts) > 1:
                tags.append(parts)
        return words, tags

    def _judge_hashtag(self, words):
        """Return the hits in a hashtag of several words. It often names a show or a
        campaign, so that less than a clear complaint only counts as a whole.
        """
        found = self.terms.spaced.find(words)
        is_whole = bool(found) and found[0].length == len(words)
        return [hit for hit in _weigh(found) if is_whole or hit.mood <= _COMPLAINT]


def _weigh(found):
    """Negations and intensifiers before a single word change it, but not a phrase."""
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
    """Return the sentiment of a text, from -1 to 1; 0 without hits."""
    total = sum(hit.mood for hit in hits)
    return total / (total * total + 12) ** 0.5
