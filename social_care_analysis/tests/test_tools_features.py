# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import features
from odoo.addons.social_care_analysis.tools.text import read


def extract(*samples):
    return features.extract([read(sample) for sample in samples])


class TestFeatures(BaseCase):
    """A text is its words, its pairs of words and the groups of letters in them."""

    def labels(self, found, text=0):
        return [found.label(unit) for unit in np.flatnonzero(found.owners == text)]

    def test_the_units_can_be_read(self):
        found = extract("my late parcel", "thanks")
        self.assertEqual(
            self.labels(found), ["my", "late", "parcel", "my late", "late parcel"]
        )
        self.assertEqual(self.labels(found, 1), ["thanks"])

    def test_pairs_of_characters_are_joined_where_they_overlap(self):
        labels = self.labels(extract("服务太差"))
        self.assertEqual(labels, ["服务", "务太", "太差", "服务太", "务太差"])

    def test_a_text_does_not_pair_with_the_next(self):
        self.assertNotIn("a b", self.labels(extract("a", "b")))

    def test_words_with_a_common_stem_have_something_in_common(self):
        matrix = extract("delayed", "delays", "thanks").matrix
        shared = (matrix @ matrix.T).toarray()
        self.assertGreater(shared[0, 1], 0.2)
        self.assertLess(shared[0, 2], 0.01)

    def test_words_groups_and_pairs_weigh_the_same_in_any_text(self):
        for sample in ("late", "my parcel is late", "late " * 50):
            row = extract(sample).matrix
            weight = row.multiply(row).sum()
            self.assertLess(weight, 3 + features.PAIR_WEIGHT, sample)
            self.assertGreater(weight, 1.4, sample)

    def test_a_repeated_word_adds_nothing(self):
        once, often = extract("late", "late late late").matrix
        column = once.indices[once.data.argmax()]
        self.assertEqual(once[0, column], often[0, column])

    def test_numbers_are_alike_and_links_are_their_host(self):
        matrix = extract("flight 123", "flight 987").matrix
        self.assertEqual((matrix[0] != matrix[1]).nnz, 0)
        links = extract("https://a.b/one", "https://a.b/two").matrix
        self.assertEqual((links[0] != links[1]).nnz, 0)

    def test_a_text_has_the_same_features_in_any_batch(self):
        samples = ["my parcel", "is 太差 late!", "", "😡 @brand"]
        alone = [extract(sample).matrix for sample in samples]
        together = extract(*samples).matrix
        for row, one in zip(together, alone, strict=True):
            self.assertEqual((row != one).nnz, 0)

    def test_nothing_at_all_has_no_features(self):
        for samples in ((), ("",), ("", " ")):
            self.assertEqual(extract(*samples).matrix.nnz, 0)
            self.assertEqual(len(extract(*samples)), len(samples))

    def test_the_columns_never_change(self):
        """A stored model would mean something else if they did."""
        columns = set(extract("late parcel").matrix.indices.tolist())
        self.assertLessEqual({133963, 183576, 101056}, columns)

    @given(st.lists(st.text(st.characters(codec=None)), max_size=5))
    def test_whatever_comes_has_features(self, samples):
        matrix = extract(*samples).matrix
        self.assertEqual(matrix.shape, (len(samples), features.WIDTH))
        self.assertTrue(np.isfinite(matrix.data).all())
