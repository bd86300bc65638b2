# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools.terms import Terms, listed
from odoo.addons.social_care_analysis.tools.text import read


class TestTerms(BaseCase):
    """Terms are found as whole words, the longest first."""

    def find(self, sample, *terms):
        tokens, inside = Terms(dict.fromkeys(terms, True)).find(read(sample))
        return [found.words for found in (*tokens, *inside)]

    def test_a_word_is_found_whole(self):
        self.assertEqual(self.find("late LATE later plate", "late"), ["late", "late"])

    def test_a_star_stands_for_any_ending(self):
        found = self.find("delay delayed delays", "delay*")
        self.assertEqual(found, ["delay", "delayed", "delays"])
        self.assertEqual(self.find("del", "delay*"), [])

    def test_several_words_and_a_star_at_their_end(self):
        self.assertEqual(self.find("my money back now", "money back"), ["money back"])
        self.assertEqual(
            self.find("missing bags here", "missing bag*"), ["missing bags"]
        )
        self.assertEqual(self.find("missing baggage", "missing bags"), [])

    def test_the_longest_wins_and_is_found_once(self):
        found = self.find("not good at all", "not", "good", "not good")
        self.assertEqual(found, ["not good"])

    def test_a_phrase_that_breaks_off_leaves_its_words(self):
        self.assertEqual(
            self.find("thank you", "thank you so much", "thank"), ["thank"]
        )

    def test_signs_inside_a_term_are_cut_as_in_a_text(self):
        for term, sample in (("ras-le-bol", "Ras-le-bol !"), ("j'adore", "j’adore")):
            self.assertEqual(len(self.find(sample, term)), 1, term)

    def test_a_script_without_spaces_is_searched_inside(self):
        self.assertEqual(self.find("这个太差了", "太差", "差"), ["太差"])
        self.assertEqual(self.find("很好", "不好"), [])

    def test_both_kinds_in_one_text(self):
        self.assertEqual(
            self.find("app 太差 broken", "太差", "broken"), ["broken", "太差"]
        )

    @given(st.lists(st.text(max_size=8), max_size=8))
    def test_whatever_a_person_lists_is_no_error(self, terms):
        for words in self.find(" ".join(terms), *terms):
            self.assertTrue(words)

    @given(st.lists(st.text("abcde", min_size=1), min_size=1, max_size=8))
    def test_each_word_of_a_list_is_found_in_itself(self, words):
        self.assertTrue(self.find(" ".join(words), *words))


class TestListed(BaseCase):
    """What a person typed into a box."""

    def test_lines_and_commas_separate(self):
        self.assertEqual(
            listed("late, delay*\n\n on time ,"), ["late", "delay*", "on time"]
        )
        self.assertEqual(listed(""), [])
