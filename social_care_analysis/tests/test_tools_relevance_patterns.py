# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import relevance
from odoo.addons.social_care_analysis.tools.patterns import (
    LANGUAGES,
    RELEVANCE,
    load_kinds,
)
from odoo.addons.social_care_analysis.tools.reading import read_known

from .patterns_common import MutantsMixin, PatternFilesMixin, read_labeled


def judge(*samples, language="en"):
    batch = read_known(samples, [language] * len(samples))
    return [one.reason for one in relevance.judge(batch, relevance.rules())]


class TestPatternFiles(PatternFilesMixin, BaseCase):
    subject = RELEVANCE

    def test_the_kinds_are_a_customer_and_reasons(self):
        reasons = {relevance.CUSTOMER, relevance.CONTACT, *relevance.REASONS}
        self.assertLessEqual(set(load_kinds(RELEVANCE)), reasons)


class TestMutants(MutantsMixin, BaseCase):
    subject = RELEVANCE


class TestLabeled(BaseCase):
    """The labeled texts, written before the patterns; each has a link."""

    def test_nearly_all_offers_are_set_aside(self):
        wanted = found = 0
        for language in LANGUAGES:
            rows = read_labeled(RELEVANCE, language)
            texts = [text for kind, text in rows if kind in relevance.REASONS]
            wanted += len(texts)
            found += sum(map(bool, judge(*texts, language=language)))
        self.assertGreaterEqual(found / wanted, 0.9)

    def test_no_customer_is(self):
        for language in LANGUAGES:
            for kind, text in read_labeled(RELEVANCE, language):
                if kind not in relevance.REASONS:
                    self.assertEqual(judge(text, language=language), [""], text)

    def test_without_its_link_no_offer_is_sure_enough(self):
        for language in LANGUAGES:
            for _kind, text in read_labeled(RELEVANCE, language):
                bare = " ".join(w for w in text.split() if "://" not in w)
                self.assertEqual(judge(bare, language=language), [""], bare)
