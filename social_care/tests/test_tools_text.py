# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unicodedata import bidirectional

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care.tools import text

FAMILY = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
FLAG = "\U0001f1f3\U0001f1f1"
THUMB = "\U0001f44d\U0001f3fd"
E_ACUTE = "e\u0301"

any_text = st.text(st.characters(codec=None))


class TestCut(BaseCase):
    """A text is cut between what a reader sees as characters."""

    def test_no_emoji_is_cut_in_half(self):
        for sign in (FAMILY, FLAG, THUMB, E_ACUTE):
            for before in range(6):
                said = "x" * before + sign * 9
                for width in range(1, len(said)):
                    cut = text.shorten(said, width).removesuffix("…")
                    self.assertTrue(said.startswith(cut))
                    rest = cut.removeprefix("x" * min(before, len(cut)))
                    self.assertEqual(rest, sign * (len(rest) // len(sign)))

    def test_what_fits_stays(self):
        self.assertEqual(text.shorten(f"ab {FAMILY}", 8), f"ab {FAMILY}")

    def test_one_sign_that_is_longer_than_there_is_room_for(self):
        self.assertEqual(text.shorten("e" + "\u0301" * 30_000, 80), "…")

    @given(any_text, st.integers(1, 80))
    def test_it_is_never_longer_than_asked_for(self, sample, width):
        cut = text.shorten(sample, width)
        self.assertLessEqual(len(cut), width)
        line = " ".join(sample.split())
        self.assertTrue(line.startswith(cut.removesuffix("…")) or cut == line)


class TestLanguage(BaseCase):
    """A language is a tag, or none."""

    def test_a_tag_stays(self):
        for tag in ("en", "pt-BR", "zh-Hant-TW", "sr_Latn", "de-CH-1996", "und"):
            self.assertEqual(text.get_language_tag(tag), tag)

    def test_anything_else(self):
        for other in ("", "x", "english please", "en\n", "x" * 100_000, "-", "e" * 9):
            self.assertEqual(text.get_language_tag(other), "", ascii(other[:20]))


class TestShorten(BaseCase):
    """A preview is one line that fits."""

    def test_a_short_text_stays(self):
        self.assertEqual(text.shorten("Where is it?", 12), "Where is it?")

    def test_a_long_text_ends_in_an_ellipsis(self):
        self.assertEqual(text.shorten("Where is it?", 11), "Where is i…")

    def test_no_space_stands_before_the_ellipsis(self):
        self.assertEqual(text.shorten("Where is it?", 7), "Where…")

    def test_lines_become_one(self):
        self.assertEqual(text.shorten(" a\n\n b\tc ", 10), "a b c")

    @given(any_text, st.integers(1, 50))
    def test_it_never_is_longer_than_asked(self, sample, width):
        line = text.shorten(sample, width)
        self.assertLessEqual(len(line), width)
        self.assertNotIn("\n", line)


class TestStorable(BaseCase):
    """PostgreSQL can keep whatever a network sends."""

    def test_nul_is_taken_out(self):
        self.assertEqual(text.make_storable("a\x00b"), "ab")

    def test_a_lone_surrogate_is_replaced(self):
        self.assertEqual(text.make_storable("a\ud83d"), "a?")

    @given(any_text)
    def test_the_result_is_utf8_without_nul(self, sample):
        self.assertNotIn(b"\x00", text.make_storable(sample).encode("utf-8"))

    @given(st.text(st.characters(codec="utf-8", exclude_characters="\x00")))
    def test_what_can_be_kept_is_kept(self, sample):
        self.assertEqual(text.make_storable(sample), sample)


class TestTerms(BaseCase):
    """What a person typed into a field of words."""

    def test_commas_and_lines_separate(self):
        self.assertEqual(
            text.split_terms("late, broken\nrefund please\r\n,,"),
            ["late", "broken", "refund please"],
        )

    def test_nothing_gives_nothing(self):
        self.assertEqual(text.split_terms(False), [])
        self.assertEqual(text.split_terms(" \n, "), [])


class TestInitials(BaseCase):
    def test_each_word_gives_one_capital(self):
        self.assertEqual(text.get_initials("anna van  Dijk"), "AVD")

    def test_nobody_has_none(self):
        self.assertEqual(text.get_initials(""), "")


class TestNeutral(BaseCase):
    """A name or title cannot turn the words beside it."""

    def test_what_turns_the_order_goes(self):
        for control in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c":
            self.assertEqual(text.remove_unseen(f"gnp{control}.exe"), "gnp.exe")

    def test_what_nobody_sees_goes(self):
        for sign in "\xad\u200b\u2060\ufeff\u200e\u200f\u2028\u180e":
            self.assertEqual(text.remove_unseen(f"ad{sign}min"), "admin", ascii(sign))

    def test_what_languages_and_emoji_are_written_with_stays(self):
        for name in ("می\u200cخواهم", "שלום", FAMILY, FLAG, THUMB, "क्\u200dष", "é"):
            self.assertEqual(text.remove_unseen(name), name)

    @given(any_text)
    def test_no_character_of_a_direction_of_its_own_is_left(self, words):
        turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        left = {bidirectional(sign) for sign in text.remove_unseen(words)}
        self.assertFalse(left & turning)
