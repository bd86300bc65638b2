# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care.tools.rules import Facts, list_unmet

FACTS = Facts(
    account_id=1,
    stream_id=2,
    kind="post",
    text="My parcel is late",
    language="en-GB",
    reach=100,
    customer=False,
    more={"stars_max": 0},
)

letters = st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F))
words = letters.filter(lambda word: word and word.lower() == word.casefold())


class TestWords(BaseCase):
    """Words are found as a reader finds them."""

    def assert_found(self, terms, *texts):
        for text in texts:
            self.assertFalse(self.missed(terms, text), (terms, text))

    def assert_absent(self, terms, *texts):
        for text in texts:
            self.assertTrue(self.missed(terms, text), (terms, text))

    def missed(self, terms, text):
        return list_unmet({"words": terms}, replace(FACTS, text=text))

    def test_a_word_is_found_whole(self):
        self.assert_found("late", "late", "too late!", "(late)", "late\nagain")
        self.assert_absent("late", "later", "plate", "slate", "late_fee", "late2")

    def test_case_does_not_matter(self):
        self.assert_found("Late", "LATE", "late")
        self.assert_found("ÄRGER", "so ein ärger")

    def test_a_star_stands_for_any_ending(self):
        self.assert_found("deliver*", "deliver", "delivery", "Delivered late")
        self.assert_absent("deliver*", "undelivered")

    def test_a_star_inside_is_a_star(self):
        self.assert_found("f*ck", "f*ck this")
        self.assert_absent("f*ck", "fork")

    def test_a_phrase_spans_spaces_and_lines(self):
        self.assert_found(
            "not working", "is not working", "not  working", "not\nworking"
        )
        self.assert_absent("not working", "not networking", "notworking")

    def test_any_of_the_terms_is_enough(self):
        self.assert_found("late, broken\nrefund", "it is broken", "REFUND now")

    def test_a_hashtag_is_found_anywhere(self):
        self.assert_found("#sale", "#sale", "the#sale!", "#Sale today")
        self.assert_absent("#sale", "sale", "#sales", "#sale2")

    def test_a_word_is_found_in_its_hashtag(self):
        self.assert_found("sale", "#sale")

    def test_a_handle_is_found(self):
        self.assert_found("@acme", "hi @acme,", ".@acme")
        self.assert_absent("@acme", "@acmes")

    def test_signs_mean_themselves(self):
        self.assert_found("c++", "I like c++")
        self.assert_found("a.b", "see a.b")
        self.assert_absent("a.b", "see axb")
        self.assert_found(":-(", "so sad :-(")

    def test_chinese_needs_no_spaces(self):
        self.assert_found("坏了", "我的手机坏了怎么办")
        self.assert_absent("坏了", "我的手机很好")

    def test_korean_takes_particles(self):
        self.assert_found("환불", "환불을 원합니다")

    def test_thai_needs_no_spaces(self):
        self.assert_found("คืนเงิน", "ฉันต้องการคืนเงินเดี๋ยวนี้")

    def test_a_latin_name_is_found_between_chinese(self):
        self.assert_found("iPhone", "我的iphone坏了", "アイiPhoneです")
        self.assert_absent("iPhone", "我的iphones坏了")

    def test_an_accent_matches_however_it_is_encoded(self):
        composed, decomposed = "caf\u00e9", "cafe\u0301"
        self.assert_found(composed, f"the {decomposed} is closed")
        self.assert_found(decomposed, f"the {composed} is closed")
        self.assert_absent("cafe", f"the {decomposed} is closed")

    def test_decorative_letters_are_letters(self):
        bold = "".join(chr(0x1D41A + ord(sign) - ord("a")) for sign in "refund")
        self.assert_found("refund", f"{bold} now", "ｒｅｆｕｎｄ")

    def test_no_terms_ask_for_nothing(self):
        self.assert_found(" ,\n", "whatever")

    @given(words, words, words)
    def test_a_word_between_spaces_is_always_found(self, before, word, after):
        self.assert_found(word, f"{before} {word.upper()} {after}", f"{after}, {word}")

    @given(st.text(), st.text())
    def test_no_term_breaks_the_pattern(self, terms, sample):
        list_unmet({"words": terms}, replace(FACTS, text=sample))


class TestConditions(BaseCase):
    """Each condition is named when it does not hold, and asks for nothing if empty."""

    def assert_fails(self, *names, facts=FACTS, **condition):
        self.assertEqual(list_unmet(condition, facts), list(names))

    def test_an_empty_condition_holds(self):
        self.assert_fails()

    def test_account(self):
        self.assert_fails(account_ids=frozenset({1, 9}))
        self.assert_fails("account_ids", account_ids=frozenset({9}))

    def test_stream(self):
        self.assert_fails(stream_ids=frozenset({2}))
        self.assert_fails("stream_ids", stream_ids=frozenset({9}))

    def test_kind(self):
        self.assert_fails(kind="post")
        self.assert_fails("kind", kind="direct")

    def test_words(self):
        self.assert_fails(words="early, late")
        self.assert_fails("words", words="early")

    def test_excluded_words(self):
        self.assert_fails(words_excluded="early")
        self.assert_fails("words_excluded", words_excluded="early, late")

    def test_a_language_is_met_by_its_variants(self):
        self.assert_fails(languages="pl, EN")
        self.assert_fails(languages="en-US")
        self.assert_fails("languages", languages="pl")

    def test_an_untagged_text_speaks_no_listed_language(self):
        silent = replace(FACTS, language="")
        self.assert_fails("languages", facts=silent, languages="en")
        self.assert_fails(facts=silent)

    def test_reach_includes_the_limit(self):
        self.assert_fails(reach_min=100)
        self.assert_fails("reach_min", reach_min=101)

    def test_a_rating_is_at_most_as_good_as_asked(self):
        for stars, is_met in ((1, True), (2, True), (3, False), (5, False)):
            rated = replace(FACTS, more={"stars_max": stars})
            unmet = () if is_met else ("stars_max",)
            self.assert_fails(*unmet, facts=rated, stars_max="2")

    def test_what_has_no_rating_is_no_bad_review(self):
        self.assert_fails("stars_max", stars_max="5")
        self.assert_fails(stars_max=False)

    def test_customer(self):
        known = replace(FACTS, customer=True)
        self.assert_fails(customer="no")
        self.assert_fails("customer", customer="yes")
        self.assert_fails(facts=known, customer="yes")
        self.assert_fails("customer", facts=known, customer="no")

    def test_all_that_fail_are_named(self):
        self.assert_fails(
            "kind", "words", "reach_min", kind="review", words="x", reach_min=500
        )
