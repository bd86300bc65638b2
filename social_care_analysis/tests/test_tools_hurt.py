# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import (
    duplicates,
    language,
    relevance,
    sentiment,
    topics,
    urgency,
)
from odoo.addons.social_care_analysis.tools.reading import Batch
from odoo.addons.social_care_analysis.tools.sample import Sample

EXPECTED = ("ar", "de", "en", "es", "fr", "it", "ja", "pl", "pt", "ru", "tr", "zh")
KEYWORDS = topics.Keywords({"delivery": "parcel*, late, 快递", "none": ""})
LONG = 100_000
HURTING = {
    "empty": "",
    "spaces": " \t\r\n\u00a0\u3000" * 20,
    "one letter": "a",
    "one letter for ever": "a" * LONG,
    "words for ever": "late parcel " * (LONG // 12),
    "brackets for ever": "(" * LONG,
    "signs for ever": "!?" * (LONG // 2),
    "handles for ever": "@a" * (LONG // 2),
    "links for ever": "https://" * (LONG // 8),
    "apostrophes for ever": "a'" * (LONG // 2),
    "references for ever": "&amp;" * (LONG // 5),
    "emoji only": "😡😡😡 🤬 👎🏽",
    "links only": "https://t.co/a http://b.c www.d.e",
    "handles only": "@brand @brand @brand",
    "numbers only": "0800 123 456",
    "null": "late\x00parcel\x00",
    "lone surrogates": "late \ud83d parcel \udc4d",
    "surrogates for ever": "\ud83d" * LONG,
    "right to left": "الطرد متأخر جدا \u202eparcel\u202c שלום",
    "mixed scripts": "мой parcel 快递 متأخر ไทย かな 한국어 late",
    "combining marks for ever": "e" + "\u0301" * LONG,
    "joiners": "👩\u200d👩\u200d👧\u200d👦" * 500,
    "fancy letters": "\U0001d4d5\U0001d4fb\U0001d4ee\U0001d4ee parcel",
    "widest when made plain": "\ufdfa" * 5000,
    "private use": "\ue000\uf8ff\U0010fffd",
    "no letters at all": "—–…·•¶§",
    "Chinese for ever": "快递太慢了" * (LONG // 5),
    "markup": "<script>alert('late')</script> &lt;b&gt;",
}


def read_batch(samples):
    sample = Sample.of_texts(samples)
    return Batch(
        sample.cleaned, language.detect(sample.cleaned, sample.hints, EXPECTED)
    )


def analyse(samples, models):
    """Every step that a mention goes through."""
    batch = read_batch(samples)
    moods = sentiment.judge(batch, models.get("sentiment"))
    signatures = duplicates.signatures(batch.texts)
    return (
        batch.languages,
        moods,
        urgency.judge_batch(batch, moods),
        topics.judge(batch, KEYWORDS, models.get("topic")),
        relevance.judge(batch, relevance.rules(), model=models.get("relevance")),
        duplicates.group(signatures),
    )


def learn():
    samples = ["late parcel", "thank you", "subscribe to my channel", "快递"] * 4
    batch = read_batch(samples)
    spam = ["relevant", "relevant", "spam", "relevant"] * 4
    return {
        "sentiment": sentiment.learn(batch, ["negative", "positive"] * 8),
        "topic": topics.learn(batch, KEYWORDS, ["delivery", ""] * 8),
        "relevance": relevance.learn(batch, relevance.rules(), spam),
    }


class TestTextsThatHurt(BaseCase):
    """A verdict or "unknown", never an error, never slow."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.models = learn()
        analyse(["warm up the lists of each language"], cls.models)

    def assert_verdicts(self, samples, models):
        *verdicts, groups = analyse(samples, models)
        languages, moods, pressing, abouts, relevances = verdicts
        self.assertEqual(len(groups), len(samples))
        for code in languages:
            self.assertIn(code, ("", *EXPECTED))
        for mood in moods:
            self.assertIn(mood.label, sentiment.LABELS)
            self.assertTrue(-1 <= mood.score <= 1 and 0 <= mood.sure <= 1)
        for press in pressing:
            self.assertIn(press.level, range(4))
        for about in abouts:
            self.assertIn(about.label, ("", *KEYWORDS.labels))
        for one in relevances:
            self.assertIn(one.reason, ("", *relevance.REASONS))

    def test_each_alone(self):
        for name, sample in HURTING.items():
            for models in ({}, self.models):
                with self.subTest(name):
                    self.assert_verdicts([sample], models)

    def test_all_in_one_batch(self):
        for models in ({}, self.models):
            self.assert_verdicts(list(HURTING.values()), models)

    def test_no_text_at_all(self):
        for models in ({}, self.models):
            self.assert_verdicts([], models)

    def test_none_is_slow(self):
        for name, sample in HURTING.items():
            started = time.process_time()
            analyse([sample], self.models)
            self.assertLess(time.process_time() - started, 0.5, name)

    def test_what_says_nothing_is_unknown_and_neutral(self):
        for name in ("empty", "spaces", "links only", "handles only", "numbers only"):
            languages, moods, pressing, abouts, relevances, _ = analyse(
                [HURTING[name]], {}
            )
            self.assertEqual(languages, [""], name)
            self.assertEqual((moods[0].label, moods[0].words), ("neutral", []), name)
            self.assertEqual((pressing[0].level, abouts[0].label), (0, ""), name)
            self.assertEqual(relevances[0].reason, "", name)

    def test_what_is_found_is_said_in_whole_words(self):
        for sample in HURTING.values():
            for mood in analyse([sample], self.models)[1]:
                for words in mood.words:
                    words.encode("utf-8")

    @given(st.lists(st.text(st.characters(codec=None)), max_size=5))
    def test_whatever_comes(self, samples):
        for models in ({}, self.models):
            self.assert_verdicts(samples, models)
