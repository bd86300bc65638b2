# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest

from ..tools import numbers

JAN = "+48500100001"


class TestNumbers(unittest.TestCase):
    """Phone systems spell numbers in many ways."""

    def test_every_spelling_is_one_number(self):
        spelled = (
            "+48500100001",
            "48500100001",
            "0048500100001",
            "500100001",
            "500 100 001",
            "+48 500-100-001",
        )
        for text in spelled:
            with self.subTest(text):
                self.assertEqual(numbers.normalize(text, ["PL"]), JAN)

    def test_extensions_and_hidden_numbers_are_none(self):
        for text in ("21", "1001", "anonymous", "Anonymous", "", "s", "unknown"):
            with self.subTest(text):
                self.assertEqual(numbers.normalize(text, ["PL"]), "")

    def test_the_first_country_that_fits_counts(self):
        self.assertEqual(numbers.normalize("030 123456", ["PL", "DE"]), "+4930123456")

    def test_without_a_country_only_international_numbers_are_read(self):
        self.assertEqual(numbers.normalize("500100001"), "")
        self.assertEqual(numbers.normalize("48500100001"), JAN)

    def test_a_long_text_is_cut_before_it_is_read(self):
        self.assertEqual(numbers.normalize("5" * 100_000, ["PL"]), "")

    def test_only_allowed_beginnings_are_allowed(self):
        self.assertTrue(numbers.is_allowed(JAN, "+49, +48"))
        self.assertFalse(numbers.is_allowed("+882123456", "+49, +48"))
        self.assertFalse(numbers.is_allowed(JAN, ""))

    def test_numbers_are_shown_with_blanks(self):
        self.assertEqual(numbers.show(JAN), "+48 500 100 001")
        self.assertEqual(numbers.show("21"), "21")
