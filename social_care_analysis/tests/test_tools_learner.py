# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import io
import pickle
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import features, learner
from odoo.addons.social_care_analysis.tools.calibration import Blend
from odoo.addons.social_care_analysis.tools.reading import read_known
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
        self.assertEqual(train(weights=[0.5] * len(TAUGHT)).rows, len(TAUGHT) // 2)


NAMES = ("delivery", "billing")


def learn(rows, ruled=None):
    """A model of a whole lesson; ``ruled`` are probabilities of NAMES by rules."""
    samples, labels = zip(*rows, strict=True)
    ruled = np.zeros((len(rows), 2)) if ruled is None else np.array(ruled, float)
    batch = read_known(samples, [""] * len(rows))
    marks, weights = no_marks(len(rows)), learner.weigh(labels)
    lesson = learner.Lesson(batch, marks, labels, weights, NAMES, ruled, 10)
    return learner.learn(lesson, PLAIN, lambda chances: list(chances.argmax(1)))


class TestLesson(BaseCase):
    """A model is judged on texts that it did not learn from."""

    def many(self, count=60):
        return [(f"{TAUGHT[n % 8][0]} {n}", TAUGHT[n % 8][1]) for n in range(count)]

    def test_each_text_has_a_verdict_of_a_model_that_does_not_know_it(self):
        odd = [("my parcel is late, still no delivery", "billing")]
        model = learn(self.many() + odd * 9)
        self.assertEqual(label(model, odd[0][0]), "billing")
        self.assertEqual(model.tested[-9:], [NAMES.index("delivery")] * 9)
        right = [NAMES.index(own) for _text, own in self.many()]
        self.assertEqual(model.tested[:-9], right)

    def test_copies_are_in_the_same_fold(self):
        folds = {learner.find_fold(read("where is my parcel")) for _n in range(9)}
        self.assertEqual(len(folds), 1)
        folds = {learner.find_fold(read(f"parcel {n}")) for n in range(99)}
        self.assertEqual(folds, set(range(learner.FOLDS)))

    def test_rules_that_are_right_decide_where_the_words_say_nothing(self):
        rows = [(f"nothing {n} said {n * 7}", NAMES[n % 2]) for n in range(80)]
        right = [[0.9, 0.1] if n % 2 == 0 else [0.1, 0.9] for n in range(80)]
        self.assertLess(learn(rows, right).blend.share, 0.3)
        self.assertGreater(learn(rows, [two[::-1] for two in right]).blend.share, 0.8)

    def test_one_label_alone_teaches_nothing(self):
        self.assertIsNone(learn(TAUGHT[:4]))

    def test_a_label_of_a_single_fold_can_be_tested(self):
        rows = [(TAUGHT[0][0], "delivery")] * 9 + self.many(1) + [TAUGHT[4]]
        self.assertEqual(len(learn(rows).tested), len(rows))

    def test_a_label_that_is_no_name_counts_as_the_last(self):
        found = learner.arrange(
            np.array([[0.5, 0.3, 0.2]]), ("b", "x", "a"), ("a", "b")
        )
        np.testing.assert_allclose(found, [[0.2, 0.8]])


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

    def test_the_mixture_with_the_rules_is_kept(self):
        model = replace(train(), blend=Blend(0.7, 1.3))
        self.assertEqual(learner.Model.from_bytes(model.to_bytes()).blend, model.blend)

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
