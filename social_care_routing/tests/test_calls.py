# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from odoo.addons.social_care_routing.models.social_care_work_drain import KEY

from .routing_common import RoutingCase


class TestCalls(RoutingCase):
    """Who talks in Discuss is offered nothing that may not interrupt a call."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")
        cls.marek = cls.make_agent("marek")
        cls.channel = cls.env["discuss.channel"].create({"name": "Call"})
        cls.channel._add_members(users=(cls.anna | cls.marek).user_id)

    def call(self, agent):
        """They join a call."""
        member = self.channel.channel_member_ids.filtered(
            lambda member: member.partner_id == agent.user_id.partner_id
        )
        sessions = self.env["discuss.channel.rtc.session"]
        return sessions.create({"channel_member_id": member.id})

    def phone(self, agent):
        agents = self.anna | self.marek
        return agents._outside_load().get(agent.id, {}).get("phone", 0)

    def test_a_call_counts_as_a_phone_call(self):
        self.call(self.anna)
        self.assertEqual((self.phone(self.anna), self.phone(self.marek)), (1, 0))

    def test_who_talks_is_offered_nothing(self):
        self.call(self.anna)
        ticket = self.make_ticket()
        self.drain()
        self.assertEqual(self.holder(ticket), self.marek)

    def test_when_the_call_ends_they_are_offered_something(self):
        session = self.call(self.anna)
        self.marek._enter("away")
        ticket = self.make_ticket()
        self.assertFalse(self.drain())
        session.unlink()
        self.drain()
        self.assertEqual(self.holder(ticket), self.anna)

    def test_a_session_that_a_crash_left_behind_does_not_count(self):
        session = self.call(self.anna)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE discuss_channel_rtc_session SET write_date = %s WHERE id = %s",
            (fields.Datetime.now() - timedelta(minutes=5), session.id),
        )
        session.invalidate_recordset()
        self.assertEqual(self.phone(self.anna), 0)

    def looks(self, act):
        """Whether the queue looks again because of it."""
        data = self.env.cr.postcommit.data
        data.pop(KEY, None)
        act()
        return KEY in data

    def test_the_queue_looks_again_when_a_call_begins_and_ends(self):
        sessions = []
        self.assertTrue(self.looks(lambda: sessions.append(self.call(self.anna))))
        self.assertTrue(self.looks(sessions[0].unlink))

    def test_calls_of_other_people_are_nothing_to_the_queue(self):
        stranger = self.make_user("stranger")
        self.channel._add_members(users=stranger)
        member = self.channel.channel_member_ids.filtered(
            lambda member: member.partner_id == stranger.partner_id
        )
        sessions = self.env["discuss.channel.rtc.session"]
        self.assertFalse(
            self.looks(lambda: sessions.create({"channel_member_id": member.id}))
        )

    def test_the_agent_sees_it_among_what_they_do(self):
        self.call(self.anna)
        rows = self.as_user("social.care.agent", self.anna).my()["load"]
        counts = {row["medium"]: row["count"] for row in rows}
        self.assertEqual(counts["phone"], 1)
