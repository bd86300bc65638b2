# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Finds the patterns of ``patterns`` in a text.

A pattern counts unless a guard takes it back: a negation before it, a condition, a
question whether it is possible, an idiom. A text in an unknown language is read with
the patterns of all, and self-harm is always looked for in all: a short text is easily
taken for another language.

All work on a text is linear in its length: every search is bounded by a window.
"""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import product

from .patterns import (
    GUARDS,
    KEEP,
    LANGUAGES,
    SELF_HARM,
    SUBJECTS,
    fold_word,
    load_kinds,
    load_patterns,
)
from .text import is_unspaced

#: Default reach of each guard, in tokens.
REACHES = {
    "negation": 3,
    "negation_after": 1,
    "condition": 9,
    "question": 12,
    "past": 12,
    "story": 12,
    "solved": 30,
}
#: How far a negation reaches before the thing that a pattern is about.
THING_REACH = 1
#: The end of a sentence is as far as so many tokens.
SENTENCE_GAP = 3
#: No term has more words (characters in Chinese).
LONGEST_TERM = 9
_ENDS, _BREAKS = frozenset(".!?;。！？；"), frozenset('.!?;。！？；,:，：、—()"')
_CACHED = 1 << 14


@dataclass(frozen=True)
class Finding:
    """A pattern in a text: the name of its kind and its words as they were written.

    ``about`` are the words of the thing that something happened to.
    """

    kind: str
    words: str
    about: str = ""


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """Tokens from ``start`` to before ``end``."""

    start: int
    end: int

    def overlaps(self, other):
        return self.start < other.end and other.start < self.end


class Matcher:
    """Finds the patterns of several PatternLists."""

    def __init__(self, lists):
        spaced = [own for own in lists if not own.is_unspaced]
        unspaced = [own for own in lists if own.is_unspaced]
        self.any = _Table(map(_Rules, spaced))
        languages = {one.language for one in lists}
        self.own = {code: _Table(_select(code, spaced)) for code in languages}
        letters = {sign: own.letters[sign] for own in unspaced for sign in own.letters}
        self.unspaced = _Table(map(_Rules, unspaced), letters)

    def find(self, text, language=""):
        """The Findings in a Text, those of the most serious kinds first.

        :param language: the code of its language, "" where that is unknown
        """
        found = self._find(text, language)
        if not found:
            return []
        return sorted(
            set(found), key=lambda one: (_list_kinds().index(one.kind), one.words)
        )

    def _find(self, text, language):
        tokens = text.tokens
        found = self.own.get(language, self.any).find(tokens)
        if not text.lower.isascii() and is_unspaced(text.lower):
            signs = [sign for sign in text.lower if not sign.isspace()]
            found += self.unspaced.find(signs)
        return found


@lru_cache
def _list_kinds():
    return [name for subject in SUBJECTS for name in load_kinds(subject)]


def _select(language, lists):
    """The rules for texts in one language: of other languages those of self-harm."""
    for one in lists:
        kinds = None if one.language == language else (SELF_HARM,)
        yield _Rules(one, kinds)


@lru_cache
def get_matcher(*subjects):
    """The Matcher of some subjects in all languages."""
    pairs = product(subjects, LANGUAGES)
    return Matcher([load_patterns(*pair) for pair in pairs])


class _Table:
    """The terms of languages that are looked for in one go.

    Guards are looked for only in a text in which all parts of some line are.
    """

    def __init__(self, all_rules, letters=None):
        """:param letters: {character: its variant} of a script without spaces"""
        index = _Index if letters is None else _PairIndex
        self.patterns, self.guards = index(letters), index(letters)
        for rules in all_rules:
            for term, parts in rules.terms.items():
                self.patterns.add(term, (rules, parts))
            for term, parts in rules.guard_terms.items():
                self.guards.add(term, (rules, parts))

    def find(self, words):
        """The Findings among words."""
        hits = self.patterns.find(words)
        complete = [rules for rules, own in hits.items() if rules.is_complete(own)]
        if not complete:
            return []
        guards = self.guards.find(words)
        found = []
        for rules in complete:
            own = hits[rules] | guards.get(rules, {})
            idioms = self._get_idioms(guards, rules.subject)
            found += rules.find(_Reading(words, own, idioms, self.patterns.separator))
        return found

    def _get_idioms(self, hits, subject):
        """Where the idioms of any language are: many borrow one from another."""
        return sorted(
            span
            for rules, own in hits.items()
            if rules.subject == subject
            for part, _reach in rules.guards["idiom"]
            for span in own.get(part, ())
        )


class _Index:
    """Terms by their first word, and what they stand for: (rules, parts)."""

    separator = " "

    def __init__(self, letters):
        self.letters = letters
        self.whole, self.stems, self.cache = defaultdict(list), defaultdict(list), {}

    def add(self, term, meaning):
        (word, is_stem), *rest = term
        kind = self.stems if is_stem else self.whole
        kind[word].append((tuple(rest), *meaning))

    def find(self, words):
        """The spans of each part, by rules."""
        hits, cache = {}, self.cache
        for at, word in enumerate(words):
            entries = cache.get(word)
            if entries is None:
                entries = self._remember(word)
            if entries:
                for length, rules, parts in self._match(words, at, *entries):
                    _note(hits.setdefault(rules, {}), parts, Span(at, at + length))
        return hits

    def _match(self, words, at, single, by_second):
        """(length, rules, parts) of the terms that begin at a word."""
        yield from single
        if by_second and at + 1 < len(words):
            second = fold_word(words[at + 1])
            for rest, rules, parts in by_second.get(second, ()):
                if self._goes_on(words, at + 2, rest):
                    yield len(rest) + 2, rules, parts
            for (stem, _is_stem), rest, rules, parts in by_second.get(None, ()):
                if second.startswith(stem) and self._goes_on(words, at + 2, rest):
                    yield len(rest) + 2, rules, parts

    def _goes_on(self, words, at, rest):
        if at + len(rest) > len(words):
            return False
        for (word, is_stem), own in zip(rest, words[at : at + len(rest)], strict=True):
            own = fold_word(own)
            if own != word and not (is_stem and own.startswith(word)):
                return False
        return True

    def _remember(self, word):
        if len(self.cache) >= _CACHED:
            self.cache.clear()
        self.cache[word] = entries = self._get_entries(fold_word(word))
        return entries

    def _get_entries(self, word):
        """The terms that may begin with a word: those of one word, and the others by
        their second one (those with a stem there under None)."""
        single, by_second = [], defaultdict(list)
        for rest, rules, parts in self._get_terms(word):
            if not rest:
                single.append((1, rules, parts))
            elif rest[0][1]:
                by_second[None].append((rest[0], rest[1:], rules, parts))
            else:
                by_second[rest[0][0]].append((rest[1:], rules, parts))
        return (single, by_second) if single or by_second else ()

    def _get_terms(self, word):
        yield from self.whole.get(word, ())
        for end in range(1, len(word) + 1):
            yield from self.stems.get(word[:end], ())


class _PairIndex(_Index):
    """Terms in a script without spaces, by their first two characters."""

    separator = ""

    def __init__(self, letters):
        super().__init__(letters)
        self.firsts = set()

    def add(self, term, meaning):
        signs = "".join(sign for sign, _is_stem in term)
        self.whole[signs[:2]].append((signs[2:], *meaning))
        self.firsts.add(signs[0])

    def find(self, words):
        text = "".join(self.letters.get(sign, sign) for sign in words)
        hits = {}
        for at, sign in enumerate(text):
            if sign in self.firsts:
                for end, entries in self._get_near(text, at):
                    for rest, rules, parts in entries:
                        if text.startswith(rest, end):
                            span = Span(at, end + len(rest))
                            _note(hits.setdefault(rules, {}), parts, span)
        return hits

    def _get_near(self, text, at):
        for end in (at + 1, at + 2):
            if entries := self.whole.get(text[at:end]):
                yield min(end, len(text)), entries


def _note(hits, parts, span):
    """Add a span; the spans of a part stay in the order of the text."""
    for part in parts:
        hits.setdefault(part, []).append(span)


class _Rules:
    """The lines of one language. A part is a number; equal parts are the same."""

    def __init__(self, patterns, kinds=None):
        """:param kinds: names of the kinds that are looked for, None for all"""
        known = load_kinds(patterns.subject)
        self.subject, self.parts = patterns.subject, {}
        self.terms, self.guard_terms = defaultdict(list), defaultdict(list)
        self.guards, self.lines = defaultdict(list), defaultdict(list)
        for line in patterns.lines:
            if line.section in (*GUARDS, KEEP):
                part = self._number(line.parts[0], self.guard_terms)
                reach = line.reach or REACHES.get(line.section, 0)
                self.guards[line.section].append((part, reach))
            elif not kinds or line.section in kinds:
                # The last part is the event; the thing is looked for around it.
                *things, event = [self._number(one, self.terms) for one in line.parts]
                own = (known[line.section], tuple(things), line.joint)
                self.lines[event].append(own)

    def _number(self, alternatives, terms):
        key = (frozenset(alternatives), id(terms))
        if key not in self.parts:
            self.parts[key] = len(self.parts)
            for term in key[0]:
                terms[term].append(self.parts[key])
        return self.parts[key]

    def is_complete(self, hits):
        """Whether all parts of some line are there."""
        return any(
            all(part in hits for part in others)
            for event in hits
            for _kind, others, _joints in self.lines.get(event, ())
        )

    def find(self, reading):
        for event, spans in list(reading.hits.items()):
            for kind, things, joint in self.lines.get(event, ()):
                found = self._find_line(reading, kind, spans, things, joint)
                if found:
                    about = reading.quote(found[-1:])
                    yield Finding(kind.name, reading.quote(found), about)

    def _find_line(self, reading, kind, spans, things, joint):
        """The spans of the first match of a line that no guard takes back, or None."""
        for event in spans:
            if not things and not self._is_taken_back(reading, kind, (event,)):
                return (event,)
            for part in things:
                for thing in reading.get_near(part, event, *joint):
                    if not self._is_taken_back(reading, kind, (event, thing)):
                        return event, thing
        return None

    def _is_taken_back(self, reading, kind, match):
        """Whether a guard of the kind applies to a match (event and thing)."""
        if "idiom" in kind.guards and any(map(reading.is_in_idiom, match)):
            return True
        return any(
            getattr(self, f"_is_in_{name}")(reading, part, reach, match)
            for name in GUARDS[1:]
            if name in kind.guards
            for part, reach in self.guards[name]
        )

    def _get_guards(self, reading, part, first, last, match=()):
        """Where a guard begins between two tokens, unless it is a part of the match
        or only looks like a guard."""
        for span in reading.get_between(part, first, last):
            if not any(map(span.overlaps, match)) and not self._is_kept(reading, span):
                yield span

    def _is_kept(self, reading, span):
        return any(
            own.overlaps(span)
            for part, _reach in self.guards[KEEP]
            for own in reading.get_between(part, span.start - LONGEST_TERM, span.end)
        )

    def _is_in_negation(self, reading, part, reach, match):
        reaches = (reach, min(reach, THING_REACH))
        return any(
            0 <= span.start - own.end <= most
            and reading.is_same_clause(own.end - 1, span.start)
            for span, most in zip(match, reaches, strict=False)
            for own in self._get_guards(
                reading, part, span.start - most - LONGEST_TERM, span.start, match
            )
        )

    def _is_in_negation_after(self, reading, part, reach, match):
        event = match[0]
        return any(
            own.start >= event.end and reading.is_same_clause(event.start, own.start)
            for own in self._get_guards(
                reading, part, event.end, event.end + reach, match
            )
        )

    def _is_in_condition(self, reading, part, reach, match):
        first, last = min(match).start, max(match).start
        return any(
            own.end <= last and reading.is_same_clause(own.start, last)
            for own in self._get_guards(reading, part, first - reach, last, match)
        )

    def _is_in_question(self, reading, part, reach, match):
        return reading.is_question(match[0].start) and self._is_in_condition(
            reading, part, reach, match
        )

    def _is_in_past(self, reading, part, reach, match):
        start = match[0].start
        return any(
            reading.is_same_clause(own.start, start)
            for own in self._get_guards(
                reading, part, start - reach, start + reach, match
            )
        )

    def _is_in_story(self, reading, part, reach, match):
        start = match[0].start
        return any(
            reading.is_same_sentence(own.start, start)
            for own in self._get_guards(reading, part, start - reach, start + reach)
        )

    def _is_in_solved(self, reading, part, reach, match):
        event = match[0]
        return any(
            not self._is_denied(reading, own)
            for own in self._get_guards(
                reading, part, event.end, event.end + reach, match
            )
        )

    def _is_denied(self, reading, span):
        return any(
            self._is_in_negation(reading, part, 2, (span,))
            for part, _reach in self.guards["negation"]
        )


def _cut(spans, first, last):
    if not spans:
        return ()
    start = bisect_left(spans, Span(first, 0))
    return spans[start : bisect_left(spans, Span(last + 1, 0))]


class _Reading:
    """One text: its words, where parts were found, and its clauses."""

    def __init__(self, words, hits, idioms, separator):
        self.words, self.hits = words, hits
        self.idioms, self.separator = idioms, separator

    @cached_property
    def _places(self):
        """(clause, sentence) of each word."""
        places, clause, sentence = [], 0, 0
        for word in self.words:
            places.append((clause, sentence))
            if word[:1] in _BREAKS:
                clause += 1
                sentence += word[:1] in _ENDS
        return places

    @cached_property
    def _questions(self):
        """The sentences that end with a question mark."""
        places = zip(self.words, self._places, strict=True)
        return {place[1] for word, place in places if "?" in word or "？" in word}

    def is_same_clause(self, first, second):
        return self._places[first][0] == self._places[second][0]

    def is_same_sentence(self, first, second):
        return self._places[first][1] == self._places[second][1]

    def is_question(self, at):
        return self._places[at][1] in self._questions

    def get_between(self, part, first, last):
        """The spans of a part that begin between two tokens, both included."""
        return _cut(self.hits.get(part, ()), first, last)

    def is_in_idiom(self, span):
        return any(
            own.overlaps(span)
            for own in _cut(self.idioms, span.start - LONGEST_TERM, span.end)
        )

    def get_near(self, part, event, is_ordered, window):
        """The spans of a part within a window around an event, or only before it."""
        first, last = event.start - window - LONGEST_TERM, event.end + window
        for span in self.get_between(part, first, last):
            if is_ordered and span.end > event.start or span.overlaps(event):
                continue
            if self.get_distance(span, event) <= window:
                yield span

    def get_distance(self, one, other):
        first, second = sorted((one, other))
        sentences = self._places[second.start][1] - self._places[first.end - 1][1]
        return second.start - first.end + SENTENCE_GAP * sentences

    def quote(self, spans):
        """The words of a match in the order of the text."""
        return self.separator.join(
            self.separator.join(self.words[span.start : span.end])
            for span in sorted(spans)
        )
