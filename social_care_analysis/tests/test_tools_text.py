# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import text
from odoo.addons.social_care_analysis.tools.text import read

any_text = st.text(st.characters(codec=None))


class TestRead(BaseCase):
    """A text is read whole where it is whole, and never further than the limit."""

    def test_half_a_pair_becomes_a_question_mark(self):
        self.assertEqual(read("a\ud83db").plain, "a?b")
        self.assertEqual(read("&#xD800;").plain, "\ufffd")

    def test_only_the_beginning_is_read(self):
        self.assertEqual(len(read("word " * 20_000).plain), text.LONGEST)

    def test_what_grows_when_made_plain_stays_within_the_limit(self):
        self.assertEqual(len(read("\ufdfa" * text.LONGEST).plain), text.LONGEST)

    def test_character_references_are_resolved(self):
        self.assertEqual(read("you &amp; I &lt;3").plain, "you & I <3")

    def test_fancy_letters_are_read_as_the_letters_they_show(self):
        self.assertEqual(read("\U0001d413\U0001d421\U0001d41e ｗｉｎ").plain, "The win")

    def test_skin_tones_and_variations_do_not_make_another_sign(self):
        self.assertEqual(read("👍🏽").plain, read("👍").plain)
        self.assertEqual(read("❤️").plain, "❤")

    @given(any_text)
    def test_whatever_comes_can_be_encoded_and_read_again(self, sample):
        plain = read(sample).plain
        plain.encode("utf-8")
        self.assertEqual(read(plain).plain.encode("utf-8"), plain.encode("utf-8"))

    def test_the_bare_text_has_no_links_handles_and_hashtag_signs(self):
        bare = read("@brand see https://x.y/z?a=1 and www.q.r #help").bare
        self.assertEqual(bare.split(), ["see", "and", "help"])


class TestTokens(BaseCase):
    """A text is cut where a reader would cut it."""

    def assert_tokens(self, sample, *tokens):
        self.assertEqual(read(sample).tokens, list(tokens))

    def test_words_handles_links_and_signs(self):
        self.assert_tokens(
            "@Brand where's my #Parcel? https://t.co/AbC !!",
            *("@brand", "where's", "my", "#parcel", "?", "https://t.co/abc", "!!"),
        )

    def test_smileys_and_emoji_are_tokens_of_their_own(self):
        self.assert_tokens("ok :-( <3 😡😡", "ok", ":-(", "<3", "😡", "😡")

    def test_an_elision_is_cut_and_a_contraction_is_not(self):
        self.assert_tokens("J'adore l’app", "j'", "adore", "l'", "app")
        self.assert_tokens("can’t", "can't")

    def test_stretched_words_are_cut_short(self):
        self.assert_tokens("Sooooo baaaaad!!!!!!", "soo", "baad", "!!")

    def test_a_script_without_spaces_gives_pairs_of_characters(self):
        self.assert_tokens("服务太差 bad", "服务", "务太", "太差", "bad")
        self.assert_tokens("好", "好")

    def test_shouting_is_told(self):
        self.assert_tokens(
            "WHERE IS MY ORDER", "where", "is", "my", "order", "CAPITALS"
        )
        self.assertNotIn("CAPITALS", read("OK THEN").tokens)

    def test_a_word_without_end_is_cut(self):
        (token,) = read("z1" * 500).tokens
        self.assertEqual(len(token), text.LONGEST_TOKEN)

    def test_nothing_gives_nothing(self):
        for sample in ("", " ", "\n\t", "\u200d\ufe0f"):
            self.assert_tokens(sample)

    @given(any_text)
    def test_no_token_is_empty_or_has_a_space(self, sample):
        for token in read(sample).tokens:
            self.assertTrue(token)
            self.assertFalse(any(map(str.isspace, token)), ascii(token))


class TestUnspaced(BaseCase):
    """Scripts without spaces are known by their characters."""

    def test_han_kana_and_thai_are_and_hangul_is_not(self):
        for sample in ("差", "かな", "カナ", "ไทย"):
            self.assertTrue(text.is_unspaced(sample), sample)
        for sample in ("", "bad", "плохо", "나쁘다", "سيئ", "😡"):
            self.assertFalse(text.is_unspaced(sample), sample)

    def test_they_are_counted(self):
        self.assertEqual(text.count_unspaced("ok 太差!"), 2)
