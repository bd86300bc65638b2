# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.tools import mute_logger

from odoo.addons.social_care.models import social_care_event, social_care_event_reading

from .channel_common import JOHN, ChannelCase

READING = [("method_name", "=", "_ingest")]


class TestReadingJob(ChannelCase):
    """Events are read soon, by one job, and none is forgotten."""

    def setUp(self):
        super().setUp()
        self.events = self.env["social.care.event"]
        self.events.search([]).unlink()
        self.jobs().unlink()
        self.startPatcher(patch.dict(social_care_event._woken, clear=True))

    def jobs(self):
        return self.env["queue.job"].search(READING)

    def store(self, *events, account=None):
        account = account or self.account
        self.events._store(account, account.stream_ids[0], events, "poll")

    def read_all(self):
        self.jobs().unlink()
        self.run_job(self.events, "_ingest")

    def test_all_that_comes_in_a_moment_wakes_one_job(self):
        for number in range(5):
            self.store(self.post(f"p{number}"))
        self.assertEqual(len(self.jobs()), 1)

    def test_what_is_known_wakes_nobody(self):
        self.store(self.post("a"))
        self.read_all()
        self.jobs().unlink()
        social_care_event._woken.clear()
        self.store(self.post("a"))
        self.assertFalse(self.jobs())

    def test_the_job_reads_all_accounts(self):
        other = self.make_account("other", "other")
        company = self.env["res.company"].create({"name": "Rival"})
        rival = self.make_account(
            "rival", "rival", company, self.make_team("R", company=company)
        )
        for account in (self.account, other, rival):
            self.store(self.post(f"of {account.handle}"), account=account)
        self.read_all()
        self.assertEqual(set(self.events.search([]).mapped("state")), {"done"})

    def test_the_job_reads_more_than_one_batch(self):
        with patch.object(social_care_event_reading, "BATCH", 3):
            self.store(*(self.post(f"p{n}", at=n) for n in range(10)))
            self.read_all()
        self.assertEqual(
            len(self.mentions(*(f"p{n}" for n in range(10))).ticket_id), 10
        )

    def test_a_job_that_found_something_looks_again(self):
        self.store(self.post("a"))
        self.read_all()
        self.assertEqual(len(self.jobs()), 1)
        self.read_all()
        self.assertFalse(self.jobs())

    def test_the_cron_wakes_a_job_for_what_a_crash_left(self):
        self.store(self.post("a"))
        self.jobs().unlink()
        self.events._cron_ingest()
        self.assertEqual(len(self.jobs()), 1)

    def test_the_cron_wakes_nobody_for_nothing(self):
        self.events._cron_ingest()
        self.assertFalse(self.jobs())

    def test_the_oldest_is_read_first(self):
        self.store(self.post("a"), self.post("b", who=JOHN))
        self.events._ingest_batch(limit=1)
        self.assertTrue(self.mention("a"))
        self.assertFalse(self.mention("b"))

    @mute_logger(social_care_event_reading.__name__)
    def test_a_failed_event_is_not_read_again_by_itself(self):
        broken = self.post("a")
        del broken.payload["post"]
        self.store(broken)
        self.read_all()
        self.read_all()
        self.assertFalse(self.jobs())
        self.assertEqual(self.events.search([]).attempts, 1)

    def test_a_batch_costs_a_bounded_number_of_queries_for_each_mention(self):
        few, many = self.queries(5), self.queries(45)
        self.assertLess((many - few) / 40, 12)

    def queries(self, count):
        """Queries to read as many new posts of as many people."""
        people = [
            {"external_id": f"q{count}.{n}", "handle": f"q{n}"} for n in range(count)
        ]
        self.store(*(self.post(who["external_id"], who=who) for who in people))
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self.events._ingest_batch()
        return self.env.cr.sql_log_count - before
