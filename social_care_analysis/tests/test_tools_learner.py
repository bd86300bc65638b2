# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io
import pickle

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import features, learner
from odoo.addons.social_care_analysis.tools.text import read

PLAIN, RARE = learner.Recipe(rarity=False), learner.Recipe(rarity=True)
TAUGHT = [
    ("my parcel is late", "delivery"),
    ("the parcel was never delivered", "delivery"),
    ("when is my delivery, still no parcel", "delivery"),
    ("courier lost my package", "delivery"),
    ("I was charged twice on my invoice", "billing"),
    ("wrong invoice again, refund me", "billing"),
    ("why is the bill so high", "billing"),
    ("you charged my card, please refund", "billing"),
]


def extract(samples):
    return features.extract([read(sample) for sample in samples])


def no_marks(count):
    return learner.Marks(
        (), np.zeros((count, 0), np.float32), [[] for _ in range(count)]
    )


def train(rows=(), recipe=PLAIN, weights=None):
    rows = rows or TAUGHT
    samples, labels = zip(*rows, strict=True)
    found = extract(samples)
    return learner.train(found, no_marks(len(rows)), labels, recipe, weights)


def chances(model, *samples):
    return model.probabilities(extract(samples), no_marks(len(samples)))


def label(model, sample):
    return model.labels[chances(model, sample)[0].argmax()]


class TestLearning(BaseCase):
    """What was corrected is known from then on, and what is like it too."""

    def test_it_learns_what_it_was_taught(self):
        for recipe in (PLAIN, RARE):
            model = train(recipe=recipe)
            for sample, right in TAUGHT:
                self.assertEqual(label(model, sample), right)

    def test_it_applies_what_it_learnt(self):
        model = train()
        self.assertEqual(label(model, "no delivery of my parcels yet"), "delivery")
        self.assertEqual(label(model, "invoices with wrong charges"), "billing")

    def test_probabilities_add_up(self):
        found = chances(train(), "my parcel", "", "tomorrow")
        np.testing.assert_allclose(found.sum(1), 1, rtol=1e-5)

    def test_one_label_alone_teaches_nothing(self):
        self.assertIsNone(train(TAUGHT[:4]))

    def test_the_same_rows_give_the_same_bytes(self):
        self.assertEqual(train().to_bytes(), train().to_bytes())

    def test_a_row_counts_as_much_as_its_weight(self):
        rows = [*TAUGHT, ("gift wrapping", "delivery"), ("gift wrapping", "billing")]
        weights = [1] * len(TAUGHT)
        for last, right in (((5, 0.1), "delivery"), ((0.1, 5), "billing")):
            model = train(rows, weights=[*weights, *last])
            self.assertEqual(label(model, "gift wrapping"), right)

    def test_a_rare_label_is_not_forgotten(self):
        rows = TAUGHT[:4] * 10 + TAUGHT[4:]
        self.assertEqual(label(train(rows), "refund my card"), "billing")

    def test_it_says_from_how_many_rows_it_learnt(self):
        self.assertEqual(train().rows, len(TAUGHT))


class TestMarks(BaseCase):
    """What is known beside the words is learnt too, by name."""

    def marks(self, names, *rows):
        words = [
            [(column, f"sign {column}") for column in np.flatnonzero(row)]
            for row in rows
        ]
        return learner.Marks(names, np.array(rows, np.float32), words)

    def train(self):
        found = extract(["a", "b"] * 4)
        marks = self.marks(("up", "down"), *[[1, 0], [0, 1]] * 4)
        return learner.train(found, marks, ["good", "bad"] * 4, PLAIN)

    def test_a_mark_decides_where_words_say_nothing(self):
        marks = self.marks(("up", "down"), [1, 0], [0, 1])
        found = self.train().probabilities(extract(["x", "x"]), marks)
        self.assertEqual(found.argmax(1).tolist(), [1, 0])

    def test_marks_may_come_in_another_order_and_new_ones_say_nothing(self):
        marks = self.marks(("new", "down", "up"), [1, 0, 1], [1, 1, 0])
        found = self.train().probabilities(extract(["x", "x"]), marks)
        self.assertEqual(found.argmax(1).tolist(), [1, 0])

    def test_the_words_behind_a_mark_are_a_reason(self):
        marks = self.marks(("up", "down"), [1, 0])
        (words,) = self.train().reasons(extract(["x"]), marks, np.array([1]))
        self.assertEqual(words, ["sign 0"])


class TestReasons(BaseCase):
    """A verdict names the words that it rests on."""

    def reasons(self, model, sample, right):
        chosen = np.array([model.labels.index(right)])
        return model.reasons(extract([sample]), no_marks(1), chosen)[0]

    def test_the_weightiest_words_come_first(self):
        words = self.reasons(train(), "hello there, my parcel please", "delivery")
        self.assertEqual(words[0], "parcel")

    def test_words_for_another_label_are_no_reason(self):
        words = self.reasons(train(), "parcel invoice", "billing")
        self.assertIn("invoice", words)
        self.assertNotIn("parcel", words)

    def test_all_words_stand_in_the_text(self):
        for sample, right in TAUGHT:
            for words in self.reasons(train(recipe=RARE), sample, right):
                self.assertIn(words, sample.lower().replace(",", " ,"))

    def test_without_words_there_are_no_reasons(self):
        self.assertEqual(self.reasons(train(), "", "billing"), [])


class TestBytes(BaseCase):
    """A model is kept as bytes that can be nothing but a model."""

    def test_what_is_loaded_says_the_same(self):
        for recipe in (PLAIN, RARE):
            model = train(recipe=recipe)
            loaded = learner.Model.from_bytes(model.to_bytes())
            samples = [sample for sample, _label in TAUGHT]
            found = chances(loaded, *samples, "something new")
            expected = chances(model, *samples, "something new")
            np.testing.assert_allclose(found, expected, atol=0.01)
            self.assertEqual((loaded.labels, loaded.rows), (model.labels, model.rows))

    def test_marks_are_kept(self):
        marks = learner.Marks(("up",), np.array([[1], [0]], np.float32), [[], []])
        model = learner.train(extract(["a", "b"]), marks, ["x", "y"], PLAIN)
        loaded = learner.Model.from_bytes(model.to_bytes())
        np.testing.assert_array_equal(loaded.marks["up"], model.marks["up"])

    def test_a_pickle_is_refused(self):
        with self.assertRaises(ValueError):
            learner.Model.from_bytes(pickle.dumps({"about": 1}))
        buffer = io.BytesIO()
        np.savez(buffer, about=np.array([{"version": 1}], dtype=object))
        with self.assertRaises(ValueError):
            learner.Model.from_bytes(buffer.getvalue())

    @given(st.binary(max_size=200))
    def test_junk_is_refused(self, junk):
        with self.assertRaises(ValueError):
            learner.Model.from_bytes(junk)

    @given(st.data())
    def test_broken_bytes_are_refused_or_known(self, data):
        broken = bytearray(train().to_bytes())
        places = st.integers(0, len(broken) - 1)
        for at in data.draw(st.lists(places, min_size=1, max_size=3)):
            broken[at] = data.draw(st.integers(0, 255))
        try:
            learner.Model.from_bytes(bytes(broken[: data.draw(places) or None]))
            learner.Model.from_bytes(bytes(broken))
        except ValueError as error:
            self.assertTrue(str(error))

    def test_another_version_is_refused_in_words(self):
        buffer = io.BytesIO()
        about = np.frombuffer(b'{"version": 0}', np.uint8)
        np.savez(buffer, about=about)
        with self.assertRaisesRegex(ValueError, "version 0"):
            learner.Model.from_bytes(buffer.getvalue())
