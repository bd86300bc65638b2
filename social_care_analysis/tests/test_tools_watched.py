# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools.lexicon import Hit, lexicon
from odoo.addons.social_care_analysis.tools.matcher import get_matcher
from odoo.addons.social_care_analysis.tools.text import read
from odoo.addons.social_care_analysis.tools.watched import LONGEST, MOST, watched


def terms(sample, own=frozenset()):
    text = read(sample)
    findings = get_matcher("urgency").find(text, "en")
    return watched(text, lexicon("en").hits(text), own, findings)


class TestWatched(BaseCase):
    """Whose volume is watched: hashtags, and words that really press."""

    def test_hashtags_in_small_letters_each_once(self):
        self.assertEqual(terms("#Outage again #OUTAGE #down"), ["#outage", "#down"])

    def test_hashtags_in_any_script(self):
        self.assertEqual(terms("#сбой #断网了"), ["#сбой", "#断网了"])

    def test_a_sign_or_a_single_letter_is_no_hashtag(self):
        self.assertEqual(terms("# #1 #a we are no. # 1"), [])

    def test_words_that_press(self):
        self.assertIn("my lawyer", terms("my lawyer will call you"))

    def test_the_thing_that_something_happened_to(self):
        self.assertIn("charger", terms("my charger caught fire"))
        self.assertIn("charger", terms("smoke out of the charger!"))

    def test_what_presses_a_little_or_not_at_all_is_not_watched(self):
        self.assertEqual(terms("again no answer, what a nice shop!!!"), [])

    def test_our_own_hashtags_say_nothing(self):
        found = terms("#acme #outage", own=frozenset({"acme", "#acme"}))
        self.assertEqual(found, ["#outage"])

    def test_own_hashtags_take_no_place_from_others(self):
        tags = " ".join(f"#tag{n}" for n in range(MOST))
        found = terms(f"#acme {tags}", own=frozenset({"#acme"}))
        self.assertEqual(len(found), MOST)

    def test_spam_with_many_hashtags_keeps_few(self):
        self.assertEqual(len(terms(" ".join(f"#tag{n}" for n in range(99)))), MOST)

    @given(st.text(st.characters(codec=None)), st.text(max_size=200))
    def test_whatever_comes_is_few_and_short(self, sample, words):
        found = watched(read(f"{sample} #{words}"), [Hit(words, 0.0, 3)])
        self.assertLessEqual(len(found), MOST)
        self.assertEqual(len(found), len(set(found)))
        for term in found:
            self.assertLessEqual(len(term), 2 * LONGEST)
            self.assertEqual(term, term.lower())
