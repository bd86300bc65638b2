# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.models.social_care_mention import URGENCY_KINDS
from odoo.addons.social_care_analysis.tools.matcher import get_matcher
from odoo.addons.social_care_analysis.tools.patterns import (
    LANGUAGES,
    URGENCY,
    load_kinds,
)
from odoo.addons.social_care_analysis.tools.text import read

from .patterns_common import MutantsMixin, PatternFilesMixin, read_labeled


def find_kinds(sample, language):
    return [one.kind for one in get_matcher(URGENCY).find(read(sample), language)]


class TestPatternFiles(PatternFilesMixin, BaseCase):
    subject = URGENCY

    def test_the_kinds_are_those_of_the_mention(self):
        known = [kind for kind, _label in URGENCY_KINDS]
        self.assertEqual(list(load_kinds(URGENCY)), known)


class TestMutants(MutantsMixin, BaseCase):
    subject = URGENCY


class TestLabeled(BaseCase):
    """The labeled texts, written before the patterns: what was aimed at is reached."""

    def score(self, kinds):
        """(texts of these kinds, those found, texts in which they are found)"""
        wanted = found = raised = 0
        for language in LANGUAGES:
            for kind, text in read_labeled(URGENCY, language):
                is_raised = bool(kinds & set(find_kinds(text, language)))
                wanted += kind in kinds
                found += kind in kinds and is_raised
                raised += is_raised
        return wanted, found, raised

    def test_forty_texts_half_of_them_traps(self):
        for language in LANGUAGES:
            traps = [
                kind
                for kind, _text in read_labeled(URGENCY, language)
                if "none" in kind
            ]
            self.assertEqual(
                (len(read_labeled(URGENCY, language)), len(traps)), (40, 20)
            )

    def test_danger_is_found(self):
        wanted, found, raised = self.score({"danger"})
        self.assertGreaterEqual(found / wanted, 0.9)
        self.assertGreaterEqual(found / raised, 0.8)

    def test_self_harm_is_found(self):
        wanted, found, raised = self.score({"self_harm"})
        self.assertGreaterEqual(found / wanted, 0.95)
        self.assertGreaterEqual(found / raised, 0.8)

    def test_the_other_kinds_are_found(self):
        for kind in load_kinds(URGENCY):
            wanted, found, _raised = self.score({kind})
            if kind != "press":
                self.assertGreaterEqual(found / wanted, 0.85, kind)

    def test_traps_are_not(self):
        for language in LANGUAGES:
            for kind, text in read_labeled(URGENCY, language):
                if kind.startswith("none"):
                    self.assertEqual(find_kinds(text, language), [], text)


class TestGuards(BaseCase):
    """What a text says around a pattern."""

    def test_a_sentence_further_on_is_another_matter(self):
        self.assertEqual(
            find_kinds("A charger. Nice! We saw no smoke there.", "en"), []
        )

    def test_one_sentence_further_is_near(self):
        self.assertEqual(find_kinds("My charger! Smoke!", "en"), ["danger"])

    def test_a_negation_ends_with_its_clause(self):
        self.assertEqual(find_kinds("no, the charger caught fire", "en")[0], "danger")

    def test_what_is_not_fixed_is_not_solved(self):
        sample = "the boiler is leaking gas and still not fixed"
        self.assertIn("danger", find_kinds(sample, "en"))

    def test_self_harm_is_believed_under_a_condition(self):
        sample = "if nobody helps me I will kill myself"
        self.assertEqual(find_kinds(sample, "en"), ["self_harm"])

    def test_self_harm_is_found_in_whatever_language_it_was_taken_for(self):
        for language in ("", "tt", *LANGUAGES):
            self.assertIn("self_harm", find_kinds("ich bringe mich um", language))

    def test_an_unknown_language_is_read_with_all_patterns(self):
        self.assertEqual(find_kinds("ładowarka się zapaliła", "")[0], "danger")

    def test_accents_and_apostrophes_may_be_missing(self):
        self.assertEqual(find_kinds("nie chce juz zyc", "pl"), ["self_harm"])
        self.assertEqual(find_kinds("I dont want to live", "en"), ["self_harm"])

    def test_the_words_are_those_of_the_text(self):
        (finding,) = get_matcher(URGENCY).find(read("Der AKKU hat gebrannt"), "de")
        self.assertEqual((finding.words, finding.about), ("akku gebrannt", "akku"))
