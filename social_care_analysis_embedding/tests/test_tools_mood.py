# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter

import numpy as np

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import sentiment
from odoo.addons.social_care_analysis.tools.sentiment import Sentiment
from odoo.addons.social_care_analysis_embedding.tools import embedding, mood, nearest


def vectors(*at):
    """A direction for each number, as far from each other as can be."""
    return np.eye(embedding.WIDTH, dtype=np.float32)[list(at)]


EXAMPLES = nearest.Examples(list(mood.LABELS), vectors(0, 1, 2))


def label(at, corrections=nearest.NONE):
    chances = mood.learn(EXAMPLES, corrections)(vectors(at))
    return mood.LABELS[chances[0].argmax()]


class TestExamples(BaseCase):
    """What is known before anybody corrected anything."""

    def test_each_mood_has_as_many(self):
        counts = Counter(label for label, _text in mood.list_examples())
        self.assertEqual(set(counts), set(mood.LABELS))
        self.assertLessEqual(max(counts.values()) - min(counts.values()), 1)

    def test_the_labels_are_those_of_the_step(self):
        self.assertEqual(mood.LABELS, sentiment.LABELS)


class TestLearning(BaseCase):
    def test_examples_decide_to_begin_with(self):
        self.assertEqual([label(at) for at in range(3)], list(mood.LABELS))

    def test_corrections_outweigh_them_soon(self):
        told = nearest.Examples(["positive"] * 40, vectors(*[0] * 40))
        self.assertEqual(label(0, told), "positive")

    def test_what_nobody_corrected_stays_possible(self):
        told = nearest.Examples(["positive"] * 40, vectors(*[0] * 40))
        self.assertEqual(label(1, told), "neutral")

    def test_a_frequent_mood_does_not_drown_a_rare_one(self):
        labels = ["neutral"] * 95 + ["negative"] * 5
        told = nearest.Examples(labels, vectors(*[3] * 95, *[4] * 5))
        self.assertEqual(label(4, told), "negative")


class TestCombining(BaseCase):
    """Meaning and words decide together."""

    UNDECIDED = np.array([[1 / 3, 1 / 3, 1 / 3]])

    def combine(self, meant, own):
        ((found, score, sure),) = mood.combine(meant, [own])
        self.assertTrue(-1 <= score <= 1 and 0 < sure <= 1)
        return found

    def test_words_decide_where_meaning_does_not(self):
        for own in (
            Sentiment("negative", -0.6, 0.7, []),
            Sentiment("neutral", 0.1, 0.6, []),
            Sentiment("positive", 0.6, 0.7, []),
        ):
            self.assertEqual(self.combine(self.UNDECIDED, own), own.label)

    def test_meaning_decides_where_words_do_not(self):
        own = Sentiment("neutral", 0.0, 0.4, [])
        meant = np.array([[0.8, 0.1, 0.1]])
        self.assertEqual(self.combine(meant, own), "negative")

    def test_the_probabilities_behind_a_verdict_are_found_again(self):
        for chances in ((0.7, 0.2, 0.1), (0.2, 0.5, 0.3), (0.1, 0.3, 0.6)):
            place = int(np.argmax(chances))
            own = Sentiment(
                mood.LABELS[place], chances[2] - chances[0], max(chances), []
            )
            np.testing.assert_allclose(mood._spread(own), chances, atol=1e-6)

    def test_no_texts_are_no_error(self):
        self.assertEqual(mood.combine(np.zeros((0, 3)), []), [])
