# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from odoo.addons.social_care_routing.models.social_care_routing_drain import KEY

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
        return agents._get_outside_load().get(agent.id, {}).get("phone", 0)

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
        self.marek._set_state("away")
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

    # -- while something is offered or given -----------------------------------

    def test_a_call_sends_an_offer_on_that_it_may_not_be_interrupted_by(self):
        """Who is on the phone would be taken as not responding."""
        self.marek._set_state("away")
        ticket = self.make_ticket()
        self.drain()
        self.assertEqual(self.holder(ticket), self.anna)
        self.call(self.anna)
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")
        self.assertEqual(self.anna.state, "available")
        self.marek._set_state("available")
        self.drain()
        self.assertEqual(self.holder(ticket), self.marek)

    def test_an_offer_that_may_interrupt_a_call_stays(self):
        phone = self.env.ref("social_care_routing.medium_phone")
        mail = self.env.ref("social_care_routing.medium_email")
        line = {"medium_id": phone.id, "limit": 1, "interrupted_by_ids": mail.ids}
        self.anna.capacity_ids = [(0, 0, line)]
        self.marek._set_state("away")
        ticket = self.make_ticket()
        self.drain()
        self.call(self.anna)
        self.assertEqual(ticket.social_care_work_ids.state, "offered")

    def test_of_two_offers_a_call_sends_on_only_what_is_too_much(self):
        phone = self.env.ref("social_care_routing.medium_phone")
        mail = self.env.ref("social_care_routing.medium_email")
        line = {
            "medium_id": phone.id,
            "limit": 1,
            "load": self.anna.profile_id.total - 1,
            "interrupted_by_ids": mail.ids,
        }
        self.anna.capacity_ids = [(0, 0, line)]
        self.marek._set_state("away")
        tickets = self.make_ticket(minutes=9) | self.make_ticket(minutes=5)
        self.drain()
        self.assertEqual(set(tickets.social_care_work_ids.mapped("state")), {"offered"})
        self.call(self.anna)
        states = sorted(tickets.social_care_work_ids.mapped("state"))
        self.assertEqual(states, ["offered", "waiting"])

    def test_a_call_begun_while_work_is_given_makes_who_gives_it_look_again(self):
        """They write the same row, and PostgreSQL lets only one of them."""
        before = self.anna.claims
        session = self.call(self.anna)
        self.assertEqual(self.anna.claims, before + 1)
        session.unlink()
        self.assertEqual(self.anna.claims, before + 1)

    # -- looking again ---------------------------------------------------------

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
        rows = self.as_user("social.care.agent", self.anna).get_desk()["load"]
        counts = {row["medium"]: row["count"] for row in rows}
        self.assertEqual(counts["phone"], 1)
