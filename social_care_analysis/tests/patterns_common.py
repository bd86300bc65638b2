# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What holds for the pattern files of every subject, and their mutants."""

from dataclasses import replace
from pathlib import Path

from odoo.addons.social_care_analysis.tools import matcher
from odoo.addons.social_care_analysis.tools.matcher import Matcher, get_matcher
from odoo.addons.social_care_analysis.tools.patterns import (
    GUARDS,
    KEEP,
    LANGUAGES,
    load_kinds,
    load_patterns,
)
from odoo.addons.social_care_analysis.tools.text import read

FOLDER = Path(__file__).parent


def read_labeled(subject, language):
    """[(kind, text)] of the labeled texts of a language; the kind of a trap is none."""
    lines = (FOLDER / f"{subject}/{language}.txt").read_text("utf-8").splitlines()
    return [line.split(" | ", 1) for line in lines]


def mutate(patterns, line, *mutants):
    """A Matcher of one language in which other lines stand for a line."""
    lines = [own for own in patterns.lines if own is not line]
    return Matcher([replace(patterns, lines=(*lines, *mutants))])


class SubjectMixin:
    """The patterns of one ``subject``."""

    subject = None

    def find_kinds(self, sample, language, mutant=None):
        finder = mutant or get_matcher(self.subject)
        return [finding.kind for finding in finder.find(read(sample), language)]

    def load_all(self):
        return [load_patterns(self.subject, language) for language in LANGUAGES]

    def get_guards(self):
        """The guards that take back some kind."""
        kinds = load_kinds(self.subject).values()
        return [name for name in GUARDS if any(name in kind.guards for kind in kinds)]


class PatternFilesMixin(SubjectMixin):
    """What the files promise of each line holds."""

    def get_lines(self):
        for patterns in self.load_all():
            for line in patterns.lines:
                yield patterns, line, f"{patterns.language}:{line.number}"

    def test_every_kind_has_patterns_in_every_language(self):
        for patterns in self.load_all():
            sections = {line.section for line in patterns.lines}
            self.assertLessEqual(
                set(load_kinds(self.subject)), sections, patterns.language
            )

    def test_every_line_has_its_examples(self):
        for _patterns, line, place in self.get_lines():
            if line.section in load_kinds(self.subject):
                self.assertTrue(line.matches, place)
            if line.section != KEEP:
                self.assertTrue(line.traps, place)

    def test_no_term_is_longer_than_guards_look_back(self):
        for _patterns, line, place in self.get_lines():
            longest = max(len(term) for part in line.parts for term in part)
            self.assertLessEqual(longest, matcher.LONGEST_TERM, place)

    def test_every_line_finds_its_examples(self):
        for patterns, line, place in self.get_lines():
            for sample in line.matches:
                kinds = self.find_kinds(sample, patterns.language)
                self.assertIn(line.section, kinds, f"{place} {sample}")

    def test_no_line_finds_its_traps(self):
        for patterns, line, place in self.get_lines():
            for sample in line.traps if line.section != KEEP else ():
                kinds = self.find_kinds(sample, patterns.language)
                self.assertEqual(kinds, [], f"{place} {sample}")


class MutantsMixin(SubjectMixin):
    """A pattern that somebody removes, widens or leaves unguarded is missed by a test:
    by one of its own examples or by a labeled text."""

    def check_lines(self, sections, check):
        survivors = [
            f"{patterns.language}:{line.number} [{line.section}]"
            for patterns in self.load_all()
            for line in patterns.lines
            if line.section in sections and not check(patterns, line)
        ]
        self.assertEqual(survivors, [])

    def test_every_pattern_is_needed(self):
        """Without a line, one of the texts that it has to find is not found."""

        def is_missed(patterns, line):
            without = mutate(patterns, line)
            needed = [*line.matches, *self.get_labeled(patterns.language, line)]
            return any(
                line.section not in self.find_kinds(sample, patterns.language, without)
                for sample in needed
            )

        self.check_lines(load_kinds(self.subject), is_missed)

    def get_labeled(self, language, line):
        rows = read_labeled(self.subject, language)
        return [text for kind, text in rows if kind == line.section]

    def test_every_part_is_needed(self):
        """A line of two parts with one of them alone finds one of the traps."""

        def is_widened(patterns, line):
            if len(line.parts) == 1:
                return True
            return all(
                any(
                    self.find_kinds(sample, patterns.language, mutant)
                    for sample in self.get_traps(patterns)
                )
                for mutant in (
                    mutate(patterns, line, replace(line, parts=(part,), joint=None))
                    for part in line.parts
                )
            )

        self.check_lines(load_kinds(self.subject), is_widened)

    def get_traps(self, patterns):
        """What no line of this language may find."""
        rows = read_labeled(self.subject, patterns.language)
        labeled = [text for kind, text in rows if "none" in kind]
        lines = [line for line in patterns.lines if line.section != KEEP]
        return [*(trap for line in lines for trap in line.traps), *labeled]

    def test_every_guard_is_needed(self):
        """Without a line of guards, one of its traps is found."""

        def is_found(patterns, line):
            without = mutate(patterns, line)
            return any(
                self.find_kinds(sample, patterns.language, without)
                for sample in line.traps
            )

        self.check_lines(GUARDS, is_found)

    def test_every_guard_of_a_kind_is_needed(self):
        """A guard that is dropped from all kinds lets a trap through."""
        for name in self.get_guards():
            found = sum(self.count_found_without(name, one) for one in self.load_all())
            self.assertGreater(found, 0, name)

    def count_found_without(self, name, patterns):
        lines = [own for own in patterns.lines if own.section != name]
        without = Matcher([replace(patterns, lines=tuple(lines))])
        guards = [own for own in patterns.lines if own.section == name]
        traps = [trap for line in guards for trap in line.traps]
        return sum(
            bool(self.find_kinds(one, patterns.language, without)) for one in traps
        )
