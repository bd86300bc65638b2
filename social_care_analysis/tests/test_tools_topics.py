# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import topics
from odoo.addons.social_care_analysis.tools.reading import read_known

LISTS = {
    "1": "parcel*, deliver*, courier, 快递",
    "2": "invoice*, charged, refund\nmoney back",
    "3": "",
}
TAUGHT = [
    ("the doohickey fell off", "3"),
    ("doohickey is loose", "3"),
    ("a loose doohickey again", "3"),
    ("my parcel is late", "1"),
    ("no delivery yet", "1"),
    ("wrong invoice", "2"),
    ("refund please", "2"),
]


def judge(*samples, model=None, lists=None):
    batch = read_known(samples, ["en"] * len(samples))
    keywords = topics.Keywords(LISTS if lists is None else lists)
    return topics.judge(batch, keywords, model)


def learn(rows):
    samples, labels = zip(*rows, strict=True)
    batch = read_known(samples, ["en"] * len(rows))
    return topics.learn(batch, topics.Keywords(LISTS), labels)


class TestKeywords(BaseCase):
    """Before anything was learnt the keywords of a topic decide."""

    def test_a_keyword_makes_the_topic(self):
        found = judge("where are my parcels", "I want my money back", "快递呢")
        self.assertEqual([topic.label for topic in found], ["1", "2", "1"])

    def test_the_keywords_are_the_reason(self):
        (topic,) = judge("Courier lost my parcel, refund!")
        self.assertEqual((topic.label, topic.words), ("1", ["courier", "parcel"]))

    def test_the_same_keyword_twice_counts_once(self):
        (topic,) = judge("parcel parcel parcel: invoice and refund")
        self.assertEqual(topic.label, "2")

    def test_the_first_of_the_list_wins_a_draw(self):
        self.assertEqual(judge("parcel invoice")[0].label, "1")

    def test_without_a_keyword_there_is_no_topic(self):
        for topic in judge("good morning", "", "😡"):
            self.assertEqual((topic.label, topic.words), ("", []))

    def test_one_keyword_may_serve_two_topics(self):
        lists = {"a": "lost", "b": "lost, bag"}
        found = judge("lost", "lost bag", lists=lists)
        self.assertEqual([topic.label for topic in found], ["a", "b"])

    def test_no_topics_at_all(self):
        self.assertEqual(judge("parcel", lists={})[0].label, "")


class TestLearning(BaseCase):
    """Agents' corrections teach what the keywords do not say."""

    def test_a_topic_without_keywords_is_learnt(self):
        (topic,) = judge("doohickey!!", model=learn(TAUGHT * 10))
        self.assertEqual(topic.label, "3")
        self.assertIn("doohickey", topic.words)

    def test_keywords_help_while_little_was_learnt(self):
        (topic,) = judge("the courier", model=learn(TAUGHT))
        self.assertEqual(topic.label, "1")

    def test_a_topic_added_later_works_by_its_keywords(self):
        model = learn(TAUGHT)
        (topic,) = judge("warranty", model=model, lists={**LISTS, "4": "warranty"})
        self.assertEqual((topic.label, topic.words), ("4", ["warranty"]))

    def test_a_topic_taken_away_is_no_longer_answered(self):
        model = learn(TAUGHT * 10)
        lists = {"1": LISTS["1"], "2": LISTS["2"]}
        self.assertNotEqual(judge("doohickey", model=model, lists=lists)[0].label, "3")

    def test_no_topic_can_be_learnt_too(self):
        rows = TAUGHT * 10 + [("good morning all", ""), ("hello there", "")] * 10
        self.assertEqual(judge("hello, good morning", model=learn(rows))[0].label, "")
