# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care.tools.folding import fold, respell
from odoo.addons.social_care.tools.rules import list_unmet

from .test_tools_rules import FACTS


class TestFold(BaseCase):
    """What looks the same to a reader is the same to a rule."""

    def assert_same(self, *texts):
        self.assertEqual(len({fold(text) for text in texts}), 1, texts)

    def assert_found(self, words, *texts):
        for text in texts:
            condition = {"words": words}
            self.assertFalse(list_unmet(condition, replace(FACTS, text=text)), text)

    def assert_absent(self, words, *texts):
        for text in texts:
            condition = {"words": words}
            self.assertTrue(list_unmet(condition, replace(FACTS, text=text)), text)

    def test_apostrophes_in_the_rule_and_in_the_text(self):
        for typed in ("don't", "don’t", "donʼt", "don´t", "don`t"):
            self.assert_found(typed, *(f"it {t} work" for t in ("don't", "don’t")))
        self.assert_absent("don't", "dont work")

    def test_what_cannot_be_seen_inside_a_word(self):
        for sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff\u202e\u034f\ufe0f":
            self.assert_found("refund", f"re{sign}fund", f"{sign}refund{sign}")
            self.assert_found(f"re{sign}fund", "a refund")

    def test_numbers_behind_a_number_sign(self):
        self.assert_found("4711", "заказ №4711", "nº4711", "Nº 4711", "#4711")
        self.assert_found("№4711", "№4711", "№ 4711", "No 4711")
        self.assert_absent("4711", "№47110", "14711")

    def test_names_beside_a_sign(self):
        self.assert_found("acme", "Acme™ is down", "Acme℠", "acme®", "℡acme")
        self.assert_found("acme™", "ACME™", "Acme TM")

    def test_sharp_s(self):
        self.assert_found("straße", "STRASSE", "Strasse", "straße", "STRAẞE")
        self.assert_found("STRASSE", "in der Straße")

    def test_turkish_capitals(self):
        self.assert_found("iade", "İADE istiyorum", "iade", "IADE")
        self.assert_found("kırık", "KIRIK geldi", "kırık")

    def test_wide_decorative_and_composed_letters(self):
        self.assert_found("refund", "ｒｅｆｕｎｄ", "ⓡⓔⓕⓤⓝⓓ", "𝗿𝗲𝗳𝘂𝗻𝗱", "ＲＥＦＵＮＤ")
        self.assert_found("ﬁre", "fire", "FIRE")
        self.assert_found("café", "cafe\u0301", "CAFÉ")
        self.assert_absent("cafe", "café")

    def test_units_and_fractions_are_words(self):
        self.assert_found("5 kg", "5㎏")
        self.assert_found("co2", "CO²", "CO₂")

    def test_dashes_and_quotes(self):
        self.assert_found("e-mail", "e‑mail", "e–mail", "E-Mail")
        self.assert_found('"free"', "“free”", "„free”", "«free»")

    def test_final_sigma(self):
        self.assert_same("ΟΔΟΣ", "οδος", "οδοσ")

    def test_a_vowel_sign_is_part_of_its_word(self):
        self.assert_found("कि", "वह कि आया")
        self.assert_absent("क", "कि")

    def test_a_star_and_commas_of_any_width(self):
        self.assert_found("deliver＊，late", "delivery", "too late")

    @given(st.text())
    def test_folding_again_changes_nothing(self, text):
        self.assertEqual(fold(fold(text)), fold(text))

    @given(st.text(st.characters(codec=None), max_size=40))
    def test_nothing_breaks_it(self, text):
        self.assertIsInstance(fold(text) + respell(text), str)

    @given(st.text(st.characters(categories=["Lu", "Ll", "Lo", "Nd"]), min_size=1))
    def test_a_word_is_found_in_its_capitals(self, word):
        self.assert_same(word, word.upper(), word.casefold())
