# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time

from odoo.addons.social_care.tools.text import bound

from .analysis_common import AnalysisCase
from .test_tools_hurt import HURTING, KEYWORDS, LONG

# How much longer they may take than as many plain ones: a dozen of them has a hundred
# thousand characters, and so it is three times here.
MOST_TIMES = 15


class TestTextsThatHurtInBatches(AnalysisCase):
    """Whatever comes becomes a mention with verdicts."""

    def setUp(self):
        super().setUp()
        self.stream.stage = "manual"

    def hurting(self):
        return [self.fresh(text, who=self.person()) for text in HURTING.values()]

    def plain(self):
        return [
            self.fresh(f"My parcel {n} is late", who=self.person())
            for n in range(len(HURTING))
        ]

    def assert_judged(self, mentions):
        self.assertEqual(len(mentions), len(HURTING))
        for mention, (name, text) in zip(mentions, HURTING.items(), strict=True):
            with self.subTest(name):
                self.assertEqual(mention.text, bound(text)[0])
                self.assertIn(mention.sentiment, ("negative", "neutral", "positive"))
                self.assertIn(mention.urgency, ("0", "1", "2", "3"))
                self.assertTrue(mention.relevance)
                self.assertEqual(
                    set(mention.verdicts),
                    {"sentiment", "urgency", "topic", "relevance"},
                )
        events = [("account_id", "=", self.account.id), ("state", "!=", "done")]
        self.assertFalse(self.env["social.care.event"].search(events))

    def test_all_in_one_batch(self):
        self.assert_judged(self.hear_at_once(*self.hurting()))

    def test_one_after_the_other(self):
        self.assert_judged(self.hear(*self.hurting()))

    def test_all_of_them_as_tickets(self):
        self.stream.stage = "routed"
        mentions = self.hear_at_once(*self.hurting())
        self.assert_judged(mentions)
        self.assertLessEqual(set(mentions.mapped("state")), {"ticket", "ignored"})

    def test_what_says_nothing_is_unknown(self):
        names = ("empty", "spaces", "links only", "handles only", "numbers only")
        for name in names:
            mention = self.say(HURTING[name], who=self.person())
            self.assertFalse(mention.detected_language, name)
            self.assertEqual((mention.sentiment, mention.urgency), ("neutral", "0"))
            self.assertFalse(mention.topic_id, name)

    def test_they_can_be_corrected_and_shown(self):
        mentions = self.hear_at_once(*self.hurting())
        mentions.with_user(self.agent).correct("sentiment", "negative")
        mentions.with_user(self.agent).correct("topic", self.topic("Billing").id)
        for mention in mentions:
            self.assertEqual(mention._get_panel_analysis()["sentiment"], "negative")

    def test_they_can_be_analysed_again(self):
        mentions = self.hear_at_once(*self.hurting())
        before = mentions.mapped("sentiment")
        mentions._analyze_again()
        self.assertEqual(mentions.mapped("sentiment"), before)

    def test_an_edit_to_one_is_judged_too(self):
        for name in ("null", "lone surrogates", "surrogates for ever", "empty"):
            event = self.fresh("My parcel is late")
            mention = self.hear(event, self.edit(event, HURTING[name], 9000))[0]
            self.assertEqual(mention.text, bound(HURTING[name])[0])
            self.assertTrue(mention.sentiment)

    def test_the_company_s_words_may_hurt_as_much(self):
        self.topic("Billing").keywords = "\n".join(["(", "[a-z", "*", "\\", "a" * LONG])
        self.company.social_care_negative_keywords = "(((, *, \\1, ,,,\n\n"
        self.company.social_care_languages = "xx, , *, \\"
        mention = self.say("My parcel is late (really)")
        self.assertEqual((mention.state, mention.relevance), ("inbox", "relevant"))
        self.assertTrue(KEYWORDS.labels)

    def test_a_batch_of_them_is_not_slow(self):
        self.took(self.plain())
        plain = min(self.took(self.plain()) for _time in range(3))
        self.assertLess(self.took(self.hurting()), MOST_TIMES * plain)

    def took(self, events):
        started = time.process_time()
        self.hear_at_once(*events)
        return time.process_time() - started
