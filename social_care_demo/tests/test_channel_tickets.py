# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from .channel_common import JOHN, ChannelCase


class TestTicket(ChannelCase):
    """What a mention's ticket is like."""

    def test_it_has_the_team_the_channel_and_the_company_of_the_account(self):
        ticket = self.hear(self.post("a", "Where is my parcel?")).ticket_id
        self.assertEqual(ticket.team_id, self.team)
        self.assertEqual(ticket.channel_id, self.account.channel_id)
        self.assertEqual(ticket.company_id, self.company)
        self.assertEqual(ticket.name, "@maria: Where is my parcel?")
        self.assertEqual(ticket.partner_name, "Maria")
        self.assertFalse(ticket.user_id)

    def test_the_team_of_the_stream_goes_before_that_of_the_account(self):
        self.stream.team_id = self.make_team("Stream")
        ticket = self.hear(self.post("a")).ticket_id
        self.assertEqual(ticket.team_id.name, "Stream")

    def test_a_known_person_s_ticket_is_their_contact_s(self):
        profile = self.hear(self.post("a")).profile_id
        profile.partner_id = self.env["res.partner"].create({"name": "Maria B."})
        ticket = self.hear(self.post("b", at=5)).ticket_id
        self.assertEqual(ticket.partner_id.name, "Maria B.")

    def test_it_shows_network_author_reach_and_message(self):
        ticket = self.hear(self.post("a", "Help!")).ticket_id
        self.assertTrue(ticket.social_care_is_social)
        self.assertEqual(ticket.social_care_network, "demo")
        self.assertEqual(ticket.social_care_author_handle, "maria")
        self.assertEqual(ticket.social_care_reach, 70)
        self.assertEqual(ticket.social_care_preview, "Help!")
        self.assertEqual(ticket.social_care_message_count, 1)
        self.assertEqual(ticket.social_care_waiting_since, self.at(0))
        self.assertFalse(ticket.social_care_private)

    def test_social_tickets_can_be_searched(self):
        social = self.hear(self.post("a")).ticket_id
        other = social.copy()
        tickets = social + other
        for domain, expected in (
            ([("social_care_is_social", "=", True)], social),
            ([("social_care_is_social", "=", False)], other),
            ([("social_care_is_social", "!=", True)], other),
        ):
            found = tickets.search([("id", "in", tickets.ids), *domain])
            self.assertEqual(found, expected, domain)

    def test_a_ticket_waits_as_long_as_any_of_its_conversations(self):
        first, second = self.hear(self.post("w1"), self.post("w2", who=JOHN, at=9))
        ticket = first.ticket_id
        second.thread_id.ticket_id = ticket
        first.thread_id.waiting_since = False
        shown = ticket.with_user(self.agent)
        self.assertEqual(shown.social_care_waiting_since, second.posted_at)
        found = shown.search([("social_care_waiting_since", "!=", False)])
        self.assertIn(ticket, found)

    def test_many_mentions_make_their_tickets_in_one_go(self):
        events = [self.post(f"p{n}", at=n) for n in range(20)]
        mentions = self.hear_at_once(*events)
        self.assertEqual(len(mentions.ticket_id), 20)
        self.assertEqual(len(set(mentions.ticket_id.mapped("number"))), 20)


class TestComingBack(ChannelCase):
    """A customer who writes again joins, reopens or begins anew."""

    def setUp(self):
        super().setUp()
        self.ticket = self.hear(self.post("a")).ticket_id
        self.done = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_done")

    def close(self, days=0):
        self.ticket.stage_id = self.done
        self.ticket.closed_date = fields.Datetime.now() - timedelta(days=days)

    def write_again(self, uid="b", **post):
        return self.hear(self.post(uid, "And now?", to="a", at=5, **post))

    def test_an_open_ticket_is_joined(self):
        self.assertEqual(self.write_again().ticket_id, self.ticket)
        self.assertEqual(self.ticket.social_care_message_count, 2)

    def test_somebody_else_who_answers_joins_too(self):
        self.assertEqual(self.write_again(who=JOHN).ticket_id, self.ticket)

    def test_the_owner_is_told(self):
        self.ticket.user_id = self.agent
        before = self.notices_to(self.agent)
        self.write_again()
        news = self.notices_to(self.agent) - before
        self.assertIn(self.ticket.number, news.subject)

    def test_no_rule_stops_who_joins(self):
        self.make_rule(action="ignore")
        self.assertEqual(self.write_again().state, "ticket")

    def test_joining_keeps_team_and_owner(self):
        other = self.make_team("Other", self.supervisor)
        self.ticket.write({"team_id": other.id, "user_id": self.supervisor.id})
        mention = self.write_again()
        self.assertEqual(mention.team_id, other)
        self.assertEqual(self.ticket.user_id, self.supervisor)

    def test_a_ticket_closed_lately_is_reopened(self):
        self.close(days=13)
        self.assertEqual(self.write_again().ticket_id, self.ticket)
        self.assertFalse(self.ticket.closed)
        self.assertEqual(self.ticket.stage_id, self.team._get_applicable_stages()[0])

    def test_it_is_reopened_into_the_stage_that_the_team_chose(self):
        stage = self.env.ref("helpdesk_mgmt.helpdesk_ticket_stage_in_progress")
        self.team.social_care_reopen_stage_id = stage
        self.close()
        self.write_again()
        self.assertEqual(self.ticket.stage_id, stage)

    def test_a_reopened_ticket_waits(self):
        self.close()
        self.assertFalse(self.ticket.social_care_waiting_since)
        later = fields.Datetime.now() + timedelta(minutes=1)
        event = self.post("b", to="a", at=(later - self.start).total_seconds())
        self.hear(event)
        self.assertTrue(self.ticket.social_care_waiting_since)

    def test_a_ticket_closed_long_ago_stays_closed_and_a_new_one_is_made(self):
        self.close(days=15)
        mention = self.write_again()
        self.assertTrue(self.ticket.closed)
        self.assertNotEqual(mention.ticket_id, self.ticket)
        self.assertEqual(mention.thread_id.ticket_id, mention.ticket_id)

    def test_the_team_says_how_long_ago_is_long_ago(self):
        self.team.social_care_reopen_days = 30
        self.close(days=29)
        self.assertEqual(self.write_again().ticket_id, self.ticket)

    def test_a_team_may_want_no_new_ticket_ever(self):
        self.team.social_care_reopen_days = 10**9
        self.close(days=999)
        self.assertEqual(self.write_again().ticket_id, self.ticket)

    def test_a_team_may_want_a_new_ticket_each_time(self):
        self.team.social_care_reopen_days = 0
        self.close()
        self.assertNotEqual(self.write_again().ticket_id, self.ticket)

    def test_a_new_ticket_is_joined_by_what_follows(self):
        self.close(days=15)
        mention = self.write_again()
        self.assertEqual(self.write_again("c").ticket_id, mention.ticket_id)

    def test_an_archived_ticket_is_not_joined(self):
        self.ticket.active = False
        mention = self.write_again()
        self.assertNotEqual(mention.ticket_id, self.ticket)
        self.assertTrue(mention.ticket_id.active)

    def test_a_deleted_ticket_gives_its_mentions_back_to_the_inbox(self):
        mention = self.mention("a")
        self.ticket.unlink()
        self.assertEqual(mention.state, "inbox")
        self.assertTrue(mention.thread_id.waiting_since)

    def test_after_a_deleted_ticket_a_new_one_is_made(self):
        self.ticket.unlink()
        self.assertTrue(self.write_again().ticket_id)


class TestTeamChange(ChannelCase):
    """A conversation is read by the team that has its ticket."""

    def test_another_team_takes_the_conversation_along(self):
        mention = self.hear(self.post("a"))
        colleague = self.make_user("colleague", "social_care.group_social_care_agent")
        mention.ticket_id.team_id = self.make_team("Other", colleague)
        conversation = self.env["social.care.thread"].get_conversation
        thread_id = mention.thread_id.id
        as_colleague = conversation.__self__.with_user(colleague)
        shown = as_colleague.get_conversation(thread_id)
        self.assertEqual(len(shown["messages"]), 1)
        self.assertFalse(
            self.env["social.care.thread"]
            .with_user(self.agent)
            .search([("id", "=", thread_id)])
        )
