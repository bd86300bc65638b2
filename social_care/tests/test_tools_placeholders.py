# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ..tools.placeholders import (
    LONGEST_VALUE,
    choose_language,
    clean_name,
    find_names,
    render,
)
from .growth import GrowthMixin

# text, with Paula and number 7, without both
CASES = [
    ("Hello {customer},", "Hello Paula,", "Hello,"),
    ("Hello {customer}, thank you!", "Hello Paula, thank you!", "Hello, thank you!"),
    ("Hello {customer}!", "Hello Paula!", "Hello!"),
    ("{customer}, thank you!", "Paula, thank you!", "Thank you!"),
    ("Thank you, {customer}.", "Thank you, Paula.", "Thank you."),
    ("Your ticket {number} is open.", "Your ticket 7 is open.", "Your ticket is open."),
    ("Open ({number}) now", "Open (7) now", "Open now"),
    ("Open “{number}” now", "Open “7” now", "Open now"),
    ("Hi {customer} {number}!", "Hi Paula 7!", "Hi!"),
    ("Hi[ {customer}], bye", "Hi Paula, bye", "Hi, bye"),
    ("Hi.\n[Ticket: {number}]\nBye.", "Hi.\nTicket: 7\nBye.", "Hi.\n\nBye."),
    ("Hi.\n\n[Ticket: {number}]\n\nBye.", "Hi.\n\nTicket: 7\n\nBye.", "Hi.\n\nBye."),
    ("[Ticket {number}, {customer}.] Bye", "Ticket 7, Paula. Bye", "Bye"),
    ("Cześć {customer}!", "Cześć Paula!", "Cześć!"),
    ("{customer}: łapiemy to", "Paula: łapiemy to", "Łapiemy to"),
    ("مرحبا {customer}، شكرا", "مرحبا Paula، شكرا", "مرحبا، شكرا"),
    ("Thank you[, {customer}].", "Thank you, Paula.", "Thank you."),
    ("Nothing to fill", "Nothing to fill", "Nothing to fill"),
    ("See [our page] {{", "See [our page] {{", "See [our page] {{"),
    ("Hello, {customer}, hi", "Hello, Paula, hi", "Hello, hi"),
    ("Thanks, {customer}\nBye", "Thanks, Paula\nBye", "Thanks\nBye"),
    ("{customer}", "Paula", ""),
    ("Hi [you] [{customer}] there", "Hi [you] Paula there", "Hi [you] there"),
    ("Thanks  ,  {customer}!", "Thanks  ,  Paula!", "Thanks!"),
]
FULL = {"customer": "Paula", "number": "7"}


def _make_hurtful(length):
    """Return texts that are slow to search, by name."""
    pieces = ("{a}", " ", " ,", ", ", "[{a}", "{a} ", "{a},", "\n \n", "{", "( ")
    ends = ("", "{a}", "x{a}", "]")
    return {
        f"{start}{piece!r}…{end}": start + (piece * length)[:length] + end
        for start in ("", "[", "{a}")
        for piece in pieces
        for end in ends
    }


@tagged("post_install", "-at_install")
class TestPlaceholders(GrowthMixin, BaseCase):
    def test_values_are_filled_in_and_gaps_are_closed(self):
        for text, full, empty in CASES:
            with self.subTest(text):
                self.assertEqual(render(text, FULL).text, full)
                self.assertEqual(render(text, {}).text, empty)

    def test_what_has_no_value_is_named(self):
        text = "{customer} {number} {customer}"
        self.assertEqual(render(text, {}).missing, ("customer", "number"))
        self.assertEqual(render(text, {"number": "7"}).missing, ("customer",))
        self.assertEqual(render(text, FULL).missing, ())

    def test_a_value_is_no_placeholder_and_no_optional_part(self):
        for value in ("{agent}", "[{agent}]", "{customer}", "]", "{", "\\1", "%s"):
            for text in ("Hi {customer}!", "[Hi {customer}]!"):
                shown = render(text, {"customer": value, "agent": "Anna"}).text
                self.assertEqual(shown, f"Hi {value}!")

    def test_a_value_is_one_line_of_visible_characters(self):
        value = "Paula\n\n\u202eEVIL\x00 \u200b"
        self.assertEqual(render("{customer}", {"customer": value}).text, "Paula EVIL")
        long = render("{customer}", {"customer": "x" * 5000}).text
        self.assertLessEqual(len(long), LONGEST_VALUE)

    def test_names_are_listed_once(self):
        self.assertEqual(find_names("{b} {a} {b} {} {not\nthis} {"), ("b", "a", ""))
        self.assertEqual(find_names(""), ())
        self.assertEqual(find_names(False), ())

    def test_a_name_that_would_link_or_address_somebody_is_none(self):
        bad = ["https://evil.example", "www.evil", "evil.com", "@boss", "a/b", "#now"]
        for name in bad:
            self.assertEqual(clean_name(name), "", name)
        for name in ("Paula Smith", "Dr. Who", "J. R. R. Tolkien", "李雷", "O'Brien"):
            self.assertEqual(clean_name(name), name)

    def test_a_long_text_takes_no_long_time(self):
        begun = time.monotonic()
        for text in ("[" * 20000, "{" * 20000, "[{a}" * 5000, "( {a} " * 3000):
            render(text, {})
        self.assertLess(time.monotonic() - begun, 5)

    def test_a_text_four_times_as_long_takes_no_longer_than_that(self):
        self.assert_even(lambda text: render(text, {"b": "B"}), make=_make_hurtful)

    @given(st.text(), st.dictionaries(st.sampled_from(["a", "b"]), st.text()))
    def test_any_text_is_rendered(self, text, values):
        shown = render(text, values)
        self.assertNotIn("\x00", shown.text)
        self.assertLessEqual(set(shown.missing), set(find_names(text)))

    @given(st.text(alphabet="abc .,!\n"), st.text(alphabet="{}[]()abc ", min_size=1))
    def test_a_value_stands_in_the_text_as_it_is(self, text, value):
        line = " ".join(value.split())
        if line and len(line) <= LONGEST_VALUE:
            shown = render(f"{text}{{v}}", {"v": value}).text
            self.assertEqual(shown, f"{text}{line}")


@tagged("post_install", "-at_install")
class TestLanguage(BaseCase):
    def test_the_exact_language_comes_before_one_of_its_kind(self):
        tags = ["en_US", "pt", "pt_BR"]
        self.assertEqual(choose_language(tags, ["pt-BR"]), "pt_BR")
        self.assertEqual(choose_language(tags, ["pt-PT"]), "pt")
        self.assertEqual(choose_language(["pt_BR"], ["pt"]), "pt_BR")

    def test_the_next_wanted_one_and_then_the_first(self):
        tags = ["pl", "en_US"]
        self.assertEqual(choose_language(tags, ["uk", "", False, "en"]), "en_US")
        self.assertEqual(choose_language(tags, ["uk"]), "pl")
        self.assertEqual(choose_language(["pl", ""], ["uk"]), "pl")
        self.assertIsNone(choose_language([], ["uk"]))

    def test_a_script_after_an_at_sign_is_known(self):
        self.assertEqual(choose_language(["en", "sr@latin"], ["sr-Latn"]), "sr@latin")
