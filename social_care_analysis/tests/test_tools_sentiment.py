# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import sentiment
from odoo.addons.social_care_analysis.tools.reading import read_known

TAUGHT = [
    ("the gizmo wobbles", "negative"),
    ("my gizmo wobbles again", "negative"),
    ("wobbles like jelly", "negative"),
    ("the gizmo sparkles", "positive"),
    ("it sparkles so much", "positive"),
    ("when do you open", "neutral"),
    ("where can I find the manual", "neutral"),
]


def judge(*samples, model=None, language="en"):
    return sentiment.judge(read_known(samples, [language] * len(samples)), model)


def learn(rows):
    samples, labels = zip(*rows, strict=True)
    return sentiment.learn(read_known(samples, ["en"] * len(rows)), labels)


class TestBeforeLearning(BaseCase):
    """From the first mention on the lexicon has something to say."""

    def test_three_sentiments(self):
        found = judge("worst service ever", "when do you open?", "thank you, great job")
        labels = [verdict.label for verdict in found]
        self.assertEqual(labels, ["negative", "neutral", "positive"])

    def test_the_score_says_how_much(self):
        bad, worse = judge("the food was cold", "awful, disgusting, never again")
        self.assertLess(worse.score, bad.score)
        self.assertLess(bad.score, 0)

    def test_it_says_on_what_words(self):
        (verdict,) = judge("Hello, my parcel is broken and support is rude")
        self.assertEqual(set(verdict.words), {"broken", "rude"})

    def test_nothing_is_neutral_and_rests_on_nothing(self):
        for verdict in judge("", "https://t.co/x", "@brand"):
            self.assertEqual((verdict.label, verdict.words), ("neutral", []))

    def test_an_empty_batch_is_no_error(self):
        self.assertEqual(judge(), [])


class TestAfterLearning(BaseCase):
    """Corrections teach words that no list knows, and outweigh it with time."""

    def test_a_new_word_is_learnt(self):
        bad, good = judge("wobbles!", "sparkles!", model=learn(TAUGHT * 20))
        self.assertEqual((bad.label, good.label), ("negative", "positive"))
        self.assertIn("wobbles", bad.words)

    def test_a_few_corrections_do_not_drown_the_lexicon(self):
        (verdict,) = judge("worst service ever, rude", model=learn(TAUGHT))
        self.assertEqual(verdict.label, "negative")

    def test_many_corrections_outweigh_it(self):
        rows = [(f"sick beat {number}", "positive") for number in range(150)]
        (verdict,) = judge("sick beat", model=learn(TAUGHT * 20 + rows))
        self.assertEqual(verdict.label, "positive")

    def test_a_label_that_nobody_corrected_stays_possible(self):
        (verdict,) = judge("great, thanks!", model=learn(TAUGHT[:3] + TAUGHT[5:]))
        self.assertEqual(verdict.label, "positive")

    def test_corrections_of_one_kind_alone_teach_nothing(self):
        self.assertIsNone(learn(TAUGHT[:3]))

    def test_a_batch_says_what_one_by_one_says(self):
        model = learn(TAUGHT * 20)
        samples = [sample for sample, _label in TAUGHT]
        alone = [judge(sample, model=model)[0].label for sample in samples]
        self.assertEqual([v.label for v in judge(*samples, model=model)], alone)
