# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.tests import BaseCase

from odoo.addons.social_care.tests.growth import GrowthMixin
from odoo.addons.social_care.tools import folding

from ..tools import duplicates, features, relevance, text, watched
from ..tools.language import detect
from ..tools.lexicon import lexicon
from ..tools.matcher import get_matcher
from ..tools.numbers import names_number
from ..tools.terms import Terms

KEYWORDS = {"delay*": 1, "a a a b": 2, "111 111 1": 3, "坏坏坏好": 4, "don't": 5}


# Full of what the patterns of urgency and their guards look for.
PATTERNS = (
    "no charger smoke ",
    "charger smoke. ",
    "if gas not smell ",
    "charger charger smoke ",
    "fire sale charger ",
    "没有电池爆炸",
    "smoke, fixed it ",
    "charger smoke, not fixed it ",
)


def repeat_patterns(length):
    return {piece: (piece * length)[:length] for piece in PATTERNS}


class TestGrowth(GrowthMixin, BaseCase):
    """What the analysis makes of a text takes a time that grows with the text and no
    faster, even if it read all of it."""

    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(text, "LONGEST", 10**6))
        self.startPatcher(patch.object(folding, "LONGEST_TEXT", 10**6))

    def assert_read_evenly(self, *steps):
        for step in steps:
            self.assert_even(lambda sample, step=step: step(text.read(sample)))

    def test_reading(self):
        self.assert_read_evenly(lambda one: (one.tokens, one.bare))

    def test_words(self):
        self.assert_read_evenly(lexicon("").hits, Terms(KEYWORDS).find)

    def test_patterns_of_urgency(self):
        matcher = get_matcher("urgency")
        self.assert_read_evenly(matcher.find, lambda one: matcher.find(one, "en"))
        self.assert_even(
            lambda sample: matcher.find(text.read(sample), "en"), make=repeat_patterns
        )

    def test_relevance(self):
        self.assert_read_evenly(relevance.rules("apple pie").find, names_number)

    def test_copies_and_hashtags(self):
        self.assert_read_evenly(
            lambda one: duplicates.signatures([one]),
            duplicates.is_passed_on,
            lambda one: watched.watched(one, []),
        )

    def test_features(self):
        self.assert_read_evenly(lambda one: features.extract([one]))

    def test_language(self):
        self.assert_read_evenly(lambda one: detect([one], [""], ["de", "en", "pl"]))


class TestPrices(BaseCase):
    """A long row of numbers is looked through once."""

    def test_a_price_is_no_number_of_theirs(self):
        for sample in ("1.234,50", "that is 1 234 567,00 €", "12.345.678,90 EUR"):
            self.assertFalse(names_number(text.read(sample)), sample)

    def test_a_number_behind_a_price_is(self):
        self.assertTrue(names_number(text.read("1.234,50 for order 4711")))
