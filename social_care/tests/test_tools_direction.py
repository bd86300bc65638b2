# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from pathlib import Path
from unicodedata import bidirectional

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care.tools.direction import get_direction

from .growth import GrowthMixin

CASES = Path(__file__).parents[1] / "static/tests/direction_cases.esm.js"
ARABIC = "أين طردي؟"
HEBREW = "איפה החבילה שלי?"
ENGLISH = "Where is my parcel?"

handles = st.from_regex(r"@[A-Za-z0-9_]{1,20}", fullmatch=True)
links = st.sampled_from(("https://example.com/a?b=c", "shop.example.com", "www.x.pl/a"))
numbers = st.from_regex(r"[0-9]{1,12}|[A-Z]{1,4}[0-9]{1,8}", fullmatch=True)


def load_cases():
    text = CASES.read_text()
    return json.loads(text[text.index("[") : text.rindex("]") + 1])


class TestDirectionCases(BaseCase):
    def test_both_sides_agree(self):
        for case in load_cases():
            self.assertEqual(get_direction(case["text"]), case["direction"], case)

    def test_the_table_has_each_answer_in_both_scripts(self):
        cases = load_cases()
        found = {case["direction"] for case in cases}
        self.assertEqual(found, {"ltr", "rtl", "auto"})
        for first, last in (("\u0590", "\u05ff"), ("\u0600", "\u06ff")):
            words = [case for case in cases if first <= max(case["text"], default="")]
            self.assertTrue(any(min(case["text"]) <= last for case in words))


class TestDirection(BaseCase):
    @given(st.lists(handles | links | numbers, max_size=5))
    def test_what_stands_before_the_words_does_not_count(self, before):
        for words, direction in ((ARABIC, "rtl"), (HEBREW, "rtl"), (ENGLISH, "ltr")):
            text = " ".join([*before, words])
            self.assertEqual(get_direction(text), direction, text)

    @given(st.lists(handles | links | numbers, max_size=5))
    def test_without_words_the_browser_decides(self, parts):
        self.assertEqual(get_direction(" ".join(parts)), "auto")

    @given(st.text(st.characters(codec=None)))
    def test_any_text_has_an_answer(self, text):
        self.assertIn(get_direction(text), {"ltr", "rtl", "auto"})

    def test_letters_are_as_unicode_has_them(self):
        """All letters of today's right-to-left scripts, and none beside them."""
        for code in (*range(0xA0, 0xD800), *range(0xE000, 0x20000)):
            letter = chr(code)
            if letter.isalpha():
                is_right = bidirectional(letter) in {"R", "AL"}
                expected = "rtl" if is_right else "ltr"
                self.assertEqual(get_direction(letter), expected, hex(code))

    def test_no_text_is_no_error(self):
        self.assertEqual(get_direction(False), "auto")
        self.assertEqual(get_direction(None), "auto")


class TestDirectionGrowth(GrowthMixin, BaseCase):
    def test_the_time_grows_with_the_text(self):
        self.assert_even(get_direction)
