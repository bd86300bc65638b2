# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests.common import BaseCase

from odoo.addons.social_care_analysis.tools import gate
from odoo.addons.social_care_analysis.tools.evaluate import Example

ROW = st.tuples(st.booleans(), st.booleans())
CALM, ASIDE, DANGER = (False, False), (True, False), (False, True)


class TestCompare(BaseCase):
    """What a model would do to recent mentions, against the word lists."""

    def check(self, *pairs):
        return gate.compare([one for one, _ in pairs], [two for _, two in pairs])

    def test_a_model_that_changes_nothing_is_safe(self):
        self.assertTrue(self.check(*[(CALM, CALM)] * 50, (DANGER, DANGER)).is_safe)

    def test_nothing_to_check_on_is_safe(self):
        self.assertTrue(self.check().is_safe)

    def test_half_a_percentage_point_more_is_allowed(self):
        pairs = [(CALM, ASIDE)] * 5 + [(CALM, CALM)] * 995
        self.assertTrue(self.check(*pairs).is_safe)

    def test_one_more_is_refused(self):
        pairs = [(CALM, ASIDE)] * 6 + [(CALM, CALM)] * 994
        check = self.check(*pairs)
        self.assertTrue(check.sets_customers_aside)
        self.assertFalse(check.is_safe)

    def test_what_the_word_lists_set_aside_themselves_is_not_held_against_it(self):
        self.assertTrue(self.check(*[(ASIDE, ASIDE)] * 10).is_safe)

    def test_one_danger_missed_is_too_many(self):
        check = self.check((DANGER, CALM), *[(CALM, CALM)] * 5000)
        self.assertEqual(check.lost_danger, 1)
        self.assertFalse(check.is_safe)

    def test_new_danger_does_not_make_up_for_danger_missed(self):
        self.assertFalse(self.check((DANGER, CALM), (CALM, DANGER)).is_safe)

    @given(st.lists(st.tuples(ROW, ROW)))
    def test_counts_never_exceed_the_sample(self, pairs):
        check = self.check(*pairs)
        self.assertEqual(check.checked, len(pairs))
        for count in (check.aside, check.aside_before, check.lost_danger):
            self.assertLessEqual(count, len(pairs))


class TestChanges(BaseCase):
    """Where nobody spoke, the old verdict is the standard."""

    def test_twice_the_errors_that_people_find_may_change(self):
        limit = gate.limit_changes(1000, 100_000, 10_000)
        self.assertAlmostEqual(limit, 200, delta=5)

    def test_few_handled_mentions_prove_little(self):
        self.assertGreater(gate.limit_changes(1000, 20, 2), 500)

    def test_where_nobody_handled_anything_all_may_change(self):
        self.assertEqual(gate.limit_changes(1000, 0, 0), 1000)

    def test_where_people_find_next_to_no_errors_next_to_nothing_may_change(self):
        self.assertLess(gate.limit_changes(1000, 2000, 0), 5)

    def test_a_model_that_changes_more_is_doubtful_but_not_dangerous(self):
        for changed, is_too_much in ((200, False), (201, True)):
            check = gate.compare([], [], changed, 200)
            self.assertIs(check.changes_too_much, is_too_much)
            self.assertTrue(check.is_safe)

    @given(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500))
    def test_the_limit_is_a_number_of_verdicts(self, untouched, handled, more):
        limit = gate.limit_changes(untouched, handled + more, handled)
        self.assertTrue(0 <= limit <= untouched)


class TestLearnable(BaseCase):
    """No answer without enough examples of it."""

    def test_spam_alone_teaches_nothing_about_customers(self):
        counts = {"spam": 30, "advert": 30}
        self.assertEqual(gate.list_learnable("relevance", counts), set())

    def test_a_few_relevant_ones_are_too_few(self):
        self.assertEqual(
            gate.list_learnable("relevance", {"spam": 30, "relevant": 9}), set()
        )

    def test_with_relevant_ones_spam_is_learned(self):
        counts = {"spam": 30, "relevant": 10}
        self.assertEqual(gate.list_learnable("relevance", counts), {"spam", "relevant"})

    def test_a_rare_label_is_left_out(self):
        counts = {"0": 20, "2": 20, "3": 9}
        self.assertEqual(gate.list_learnable("urgency", counts), {"0", "2"})

    def test_one_label_alone_teaches_nothing(self):
        self.assertEqual(gate.list_learnable("sentiment", {"positive": 500}), set())

    def test_examples_of_a_rare_label_are_not_taught(self):
        common = [Example("", "", label) for label in "01" * 20]
        rare = [Example("", "", "3")]
        self.assertEqual(gate.filter_teachable("urgency", common + rare), common)

    def test_accepted_verdicts_are_examples_too(self):
        corrected = [Example("", "", "spam") for _n in range(50)]
        accepted = [Example("", "", "relevant", 0.5) for _n in range(10)]
        both = corrected + accepted
        self.assertEqual(gate.filter_teachable("relevance", corrected), [])
        self.assertEqual(gate.filter_teachable("relevance", both), both)

    @given(
        st.dictionaries(
            st.sampled_from(["relevant", "spam", "bot"]), st.integers(0, 30)
        )
    )
    def test_every_learned_label_has_enough_examples(self, counts):
        for label in gate.list_learnable("relevance", counts):
            self.assertGreaterEqual(counts[label], gate.FEWEST_EXAMPLES)
