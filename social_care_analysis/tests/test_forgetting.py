# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from .analysis_common import AnalysisCase

LATE = "#hashtag My parcel is late and the charger caught fire, this is terrible"


class TestForgetting(AnalysisCase):
    """What was learnt from is forgotten with the text."""

    def setUp(self):
        super().setUp()
        self.event = self.fresh(LATE, who=self.person())
        self.heard = self.hear(self.event)
        for kind, value in (("sentiment", "neutral"), ("urgency", "1")):
            self.heard.with_user(self.agent).correct(kind, value)
        self.kept = self.say("My invoice is wrong, terrible", who=self.person())
        self.kept.with_user(self.agent).correct("sentiment", "neutral")

    def traces(self, mention):
        """Where something of its text is kept by the analysis."""
        own = [("mention_id", "in", mention.ids)]
        words = [verdict["words"] for verdict in (mention.verdicts or {}).values()]
        return {
            "corrections": len(self.corrections(mention)),
            "signatures": self.env["social.care.signature"].search_count(own),
            "words": sum(words, []),
            "keys": mention.watch_keys or [],
        }

    def assert_forgotten(self):
        self.env.invalidate_all()
        nothing = {"corrections": 0, "signatures": 0, "words": [], "keys": []}
        self.assertEqual(self.traces(self.heard), nothing)
        kept = self.traces(self.kept)
        self.assertEqual((kept["corrections"], kept["signatures"]), (1, 1))
        self.assertTrue(kept["words"] and kept["keys"])

    def test_there_is_something_to_forget(self):
        traces = self.traces(self.heard)
        self.assertEqual((traces["corrections"], traces["signatures"]), (2, 1))
        self.assertIn("term:#hashtag", traces["keys"])
        self.assertIn("parcel", traces["words"])

    def test_a_person_who_is_erased(self):
        self.heard.profile_id.with_user(self.supervisor).action_erase()
        self.assert_forgotten()

    def test_a_post_that_is_deleted_on_the_network(self):
        self.hear(self.deletion(self.event, at=9000))
        self.assert_forgotten()

    def test_a_post_that_is_older_than_we_keep(self):
        self.account.retention_days = 30
        self.heard.effective_at = fields.Datetime.now() - timedelta(days=31)
        self.env["social.care.mention"]._gc_expired()
        self.assert_forgotten()

    def test_what_was_judged_without_the_words_remains(self):
        before = self.heard.topic_id, self.heard.sentiment, self.heard.urgency
        self.heard._erase("(erased)")
        after = self.heard.topic_id, self.heard.sentiment, self.heard.urgency
        self.assertEqual(after, before)

    def test_an_analysis_of_all_brings_nothing_back(self):
        self.heard._erase("(erased)")
        self.heard._analyze_again()
        self.assert_forgotten()

    def test_nobody_corrects_what_is_erased_so_that_it_is_learnt_from(self):
        self.heard._erase("(erased)")
        self.heard.with_user(self.agent).correct("sentiment", "positive")
        self.assertFalse(self.corrections(self.heard))

    def test_what_was_learnt_next_knows_nothing_of_it(self):
        self.heard._erase("(erased)")
        rows = self.env["social.care.correction"]._get_rows(self.company, "sentiment")
        self.assertEqual([row[0] for row in rows], self.kept.ids)
