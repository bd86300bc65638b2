# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A post that an agent accepted goes to others, unless an answer is on its way."""

from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from odoo.addons.social_care_demo.tests.channel_common import ChannelCase


class TestSocialUnanswered(ChannelCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = fields.Datetime.now()
        cls.env["helpdesk.ticket.team"].search(
            [("id", "!=", 0)]
        ).social_care_routing_mode = "manual"
        cls.team.write(
            {"social_care_routing_mode": "assign", "social_care_answer_minutes": 60}
        )
        cls.team.resource_calendar_id = cls.company.resource_calendar_id = False
        cls.company.social_care_presence_minutes = 0
        cls.person = cls.env["social.care.agent"]._ensure_for_users(cls.agent)
        cls.person._set_state("available")
        cls.works = cls.env["social.care.work"]

    def setUp(self):
        super().setUp()
        self.asked = self.hear(self.post("a", "Where is my parcel?"))
        self.ticket = self.asked.ticket_id
        self.drain_after(0)
        self.assert_kept()

    def drain_after(self, minutes):
        with freeze_time(self.now + timedelta(minutes=minutes, seconds=30)):
            self.env["social.care.routing.drain"]._drain_once()
        self.env.invalidate_all()

    def assert_kept(self):
        self.assertEqual(self.ticket.user_id, self.agent)

    def test_without_an_answer_it_goes_to_others(self):
        self.drain_after(61)
        self.assertFalse(self.ticket.user_id)

    def test_a_reply_that_waits_for_approval_is_an_answer_for_now(self):
        reply = self.answer(self.asked)
        reply.sudo().state = "to_approve"
        for minutes in (61, 130, 200):
            self.drain_after(minutes)
            self.assert_kept()
        reply.sudo().state = "cancelled"
        self.drain_after(259)
        self.assert_kept()
        self.drain_after(261)
        self.assertFalse(self.ticket.user_id)

    def test_who_is_writing_is_not_interrupted(self):
        with freeze_time(self.now + timedelta(minutes=61, seconds=20)):
            threads = self.env["social.care.thread"].with_user(self.agent)
            threads.hold_composer(self.asked.thread_id.id)
        self.drain_after(61)
        self.assert_kept()
        self.drain_after(122)
        self.assertFalse(self.ticket.user_id)

    def test_a_reply_that_is_begun_gives_the_time_again(self):
        with freeze_time(self.now + timedelta(minutes=50)):
            reply = self.answer(self.asked)
            reply.sudo().state = "cancelled"
        self.drain_after(61)
        self.assert_kept()
        self.drain_after(111)
        self.assertFalse(self.ticket.user_id)
