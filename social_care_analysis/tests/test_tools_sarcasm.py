# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import sentiment
from odoo.addons.social_care_analysis.tools.patterns import LANGUAGES, SARCASM
from odoo.addons.social_care_analysis.tools.reading import read_known

from .patterns_common import MutantsMixin, PatternFilesMixin, SubjectMixin, read_labeled


def judge(*samples, language="en"):
    return sentiment.judge(read_known(samples, [language] * len(samples)))


class TestPatternFiles(PatternFilesMixin, BaseCase):
    subject = SARCASM


class TestMutants(MutantsMixin, BaseCase):
    subject = SARCASM


class TestLabeled(SubjectMixin, BaseCase):
    """The labeled texts. The first twenty of each language were written before the
    patterns; all were in sight while these grew, so that they guard what is there.
    """

    subject = SARCASM

    def test_thirty_texts_half_of_them_traps(self):
        for language in LANGUAGES:
            kinds = [kind for kind, _text in read_labeled(SARCASM, language)]
            self.assertEqual((len(kinds), kinds.count(SARCASM)), (30, 16), language)

    def test_sarcasm_is_a_complaint(self):
        wanted = found = 0
        for language in LANGUAGES:
            rows = read_labeled(SARCASM, language)
            texts = [text for kind, text in rows if kind == SARCASM]
            labels = [one.label for one in judge(*texts, language=language)]
            wanted += len(labels)
            found += labels.count("negative")
        self.assertGreaterEqual(found / wanted, 0.9)

    def test_what_is_meant_kindly_is_none(self):
        for language in LANGUAGES:
            for kind, text in read_labeled(SARCASM, language):
                if kind != SARCASM:
                    self.assertEqual(self.find_kinds(text, language), [], text)


class TestMood(BaseCase):
    """What a text says in praise is not counted where it is meant otherwise."""

    def test_its_words_are_named(self):
        (found,) = judge("Great, another outage. Well done!")
        self.assertEqual((found.label, found.words[0]), ("negative", "great outage"))

    def test_praise_alone_is_praise(self):
        (found,) = judge("Great. Well done!")
        self.assertEqual(found.label, "positive")

    def test_it_does_not_make_it_urgent(self):
        batch = read_known(["Thanks for losing my parcel"], ["en"])
        self.assertEqual({hit.urgency for hit in batch.hits[0]}, {0})
        self.assertEqual(batch.findings, [[]])
