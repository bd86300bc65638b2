# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import calibration, verdict
from odoo.addons.social_care_analysis.tools.calibration import Blend

NOTHING = np.zeros((1, 2))
shares = st.floats(0.01, 0.99)


def make_texts(seed, sure, right, count=2000):
    """Return verdicts for or against the first of two labels, as sure as ``sure``, of
    which a share of ``right`` is right, and the number of each text's label.
    """
    random = np.random.default_rng(seed)
    said = random.integers(0, 2, count)
    is_right = random.random(count) < right
    learned = np.where(np.arange(2) == said[:, None], sure, 1 - sure)
    return learned, np.where(is_right, said, 1 - said)


class TestBlend(BaseCase):
    """A model and the rules, mixed."""

    def test_where_the_rules_say_nothing_the_model_decides_alone(self):
        found = Blend(0.5).combine(np.array([[0.9, 0.1]]), NOTHING)
        np.testing.assert_allclose(found, [[0.9, 0.1]])

    def test_each_has_its_share(self):
        model, rules = np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]])
        np.testing.assert_allclose(Blend(0.7).combine(model, rules), [[0.7, 0.3]])

    def test_a_temperature_makes_it_less_sure_and_leaves_the_order(self):
        model = np.array([[0.9, 0.1]])
        found = Blend(1.0, 2.0).combine(model, NOTHING)
        np.testing.assert_allclose(found, [[0.75, 0.25]])

    @given(shares, shares, shares, st.floats(0.5, 4))
    def test_probabilities_add_up(self, one, two, share, temperature):
        learned, ruled = np.array([[one, 1 - one]]), np.array([[two, 1 - two]])
        found = Blend(share, temperature).combine(learned, ruled)
        np.testing.assert_allclose(found.sum(1), 1)


class TestFit(BaseCase):
    """Of verdicts with 80 %, four out of five are right."""

    def fit(self, seed, sure, right):
        learned, labels = make_texts(seed, sure, right)
        blend = calibration.fit(learned, np.zeros_like(learned), labels, 1.0)
        other, truth = make_texts(seed + 1, sure, right)
        chances = blend.combine(other, np.zeros_like(other))
        said = chances.argmax(1)
        return calibration.measure_error(chances.max(1), said == truth)

    def test_a_model_that_is_too_sure_is_taken_back(self):
        self.assertLess(self.fit(1, sure=0.97, right=0.75), 0.05)

    def test_a_model_that_doubts_too_much_is_encouraged(self):
        self.assertLess(self.fit(1, sure=0.6, right=0.8), 0.05)

    def test_the_better_of_both_decides(self):
        good, labels = make_texts(1, 0.9, 0.9)
        chance = make_texts(2, 0.9, 0.5)[0]
        self.assertGreater(calibration.fit(good, chance, labels, 0.5).share, 0.9)
        self.assertLess(calibration.fit(chance, good, labels, 0.5).share, 0.1)

    def test_few_texts_move_it_little(self):
        learned, labels = make_texts(1, 0.9, 0.5, count=4)
        blend = calibration.fit(learned, np.zeros_like(learned), labels, 0.8)
        self.assertAlmostEqual(blend.share, 0.8, delta=0.1)
        self.assertAlmostEqual(blend.temperature, 1, delta=0.2)


class TestError(BaseCase):
    """How far confidence and share of right verdicts are apart."""

    def test_known_numbers(self):
        sure = [0.95] * 4 + [0.55] * 2
        right = [True, True, True, False, True, False]
        found = calibration.measure_error(sure, right)
        self.assertAlmostEqual(found, (4 * 0.2 + 2 * 0.05) / 6)

    def test_certainty_that_is_always_right_has_none(self):
        self.assertEqual(calibration.measure_error([1.0, 1.0], [True, True]), 0)

    def test_nothing_has_none(self):
        self.assertEqual(calibration.measure_error([], []), 0)


class TestUnsure(BaseCase):
    """What is less likely than the threshold is shown as unsure."""

    def test_below_the_threshold(self):
        for sure, unsure in ((0.59, True), (0.6, False), (1, False)):
            self.assertIs(verdict.is_unsure({"sure": sure}), unsure)

    def test_not_what_a_person_said_nor_what_tells_no_confidence(self):
        for grounds in ({"sure": 0.3, "by": "Anna"}, {"words": []}, {"sure": 0}):
            self.assertFalse(verdict.is_unsure(grounds))
