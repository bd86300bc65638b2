# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import urgency
from odoo.addons.social_care_analysis.tools.reading import Batch
from odoo.addons.social_care_analysis.tools.text import read

CALM, HARSH = "when do you open on sunday", "the baby formula is empty"
verdicts = st.builds(
    urgency.Urgency,
    st.integers(0, 3),
    st.lists(st.text(min_size=1, max_size=5), max_size=3),
    st.lists(st.sampled_from(["mood", "repetition", "reach"]), unique=True).map(tuple),
)


def batch(*samples):
    return Batch([read(sample) for sample in samples], ["en"] * len(samples))


def ruled(own, mood=0.0, **facts):
    return [
        urgency.judge(hits, mood, **facts, findings=found)
        for hits, found in zip(own.hits, own.findings, strict=True)
    ]


def learnt(rows):
    """A model from (text, level) pairs."""
    samples, labels = zip(*rows, strict=True)
    own = batch(*samples)
    return urgency.learn(own, ruled(own), [str(level) for level in labels])


def corrected(model, *samples):
    own = batch(*samples)
    return urgency.correct(own, ruled(own), model)


class TestMarks(BaseCase):
    """What the rules say is a hint for the learner."""

    def test_the_level_and_each_reason_have_a_column(self):
        found = urgency.make_marks(
            [urgency.Urgency(2, ["now"], ()), urgency.Urgency(0, [], ("mood", "reach"))]
        )
        self.assertEqual(
            found.names, ("0", "1", "2", "3", "mood", "repetition", "reach")
        )
        self.assertEqual(
            found.values.tolist(), [[0, 0, 1, 0, 0, 0, 0], [1, 0, 0, 0, 1, 0, 1]]
        )
        self.assertEqual(found.words, [[(2, "now")], []])

    @given(st.lists(verdicts, max_size=5))
    def test_each_verdict_has_one_level(self, given_verdicts):
        found = urgency.make_marks(given_verdicts)
        self.assertEqual(found.values.shape, (len(given_verdicts), 7))
        self.assertEqual(found.values[:, :4].sum(1).tolist(), [1] * len(given_verdicts))
        for row, verdict in zip(found.values, given_verdicts, strict=True):
            self.assertEqual(row[4:].sum(), len(verdict.because))


class TestLearning(BaseCase):
    """Corrections get the say, the more of them there are."""

    def test_nothing_to_learn_from_is_no_model(self):
        self.assertIsNone(learnt([(CALM, 0), (HARSH, 0)]))

    def test_many_corrections_overrule_the_rules(self):
        model = learnt([(HARSH, 2), (CALM, 0)] * 150)
        self.assertEqual([v.level for v in corrected(model, HARSH, CALM)], [2, 0])

    def test_a_few_do_not(self):
        model = learnt([(HARSH, 2), (CALM, 0)])
        self.assertEqual(corrected(model, HARSH)[0].level, 0)

    def test_it_names_what_it_rests_on(self):
        model = learnt([(HARSH, 2), (CALM, 0)] * 150)
        (found,) = corrected(model, HARSH)
        self.assertTrue(set(found.words) & set(HARSH.split()), found.words)
        self.assertEqual(found.because, ())

    def test_where_both_agree_the_rules_say_why(self):
        model = learnt([(HARSH, 2), (CALM, 0)] * 150)
        own = batch(CALM)
        before = ruled(own)
        (found,) = urgency.correct(own, before, model)
        self.assertEqual(replace(found, sure=0.0), before[0])
        self.assertGreater(found.sure, 0.9)

    def test_rules_that_keep_a_level_up_are_not_doubted(self):
        danger = "there is smoke and fire, call the police"
        model = learnt([(danger, 0), (HARSH, 2), (CALM, 0)] * 150)
        (found,) = corrected(model, danger)
        self.assertEqual((found.level, found.sure), (urgency.DANGER_FLOOR, 0))

    def test_a_level_that_nobody_chose_stays_the_rules_own_word(self):
        """Danger is not lost where no correction ever spoke of it."""
        model = learnt([(HARSH, 1), (CALM, 0)])
        (found,) = corrected(model, "there is smoke and fire, call the police")
        self.assertEqual(found.level, 3)

    @given(st.lists(st.text(st.characters(codec=None)), max_size=4))
    def test_whatever_comes_has_a_level(self, samples):
        own = batch(*samples)
        found = urgency.correct(own, ruled(own), MODEL)
        self.assertEqual(len(found), len(samples))
        for verdict in found:
            self.assertIn(verdict.level, range(4))
            self.assertLessEqual(len(verdict.words), 3)


MODEL = learnt([(HARSH, 2), (CALM, 0)] * 40)
