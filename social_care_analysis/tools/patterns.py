# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The pattern files, parsed: what is looked for in texts by more than bare words.

There is one folder for each subject, ``data/urgency``, ``data/sarcasm`` and
``data/relevance``. The README.md of ``data/urgency`` describes the syntax.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .text import read

FOLDER = Path(__file__).parents[1] / "data"
URGENCY, SARCASM, RELEVANCE = SUBJECTS = ("urgency", "sarcasm", "relevance")
LANGUAGES = ("de", "en", "es", "fr", "it", "pl", "pt", "ru", "zh")
#: The kind that is looked for in all languages and that no model lowers.
SELF_HARM = "self_harm"
#: Languages whose terms and distances are in characters.
UNSPACED = ("zh",)
#: Sections whose lines take a pattern back, and what ends a pattern's clause.
GUARDS = (
    "idiom",
    "negation",
    "negation_after",
    "condition",
    "question",
    "past",
    "story",
    "solved",
)
#: Words that look like those of a guard and are none.
KEEP = "keep"
GROUP, LETTERS = "group", "letters"
#: Tokens (characters in Chinese) between the parts of a pattern.
WINDOW, UNSPACED_WINDOW = 6, 14
_SECTION = re.compile(r"\[(\w+)(?: (\w+))?\]")
_SEPARATOR = re.compile(r"\s([+>])(\d*)\s")
_GROUP = re.compile(r"%\w")
_EXAMPLE = re.compile(r"\s+(yes|no): (.+)")
_STRIPPED = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "ł": "l", "ß": "ss", "'": "", "#": ""}
    # Ukrainian letters, which many mix with Russian ones.
    | {"і": "и", "ї": "и", "є": "е", "ґ": "г"}
)


@dataclass(frozen=True)
class Kind:
    """What a pattern is a sign of; the kinds are sorted by what comes first for an
    agent.

    ``level`` is its urgency from 0 to 3, ``guards`` are the sections that take its
    patterns back.
    """

    name: str
    subject: str
    level: int
    guards: frozenset


@dataclass(frozen=True)
class Line:
    """One line of a pattern file.

    ``section`` is the name of a kind or of a guard, ``parts`` has the alternative
    terms of each part, of the event alone or of a thing and its event. ``joint`` says
    whether the thing comes first and how many tokens may be between them.
    ``reach`` is how far a guard reaches, None for the default. ``matches`` are texts
    that the line must find, ``traps`` texts that it must not find, for a guard texts
    in which it must take something back.
    """

    section: str
    parts: tuple
    joint: tuple | None
    reach: int | None
    matches: tuple
    traps: tuple
    number: int


@dataclass(frozen=True)
class PatternList:
    """What a language's file says. ``letters`` maps characters to their variants."""

    subject: str
    language: str
    lines: tuple
    letters: dict

    @property
    def is_unspaced(self):
        return self.language in UNSPACED


@lru_cache
def load_kinds(subject):
    """The kinds of a subject's ``kinds.txt`` by name."""
    kinds = {}
    for line in _read_lines(subject, "kinds"):
        if line.strip() and not line.startswith("#"):
            name, level, guards = map(str.strip, line.split("|"))
            kinds[name] = Kind(name, subject, int(level), frozenset(guards.split()))
    return kinds


@lru_cache
def load_patterns(subject, language):
    """The PatternList of a subject in a language.

    :raise ValueError: for a line that breaks the syntax, with its number
    """
    return _Parser(subject, language).parse()


@lru_cache(maxsize=1 << 15)
def fold_word(word):
    """A lower-case word in the standard spelling, without accents and apostrophes,
    which hasty people omit.
    """
    folded = _fold_letters(word)
    return load_spellings().get(folded, folded)


@dataclass(frozen=True)
class Spelling:
    """A ``word`` and its ``variants``; ``sample`` is a text that is found with it."""

    word: str
    variants: tuple
    sample: str


def list_spellings():
    """The rows of ``spellings.txt``."""
    for line in _read_lines("", "spellings"):
        if line.strip() and line[0] not in "#[":
            row, sample = line.split(" | ")
            word, variants = row.split(": ")
            yield Spelling(word, tuple(variants.split(", ")), sample)


@lru_cache
def load_spellings():
    """The words of ``spellings.txt`` by their variants, both folded."""
    return {
        _fold_letters(variant): _fold_letters(own.word)
        for own in list_spellings()
        for variant in own.variants
    }


def _fold_letters(word):
    if word.isascii():
        return word.translate(_STRIPPED)
    letters = unicodedata.normalize("NFD", word.translate(_STRIPPED))
    return "".join(sign for sign in letters if not unicodedata.combining(sign))


def _read_lines(subject, name):
    return (FOLDER / subject / f"{name}.txt").read_text("utf-8").splitlines()


class _Parser:
    def __init__(self, subject, language):
        self.subject, self.language = subject, language
        self.place = f"{subject}/{language}"
        self.window = UNSPACED_WINDOW if language in UNSPACED else WINDOW
        self.groups, self.letters, self.lines = {}, {}, []
        self.section, self.argument = "", None

    def parse(self):
        for number, line in enumerate(_read_lines(self.subject, self.language), 1):
            if line.strip() and not line.startswith("#"):
                self._read_line(line.rstrip(), number)
        lines = tuple(map(_finish, self.lines))
        return PatternList(self.subject, self.language, lines, self.letters)

    def _read_line(self, line, number):
        if section := _SECTION.fullmatch(line):
            self._begin_section(*section.groups(), number)
        elif example := _EXAMPLE.fullmatch(line):
            self.lines[-1][example[1]].append(example[2])
        elif self.section == GROUP:
            self.groups[self.argument] += self._read_terms(line, number)
        elif self.section == LETTERS:
            self.letters.update(zip(*line.split(), strict=True))
        else:
            self._add_line(line, number)

    def _begin_section(self, section, argument, number):
        if section not in {*load_kinds(self.subject), *GUARDS, KEEP, GROUP, LETTERS}:
            raise ValueError(f"{self.place}:{number}: unknown section [{section}]")
        self.section, self.argument = section, argument
        if section == GROUP:
            self.groups.setdefault(argument, ())

    def _add_line(self, line, number):
        first, *rest = _SEPARATOR.split(line.strip())
        if len(rest) > 3:
            raise ValueError(f"{self.place}:{number}: a pattern has two parts")
        parts, joint = [self._read_terms(first, number)], None
        if rest:
            sign, window, event = rest
            parts.append(self._read_terms(event, number))
            joint = (sign == ">", int(window or self.window))
        reach = self.argument and int(self.argument)
        head = (self.section, tuple(parts), joint, reach)
        self.lines.append({"head": head, "yes": [], "no": [], "number": number})

    def _read_terms(self, words, number):
        """The terms of one part: a tuple of (word, is stem) for each."""
        terms = []
        for term in filter(None, map(str.strip, words.split(","))):
            if _GROUP.match(term):
                if term[1:] not in self.groups:
                    raise ValueError(f"{self.place}:{number}: no group {term}")
                terms += self.groups[term[1:]]
            else:
                terms.append(self._read_term(term))
        return tuple(dict.fromkeys(terms))

    def _read_term(self, term):
        if self.language in UNSPACED:
            return tuple((sign, False) for sign in term if not sign.isspace())
        words = []
        for word in term.split():
            tokens = read(word.rstrip("*").lower()).tokens
            words += [(fold_word(token), False) for token in tokens]
            if word.endswith("*"):
                words[-1] = (words[-1][0], True)
        return tuple(words)


def _finish(raw):
    return Line(*raw["head"], tuple(raw["yes"]), tuple(raw["no"]), raw["number"])
