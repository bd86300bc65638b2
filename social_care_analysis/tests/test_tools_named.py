# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import subject
from odoo.addons.social_care_analysis.tools.named import list_named
from odoo.addons.social_care_analysis.tools.text import read

BROKEN = {
    "de": "Mein {} ist seit gestern kaputt, bitte um Hilfe",
    "en": "My {} is broken since this morning, please help!",
    "es": "Mi {} no funciona desde ayer, por favor ayuda",
    "fr": "Mon {} est cassé depuis hier, merci de votre aide",
    "it": "Il mio {} è rotto da ieri, per favore aiuto",
    "pl": "Mój {} jest zepsuty od wczoraj, proszę o pomoc",
    "pt": "Meu {} está quebrado desde ontem, por favor ajuda",
    "ru": "Мой {} сломался вчера, пожалуйста помогите",
}
# Two syllables each: things that nobody sells.
PARTS = "ba do fi ge ku lo mi na po ru sa te".split()
THINGS = [first + second + "rk" for first in PARTS for second in PARTS]


def named(text, language="en"):
    return list_named(read(text), language)


class TestNamed(BaseCase):
    """What a text names."""

    def test_the_thing_is_left(self):
        for language, text in BROKEN.items():
            self.assertEqual(
                named(text.format("router"), language), {"router"}, language
            )

    def test_two_hundred_broken_things_share_no_subject(self):
        for language, text in BROKEN.items():
            said = [named(text.format(thing), language) for thing in THINGS]
            self.assertFalse(subject.is_shared(said), language)

    def test_a_hashtag_is_a_word_and_a_handle_is_none(self):
        self.assertEqual(named("@acme #LiftGate https://acme.example/x"), {"liftgate"})

    def test_numbers_and_short_words_name_nothing(self):
        self.assertEqual(named("12345 ab :-) !!"), frozenset())

    def test_an_unknown_language_is_read_all_the_same(self):
        self.assertEqual(named("router broken", ""), {"router"})
        self.assertIn("reititin", named("reititin on rikki", "fi"))

    def test_signs_without_spaces_are_named_by_pairs(self):
        self.assertIn("冰箱", named("我的冰箱坏了", "zh"))
        self.assertNotIn("我的", named("我的冰箱坏了", "zh"))
