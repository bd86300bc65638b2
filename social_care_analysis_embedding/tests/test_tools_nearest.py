# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import numpy as np

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis_embedding.tools import embedding, nearest

from .wheel import needs_wheel

TOPICS = [
    ("1", "Lost luggage", "bag, suitcase, luggage"),
    ("2", "Billing", "invoice, charged, refund*"),
    ("3", "Food on board", ""),
]
MEANT = ["they lost my baggage", "you took the money twice", "the meal was cold"]


def vectors(*at):
    """A direction for each number, as far from each other as can be."""
    return np.eye(embedding.WIDTH, dtype=np.float32)[list(at)]


def examples(*pairs):
    labels = [label for label, _at in pairs]
    places = [at for _label, at in pairs]
    return nearest.Examples(labels, vectors(*places), [12] * len(pairs))


def labels(verdicts):
    return [label for label, _sure in verdicts]


def own_words(topics):
    names, texts, weights = zip(*nearest.described(topics), strict=True)
    return nearest.Examples(names, embedding.embed(texts), weights)


class TestDescribed(BaseCase):
    def test_a_topic_is_its_name_and_its_keywords(self):
        rows = nearest.described(TOPICS)
        self.assertIn(("2", "Billing: invoice, charged, refund", 12), rows)
        self.assertIn(("3", "Food on board", 12), rows)

    def test_what_is_about_nothing_has_words_too(self):
        self.assertIn(
            "", [label for label, _text, _weight in nearest.described(TOPICS)]
        )

    def test_many_keywords_are_all_read_and_weigh_no_more_than_few(self):
        words = ", ".join(f"keyword{at}" for at in range(100))
        rows = [row for row in nearest.described([("1", "Many", words)]) if row[0]]
        self.assertGreater(len(rows), 2)
        self.assertAlmostEqual(sum(weight for *_row, weight in rows), 12)
        self.assertLessEqual(
            max(len(text) for _label, text, _weight in rows), embedding.LONGEST
        )
        self.assertIn("keyword99", rows[-1][1])

    def test_a_long_name_leaves_room_for_keywords(self):
        rows = nearest.described([("1", "n" * 400, "late, delayed")])
        self.assertIn("delayed", rows[-1][1])


class TestNearest(BaseCase):
    """With made-up directions, so that what is near is known."""

    own = examples(("", 0), ("1", 1), ("2", 2))

    def test_own_words_decide_before_anybody_corrected(self):
        found = nearest.learn(self.own, nearest.NONE)
        self.assertEqual(labels(found.judge(vectors(1, 2, 0))), ["1", "2", ""])

    def test_corrections_become_stronger_than_own_words(self):
        few = nearest.learn(self.own, examples(*[("2", 1)] * 5))
        self.assertEqual(labels(few.judge(vectors(1))), ["1"])
        many = nearest.learn(self.own, examples(*[("2", 1)] * 30))
        self.assertEqual(labels(many.judge(vectors(1))), ["2"])

    def test_a_rare_topic_is_not_drowned_by_a_frequent_one(self):
        said = examples(*[("1", 3)] * 300, ("2", 4), ("2", 4))
        found = nearest.learn(self.own, said)
        self.assertEqual(labels(found.judge(vectors(4))), ["2"])

    def test_it_is_the_surer_the_more_people_said_so(self):
        few = nearest.learn(self.own, examples(("1", 5), ("2", 6)))
        many = nearest.learn(self.own, examples(*[("1", 5), ("2", 6)] * 50))
        [(_label, sure)], [(_same, surer)] = (
            few.judge(vectors(5)),
            many.judge(vectors(5)),
        )
        self.assertLess(sure, surer)
        self.assertLessEqual(surer, 1)

    def test_nothing_is_judged_without_texts(self):
        found = nearest.learn(self.own, nearest.NONE)
        self.assertEqual(found.judge(vectors()), [])


class TestTogether(BaseCase):
    def test_a_sure_verdict_stands_and_an_unsure_one_gives_way(self):
        builtin = [("1", 0.9), ("1", 0.3), ("", 0.9)]
        meant = [("2", 0.4), ("2", 0.4), ("3", 0.2)]
        self.assertEqual(nearest.together(builtin, meant), ["1", "2", "3"])


@needs_wheel
class TestMeaning(BaseCase):
    """With the real model."""

    def test_topics_are_found_without_any_of_their_words(self):
        found = nearest.learn(own_words(TOPICS), nearest.NONE)
        verdicts = found.judge(embedding.embed(MEANT))
        self.assertEqual(labels(verdicts), ["1", "2", "3"])

    def test_topics_are_found_in_another_language(self):
        found = nearest.learn(own_words(TOPICS), nearest.NONE)
        texts = ["zgubili moją walizkę", "mein Koffer ist weg", "我的行李不见了"]
        self.assertEqual(labels(found.judge(embedding.embed(texts))), ["1"] * 3)

    def test_thanks_are_about_no_topic(self):
        found = nearest.learn(own_words(TOPICS), nearest.NONE)
        verdicts = found.judge(embedding.embed(["Thank you so much, great day!"]))
        self.assertEqual(labels(verdicts), [""])
