# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from importlib import import_module
from pathlib import Path
from unicodedata import normalize
from unittest import SkipTest
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care.tools import measures, text_links
from odoo.addons.social_care.tools.capabilities import Capabilities

from .growth import GrowthMixin

CASES = Path(__file__).parents[1] / "static/tests/length_cases.esm.js"
MINIMUM_CASES = CASES.with_name("minimum_cases.esm.js")
FAMILY = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}"
FLAG = "\U0001f1f3\U0001f1f1"
THUMB = "\U0001f44d\U0001f3fd"
E_ACUTE = "e\u0301"
LINK = "https://example.com/returns"

any_text = st.text(st.characters(codec=None))
words = st.sampled_from(
    ("Hello", "good", "day", "您好", "привет", "😀", "x.y", "1.5", "(see", "it)", "a-b")
)
links = st.sampled_from(
    (
        LINK,
        "shop.example.com/a?b=c",
        "foo.pl",
        "https://example.com/a_(b)",
        "http://x.de",
    )
)


def load_cases(path=CASES):
    """Return a table that the composer is tested with, too."""
    body = path.read_text().partition("CASES = ")[2]
    return json.loads(body.strip().removesuffix(";"))


class TestSharedTable(BaseCase):
    """C8: server and composer count alike (the twin is in measure.test.js)."""

    def test_each_length_of_the_table(self):
        for case in load_cases():
            text = case.pop("text")
            for unit, length in case.items():
                said = measures.measure(text, unit)
                self.assertEqual(said, length, (unit, ascii(text)))

    def test_what_a_text_lacks_to_be_long_enough(self):
        for case in load_cases(MINIMUM_CASES):
            limits = Capabilities(text_unit=case["unit"], text_minimum=case["minimum"])
            missing = measures.count_missing(case["text"], limits)
            self.assertEqual(missing, case["missing"], case)

    def test_the_table_covers_every_measure_of_ours(self):
        covered = {unit for case in load_cases() for unit in case} - {"text"}
        self.assertEqual(covered, set(measures.MEASURES))


class TestMeasures(BaseCase):
    """C8: a text is counted as its network counts it."""

    def test_a_family_a_flag_and_a_skin_tone_are_one_grapheme_each(self):
        for sign in (FAMILY, FLAG, THUMB, E_ACUTE, "\r\n", "각"):
            self.assertEqual(measures.measure(sign, "graphemes"), 1, ascii(sign))

    def test_characters_are_code_points(self):
        self.assertEqual(measures.measure(FAMILY, "characters"), 5)

    def test_utf16_counts_two_beyond_the_basic_plane(self):
        self.assertEqual(measures.measure("a\N{MAN}", "utf16"), 3)
        self.assertEqual(measures.measure(FAMILY, "utf16"), 8)

    def test_half_a_pair_is_counted_too(self):
        for unit in measures.MEASURES:
            self.assertGreater(measures.measure("\ud83d", unit), 0, unit)

    @given(any_text)
    def test_the_units_are_ordered(self, sample):
        units = ("graphemes", "characters", "utf16", "bytes")
        counts = [measures.measure(sample, unit) for unit in units]
        self.assertEqual(counts, sorted(counts))

    @given(any_text)
    def test_any_text_has_a_length(self, sample):
        for unit in measures.MEASURES:
            self.assertGreaterEqual(measures.measure(sample, unit), 0, unit)

    @given(any_text)
    def test_what_is_written_alike_weighs_alike(self, sample):
        """X counts after normalization."""
        composed = normalize("NFC", sample)
        self.assertEqual(
            measures.count_weighted(sample), measures.count_weighted(composed)
        )

    @given(st.lists(words, max_size=8), links)
    def test_a_link_counts_23_wherever_it_stands(self, others, link):
        without = measures.count_weighted(" ".join(others))
        together = measures.count_weighted(" ".join([*others, link]))
        self.assertEqual(together - without, 23 + bool(others))

    @given(st.lists(words | links, max_size=8))
    def test_parts_between_spaces_add_up(self, parts):
        for count in (measures.count_weighted, measures.count_links_as_23):
            total = sum(map(count, parts)) + max(len(parts) - 1, 0)
            self.assertEqual(count(" ".join(parts)), total)


class TestWitness(BaseCase):
    """C8: another implementation of twitter-text counts the same. It warns of its own
    imports, and addons that inherit our tests load this file: so it is loaded here."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        try:
            cls.witness = import_module("twitter_text")
        except ImportError as error:
            raise SkipTest("twitter-text-parser is not installed") from error

    @given(st.lists(words | links, max_size=8))
    def test_ordinary_words_and_links(self, parts):
        text = " ".join(parts)
        told = self.witness.parse_tweet(text).weightedLength
        self.assertEqual(measures.count_weighted(text), told, text)

    def test_the_shared_table(self):
        # It takes © for an emoji without the selector that makes it one.
        for case in load_cases():
            text = case["text"].replace("\r\n", "\n")
            if text != "©":
                told = self.witness.parse_tweet(text).weightedLength
                self.assertEqual(measures.count_weighted(text), told, ascii(text))


class TestFits(BaseCase):
    """A text is as long as the network allows, in every unit at once."""

    def test_the_limit_itself_fits_and_one_more_does_not(self):
        limits = Capabilities(text_limit=3, text_unit="graphemes")
        self.assertTrue(measures.fits(FAMILY * 3, limits))
        self.assertFalse(measures.fits(FAMILY * 4, limits))

    def test_bytes_are_limited_beside_graphemes(self):
        limits = Capabilities(text_limit=100, text_unit="graphemes", byte_limit=18)
        self.assertTrue(measures.fits(FAMILY, limits))
        self.assertFalse(measures.fits(FAMILY + "!", limits))

    def test_the_limit_that_is_reached_first(self):
        limits = Capabilities(text_limit=100, text_unit="graphemes", byte_limit=18)
        for text, unit in ((FAMILY * 2, ("bytes", 18)), ("", ("graphemes", 100))):
            self.assertEqual(measures.find_tightest_limit(text, limits), unit)

    def test_a_long_link_fits_where_it_counts_23(self):
        long = LINK + "/x" * 300
        self.assertTrue(measures.fits(long, Capabilities(23, "weighted")))
        self.assertFalse(measures.fits(long, Capabilities(22, "weighted")))
        self.assertFalse(measures.fits(long, Capabilities(23, "characters")))

    def test_bytes_alone(self):
        """Instagram counts the bytes of a direct message."""
        self.assertTrue(measures.fits("ł" * 500, Capabilities(1000, "bytes")))
        self.assertFalse(measures.fits("ł" * 501, Capabilities(1000, "bytes")))


class TestRegister(BaseCase):
    """C8: another addon counts as its own network does, declared in one place."""

    def setUp(self):
        super().setUp()
        self.startPatcher(patch.dict(measures.MEASURES))

    def test_a_measure_of_another_addon(self):
        @measures.register("words")
        def count_words(text):
            return len(text.split())

        self.assertTrue(measures.fits("one two", Capabilities(2, "words")))
        self.assertFalse(measures.fits("one two three", Capabilities(2, "words")))

    def test_one_code_has_one_measure(self):
        with self.assertRaises(ValueError):
            measures.register("bytes")(len)
        self.assertIs(measures.MEASURES["bytes"], measures.count_bytes)


class TestLinks(BaseCase):
    """Which parts of a text are links for X and for Mastodon."""

    def find(self, text, rules=text_links.X):
        return [text[slice(*span)] for span in text_links.find_links(text, rules)]

    def test_punctuation_of_the_sentence_is_no_part_of_a_link(self):
        for text in (f"({LINK})", f"{LINK}.", f"{LINK}!?", f"{LINK},"):
            for rules in (text_links.X, text_links.MASTODON):
                self.assertEqual(self.find(text, rules), [LINK], text)

    def test_hosts_without_a_scheme_are_links_on_x_alone(self):
        self.assertEqual(self.find("see foo.pl, ok"), ["foo.pl"])
        self.assertEqual(self.find("see foo.pl, ok", text_links.MASTODON), [])

    def test_addresses_of_mail_are_none(self):
        self.assertEqual(self.find("jan.nowak@example.com"), [])

    def test_paths_in_other_scripts(self):
        text = "https://example.com/日本 です"
        self.assertEqual(self.find(text), ["https://example.com/"])
        self.assertEqual(
            self.find(text, text_links.MASTODON), ["https://example.com/日本"]
        )

    @given(any_text)
    def test_spans_are_in_order_and_apart(self, sample):
        for rules in (text_links.X, text_links.MASTODON):
            end = 0
            for start, next_end in text_links.find_links(sample, rules):
                self.assertLessEqual(end, start)
                self.assertLess(start, next_end)
                end = next_end


class TestGrowth(GrowthMixin, BaseCase):
    """The time to count grows with the text and no faster."""

    def test_each_measure(self):
        for unit in measures.MEASURES:
            self.assert_even(lambda sample, unit=unit: measures.measure(sample, unit))

    def test_links_and_what_is_almost_one(self):
        parts = ("a.co/(", "a.co ", "http://", "a_", "a.", "@a@a ", "a.co/(a(a", "-a@")

        def make(length):
            return {part: part * (length // len(part)) for part in parts}

        for count in (measures.count_weighted, measures.count_links_as_23):
            self.assert_even(count, make=make)

    def test_a_bracket_without_its_end(self):
        """As while somebody types the address of an encyclopedia."""
        heads = ("a.co/(", "https://a.co/(", "https://a.co/((", "https://a.co/(b)(")

        def make(length):
            return {head: head + "a" * (length - len(head)) for head in heads}

        for count in (measures.count_weighted, measures.count_links_as_23):
            self.assert_even(count, make=make)
