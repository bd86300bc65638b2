# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import evaluate
from odoo.addons.social_care_analysis.tools.evaluate import Score

labels = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abcd")))


class TestSplit(BaseCase):
    """What a model is judged by it has never seen, also after it was trained anew."""

    def test_a_fifth_is_held_back(self):
        taught, held_back = evaluate.split([(key,) for key in range(5000)])
        self.assertEqual(len(taught) + len(held_back), 5000)
        self.assertAlmostEqual(len(held_back) / 5000, 0.2, delta=0.02)

    def test_a_row_stays_where_it_is_when_others_come(self):
        before = evaluate.split([(key,) for key in range(100)])[1]
        after = evaluate.split([(key,) for key in range(300)])[1]
        self.assertLessEqual(set(before), set(after))


class TestScore(BaseCase):
    """Accuracy counts mentions, macro-F1 counts labels."""

    def test_all_right(self):
        self.assertEqual(evaluate.score("abca", "abca"), Score(1.0, 1.0, []))

    def test_known_numbers(self):
        found = evaluate.score("aaab", "aabb")
        self.assertEqual(found.accuracy, 0.75)
        self.assertAlmostEqual(found.macro_f1, (0.8 + 2 / 3) / 2)

    def test_a_label_that_is_never_said_counts_zero(self):
        self.assertAlmostEqual(evaluate.score("ab", "aa").macro_f1, (2 / 3 + 0) / 2)

    def test_confusions_come_with_their_count(self):
        found = evaluate.score("aaabb", "bbaba")
        self.assertEqual(found.confusions, [("a", "b", 2), ("b", "a", 1)])

    def test_nothing_scores_nothing(self):
        self.assertEqual(evaluate.score([], []), Score(0.0, 0.0, []))

    @given(labels)
    def test_scores_stay_within_their_limits(self, pairs):
        right, said = [list(side) for side in zip(*pairs, strict=True)] or [[], []]
        found = evaluate.score(right, said)
        self.assertTrue(0 <= found.accuracy <= 1 and 0 <= found.macro_f1 <= 1)
        wrong = sum(count for _right, _said, count in found.confusions)
        self.assertEqual(wrong, sum(one != other for one, other in pairs))


class TestDecision(BaseCase):
    """A worse model never replaces a better one."""

    def score(self, macro_f1):
        return Score(accuracy=0.9, macro_f1=macro_f1, confusions=[])

    def test_better_and_as_good_are_taken(self):
        for new in (0.80, 0.75, 0.748):
            self.assertTrue(evaluate.is_no_worse(self.score(new), self.score(0.75)))

    def test_worse_is_not(self):
        self.assertFalse(evaluate.is_no_worse(self.score(0.70), self.score(0.75)))
