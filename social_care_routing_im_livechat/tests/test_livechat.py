# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from odoo.addons.social_care_routing.models.social_care_routing_drain import KEY
from odoo.addons.social_care_routing.tests.routing_common import RoutingCase

FEW, MANY = 3, 12


class LivechatCase(RoutingCase):
    """Two agents who also answer live chats, and an operator who is no agent."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")
        cls.marek = cls.make_agent("marek")
        cls.stranger = cls.make_user("stranger")
        operators = (cls.anna | cls.marek).user_id | cls.stranger
        cls.livechat = cls.env["im_livechat.channel"].create(
            {"name": "Help", "user_ids": operators.ids}
        )
        for user in operators:
            cls.env["mail.presence"]._update_presence(user)

    def chat(self, agent):
        """A visitor begins a live chat with them."""
        now = fields.Datetime.now()
        member = self.livechat._get_agent_member_vals(
            last_interest_dt=now,
            now=now,
            chatbot_script=self.env["chatbot.script"],
            operator_partner=agent.user_id.partner_id,
            operator_model="res.users",
        )
        return self.env["discuss.channel"].create(
            {
                "name": "Visitor",
                "channel_type": "livechat",
                "livechat_channel_id": self.livechat.id,
                "livechat_operator_id": agent.user_id.partner_id.id,
                "channel_member_ids": [(0, 0, member)],
                "last_interest_dt": now,
            }
        )

    def chats(self, agent):
        agents = self.anna | self.marek
        return agents._get_outside_load().get(agent.id, {}).get("chat", 0)

    def operators(self):
        self.livechat.invalidate_recordset()
        return self.livechat.available_operator_ids

    def looks(self, act):
        """Whether the queue looks again because of it."""
        data = self.env.cr.postcommit.data
        data.pop(KEY, None)
        act()
        return KEY in data


class TestLoad(LivechatCase):
    """Live chats count among what people do."""

    def test_a_live_chat_counts_as_a_chat(self):
        self.chat(self.anna)
        self.assertEqual((self.chats(self.anna), self.chats(self.marek)), (1, 0))

    def test_one_that_has_ended_does_not_count(self):
        chat = self.chat(self.anna)
        chat.livechat_end_dt = fields.Datetime.now()
        self.assertEqual(self.chats(self.anna), 0)

    def test_one_that_they_left_does_not_count(self):
        self.chat(self.anna).channel_member_ids.unlink()
        self.assertEqual(self.chats(self.anna), 0)

    def test_one_in_which_nobody_writes_any_more_does_not_count(self):
        chat = self.chat(self.anna)
        chat.last_interest_dt = fields.Datetime.now() - timedelta(minutes=20)
        self.assertEqual(self.chats(self.anna), 0)

    def test_talking_to_a_colleague_is_no_live_chat(self):
        channel = self.env["discuss.channel"].create({"name": "Team"})
        channel._add_members(users=self.anna.user_id)
        self.assertEqual(self.chats(self.anna), 0)

    def test_who_asks_in_a_live_chat_answers_none(self):
        chat = self.chat(self.marek)
        visitor = {
            "partner_id": self.anna.user_id.partner_id.id,
            "livechat_member_type": "visitor",
        }
        chat.channel_member_ids = [(0, 0, visitor)]
        self.assertEqual((self.chats(self.anna), self.chats(self.marek)), (0, 1))

    def test_whom_live_chats_fill_is_offered_nothing_more(self):
        for _n in range(3):
            self.chat(self.anna)
        ticket = self.make_ticket()
        self.drain()
        self.assertEqual(self.holder(ticket), self.marek)

    def test_one_that_fills_them_sends_an_offer_on(self):
        """Each counts as two, and six is all they do at once."""
        self.marek._set_state("offline")
        ticket = self.make_ticket()
        self.drain()
        self.chat(self.anna)
        self.assertEqual(ticket.social_care_work_ids.state, "offered")
        self.chat(self.anna)
        self.chat(self.anna)
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")

    def test_the_queue_looks_again_when_one_begins_or_ends(self):
        chats = []
        self.assertTrue(self.looks(lambda: chats.append(self.chat(self.anna))))
        end = {"livechat_end_dt": fields.Datetime.now()}
        self.assertTrue(self.looks(lambda: chats[0].write(end)))

    def test_the_queue_looks_again_when_somebody_leaves_one(self):
        chat = self.chat(self.anna)
        self.assertTrue(self.looks(chat.channel_member_ids.unlink))

    def test_chats_of_other_people_are_nothing_to_the_queue(self):
        channel = self.env["discuss.channel"].create({"name": "Team"})
        self.assertFalse(self.looks(lambda: channel._add_members(users=self.stranger)))

    def test_the_end_of_a_chat_lets_work_be_offered(self):
        self.marek._set_state("offline")
        chats = [self.chat(self.anna) for _n in range(3)]
        ticket = self.make_ticket()
        self.assertFalse(self.drain())
        chats[0].livechat_end_dt = fields.Datetime.now()
        self.drain()
        self.assertEqual(self.holder(ticket), self.anna)


class TestOperators(LivechatCase):
    """Live chat asks the queue who is there and has room."""

    def test_who_is_available_gets_chats(self):
        everybody = (self.anna | self.marek).user_id | self.stranger
        self.assertEqual(self.operators(), everybody)

    def test_who_is_not_available_gets_none(self):
        for state in ("away", "after_work", "not_responding", "offline"):
            self.anna._set_state(state)
            self.assertNotIn(self.anna.user_id, self.operators(), state)
            self.assertIn(self.marek.user_id, self.operators(), state)

    def test_who_has_as_many_chats_as_they_do_at_once_gets_no_more(self):
        capacities = self.anna.profile_id.line_ids
        chat = capacities.filtered(lambda line: line.medium_id.code == "chat")
        for _n in range(chat.limit):
            self.assertIn(self.anna.user_id, self.operators())
            self.chat(self.anna)
        self.assertNotIn(self.anna.user_id, self.operators())

    def test_who_is_at_something_that_a_chat_may_not_interrupt_gets_none(self):
        self.anna.capacity_ids = [
            (
                0,
                0,
                {
                    "medium_id": self.env.ref("social_care_routing.medium_email").id,
                    "limit": 5,
                },
            )
        ]
        self.make_ticket(user_id=self.anna.user_id.id)
        self.assertNotIn(self.anna.user_id, self.operators())

    def test_who_is_not_online_in_odoo_gets_none_as_before(self):
        self.anna.user_id.presence_ids.status = "offline"
        self.assertNotIn(self.anna.user_id, self.operators())

    def test_who_is_no_agent_gets_chats_as_before(self):
        (self.anna | self.marek)._set_state("offline")
        self.assertEqual(self.operators(), self.stranger)

    def test_who_is_no_agent_any_more_gets_chats_as_before(self):
        self.anna._set_state("offline")
        self.anna.active = False
        self.assertIn(self.anna.user_id, self.operators())

    def test_odoo_gives_the_next_visitor_to_who_has_room(self):
        self.livechat.user_ids = (self.anna | self.marek).user_id
        self.anna._set_state("away")
        self.livechat.invalidate_recordset()
        self.assertEqual(self.livechat._get_operator(), self.marek.user_id)

    def test_a_visitor_may_ask_who_is_there(self):
        public = self.livechat.with_user(self.env.ref("base.public_user")).sudo()
        self.assertIn(self.anna.user_id, public.available_operator_ids)

    def test_it_costs_no_query_for_each_operator(self):
        users = self.env["res.users"]
        for n in range(MANY):
            users |= self.make_agent(f"many{n}").user_id
        for user in users:
            self.env["mail.presence"]._update_presence(user)

        def cost(some):
            self.livechat.user_ids = some
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.assertEqual(self.livechat.available_operator_ids, some)
            return self.env.cr.sql_log_count - before

        few = cost(users[:FEW])
        self.assertLessEqual(cost(users), few)
