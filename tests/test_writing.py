# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Offers do not chase an agent who is writing a reply."""

from datetime import timedelta

from odoo import fields

from odoo.addons.queue_job.tests.common import trap_jobs
from odoo.addons.social_care_demo.tests.channel_common import JOHN, ChannelCase

from .queueing import make_people


class TestWriting(ChannelCase):
    """One agent with a ticket of theirs, and work that could be offered to them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        teams = cls.env["helpdesk.ticket.team"].search([("id", "!=", 0)])
        teams.social_care_routing_mode = "manual"
        cls.team.social_care_routing_mode = "offer"
        cls.team.resource_calendar_id = cls.company.resource_calendar_id = False
        cls.company.social_care_presence_minutes = 0
        env = cls.team.with_company(cls.company).env
        (cls.anna,) = make_people(env, cls.team, 1, "writing")
        cls.stream.stage = "routed"

    def setUp(self):
        super().setUp()
        self.asked = self.hear(self.post("a", "Where is my parcel?"))
        self.asked.ticket_id.user_id = self.anna.user_id
        self.threads = self.env["social.care.thread"].with_user(self.anna.user_id)
        self.thread = self.asked.thread_id

    def hold(self):
        self.threads.hold_composer(self.thread.id)

    def offer(self):
        """Somebody else writes; returns their work item after the queue has run."""
        other = self.hear(self.post("b", "And mine?", who=JOHN, at=9))
        self.drain()
        return other.ticket_id.social_care_work_ids

    def drain(self):
        self.env["social.care.routing.drain"]._drain_once()
        self.env.invalidate_all()

    def expire(self, work):
        work.offer_until = fields.Datetime.now() - timedelta(seconds=1)
        self.drain()

    def test_an_idle_agent_is_offered_it(self):
        self.assertEqual(self.offer().state, "offered")

    def test_a_writer_is_offered_nothing(self):
        self.hold()
        self.assertEqual(self.offer().state, "waiting")

    def test_the_queue_says_why(self):
        self.hold()
        work = self.offer()
        reasons = self.env["social.care.work.explanation"]._explain(work)
        self.assertIn("Is writing a reply", str(reasons))

    def test_once_the_reply_is_sent_the_offer_comes(self):
        self.hold()
        work = self.offer()
        with trap_jobs() as trap:
            self.answer(self.asked, user=self.anna.user_id)
            self.env.cr.postcommit.run()
            drains = [j for j in trap.enqueued_jobs if j.method_name == "_drain"]
        self.assertTrue(drains)
        self.drain()
        self.assertEqual(work.state, "offered")

    def test_also_once_the_draft_is_given_up(self):
        self.hold()
        work = self.offer()
        self.threads.release_composer(self.thread.id)
        self.drain()
        self.assertEqual(work.state, "offered")

    def test_work_that_is_assigned_comes_all_the_same(self):
        self.team.social_care_routing_mode = "assign"
        self.hold()
        self.assertEqual(self.offer().state, "working")

    def test_who_misses_an_offer_is_not_responding(self):
        self.expire(self.offer())
        self.assertEqual(self.anna.state, "not_responding")

    def test_but_not_who_was_writing(self):
        work = self.offer()
        self.hold()
        self.expire(work)
        self.assertEqual(self.anna.state, "available")
        self.assertEqual((work.state, work.refused), ("waiting", False))
        self.assertEqual(work.decision_ids.outcome, "withdrawn")

    def test_it_comes_back_once_they_are_done(self):
        work = self.offer()
        self.hold()
        self.expire(work)
        self.threads.release_composer(self.thread.id)
        self.drain()
        self.assertEqual((work.state, work.agent_id), ("offered", self.anna))

    def test_nor_who_sent_a_reply_meanwhile(self):
        work = self.offer()
        work.offered_at -= timedelta(seconds=30)
        self.hold()
        self.answer(self.asked, user=self.anna.user_id)
        self.expire(work)
        self.assertEqual(self.anna.state, "available")

    def test_who_wrote_before_the_offer_has_missed_it(self):
        self.hold()
        self.env["social.care.composer"].search([]).until -= timedelta(minutes=5)
        self.expire(self.offer())
        self.assertEqual(self.anna.state, "not_responding")

    def test_writers_are_found_in_one_query(self):
        agents = self.anna | self.env["social.care.agent"].search([], limit=20)
        agents.user_id.mapped("id")
        self.env.flush_all()
        with self.assertQueryCount(1):
            agents._find_writers()
