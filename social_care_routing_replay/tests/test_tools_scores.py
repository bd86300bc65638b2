# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest

from hypothesis import given
from hypothesis import strategies as st

from ..tools.scores import (
    Outcome,
    compute_jain_index,
    get_percentile,
    score_outcomes,
    summarize_outcomes,
)

SHARES = st.lists(st.floats(0.01, 100), min_size=1, max_size=30)


class TestJain(unittest.TestCase):
    def test_equal_values_have_index_one(self):
        self.assertAlmostEqual(compute_jain_index([3, 3, 3]), 1.0)

    def test_one_with_everything_has_the_lowest_index(self):
        self.assertAlmostEqual(compute_jain_index([8, 0, 0, 0]), 0.25)

    def test_the_example_of_its_authors(self):
        """$20 among 100 people of whom 10 get 2 each: a tenth of them, 0.10."""
        self.assertAlmostEqual(compute_jain_index([2] * 10 + [0] * 90), 0.10)

    def test_no_load_is_fair(self):
        self.assertEqual(compute_jain_index([0, 0]), 1.0)
        self.assertEqual(compute_jain_index([]), 1.0)

    @given(SHARES)
    def test_between_one_part_and_one(self, values):
        self.assertGreaterEqual(compute_jain_index(values), 1 / len(values) - 1e-9)
        self.assertLessEqual(compute_jain_index(values), 1 + 1e-9)

    @given(SHARES, st.floats(0.1, 10))
    def test_the_unit_does_not_matter(self, values, factor):
        self.assertAlmostEqual(
            compute_jain_index(values), compute_jain_index(v * factor for v in values)
        )


class TestPercentile(unittest.TestCase):
    def test_nearest_rank(self):
        """The example of Wikipedia, Percentile, nearest-rank method."""
        values = [15, 20, 35, 40, 50]
        found = [get_percentile(values, share) for share in (0.05, 0.3, 0.4, 0.5, 1)]
        self.assertEqual(found, [15, 20, 20, 35, 50])

    def test_of_nothing(self):
        self.assertEqual(get_percentile([], 0.5), 0)


class TestFigures(unittest.TestCase):
    def test_waiting_contacts_have_waited_until_the_end(self):
        found = summarize_outcomes(
            [Outcome(0, 1, 1), Outcome(0, 1, 1, begun_at=10)], 100, 20
        )
        self.assertEqual((found.longest, found.waiting), (100, 1))
        self.assertEqual(found.service_level, 0.5)

    def test_late_arrivals_do_not_count_in_the_service_level(self):
        found = summarize_outcomes([Outcome(95, 1, 1)], 100, 20)
        self.assertIsNone(found.service_level)

    def test_the_sla_is_about_the_answer(self):
        early = Outcome(0, 1, 1, deadline=50, begun_at=10, done_at=40)
        late = Outcome(0, 1, 1, deadline=50, begun_at=10, done_at=60)
        never = Outcome(0, 1, 1, deadline=50)
        without = Outcome(0, 1, 1, begun_at=10, done_at=11)
        found = summarize_outcomes([early, late, never, without], 100, 20)
        self.assertAlmostEqual(found.sla, 1 / 3)

    def test_unskilled_answers_are_counted_apart(self):
        one = Outcome(0, 1, 1, deadline=50, begun_at=1, done_at=2, is_skilled=False)
        found = summarize_outcomes([one], 100, 20)
        self.assertEqual((found.sla, found.sla_skilled), (1.0, 0.0))

    def test_early_answers_count_before_their_deadline(self):
        one = Outcome(0, 1, 1, deadline=150, begun_at=1, done_at=2)
        self.assertEqual(summarize_outcomes([one], 100, 20).sla, 1.0)


class TestScores(unittest.TestCase):
    def test_each_group_has_its_figures(self):
        found = score_outcomes(
            [Outcome(0, 1, 2, begun_at=5), Outcome(0, 1, 1, begun_at=3)],
            {1: 1.0, 2: 3.0},
            100,
            4,
        )
        self.assertEqual(list(found.groups), [(1, 1), (1, 2)])
        self.assertEqual(found.groups[1, 1].service_level, 1.0)
        self.assertEqual(found.groups[1, 2].service_level, 0.0)
        self.assertAlmostEqual(found.fairness, 0.8)
