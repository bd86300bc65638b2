# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo.addons.queue_job.job import Job
from odoo.addons.social_care_analysis import hooks
from odoo.addons.social_care_analysis.models import social_care_mention_analysis
from odoo.addons.social_care_demo.tests.channel_common import OURS

from .analysis_common import AnalysisCase

BACKLOG, CHUNK = 5, 2


class TestBacklog(AnalysisCase):
    """What was there before the addon came is analysed in jobs."""

    def setUp(self):
        super().setUp()
        for name, value in (("BACKLOG", BACKLOG), ("CHUNK", CHUNK)):
            bound = patch.object(social_care_mention_analysis, name, value)
            bound.start()
            self.addCleanup(bound.stop)
        # Newer than what other tests or demo data may have left.
        self.start += timedelta(hours=24)
        self.before = self.env["queue.job"].search([])

    def old(self, *texts, **post):
        """Mentions as they were before the addon was installed."""
        mentions = self.env["social.care.mention"].concat(
            *(self.say(text, **post) for text in texts)
        )
        mentions.write({"sentiment": False, "verdicts": False, "topic_id": False})
        self.env["social.care.volume"].search([]).unlink()
        return mentions

    def enqueue(self):
        hooks.post_init_hook(self.env)
        own = [("method_name", "=", "_analyze_again")]
        return self.env["queue.job"].search(own, order="id") - self.before

    def test_the_newest_come_first_within_bounds_and_in_chunks(self):
        said = self.old(*(f"My parcel {n}" for n in range(BACKLOG + 2)))
        jobs = self.enqueue()
        newest = said[::-1][:BACKLOG]
        self.assertEqual([len(job.records) for job in jobs], [2, 2, 1])
        self.assertEqual([job.records for job in jobs[:1]], [newest[:2]])
        self.assertEqual(jobs[0].records + jobs[1].records + jobs[2].records, newest)

    def test_the_job_gives_verdicts_and_leaves_the_rest(self):
        said = self.old("My parcel is late", "Thank you, wonderful")
        tickets = said.ticket_id
        for job in self.enqueue():
            Job.load(self.env, job.uuid).perform()
        self.assertEqual(said.mapped("sentiment"), ["negative", "positive"])
        self.assertEqual(said[0].topic_id, self.topic("Delivery"))
        self.assertEqual(said.ticket_id, tickets)
        self.assertEqual(said[0].ticket_id.social_care_topic_id, self.topic("Delivery"))

    def test_what_is_analysed_is_counted_for_what_is_usual(self):
        said = self.old("My parcel is late")
        for job in self.enqueue():
            Job.load(self.env, job.uuid).perform()
        key = f"topic:{said.topic_id.id}"
        rows = self.env["social.care.volume"].search([("key", "=", key)])
        self.assertEqual(rows.mapped("count"), [1])

    def test_what_has_verdicts_or_no_words_is_passed_over(self):
        self.say("My parcel is late")
        self.old("")
        self.old("We look into it", who=OURS)
        said = self.old("My invoice")
        found = self.env["social.care.mention"]
        for job in self.enqueue():
            found += job.records
        self.assertIn(said, found)
        self.assertFalse(found.filtered(lambda m: m.sentiment or m.is_own))
        self.assertTrue(all(found.mapped("text")))

    def test_a_mention_that_is_gone_meanwhile_is_no_fault(self):
        said = self.old("My parcel", "My invoice")
        (job,) = self.enqueue()[:1]
        said[0].unlink()
        Job.load(self.env, job.uuid).perform()
        self.assertTrue(said[1].sentiment)
