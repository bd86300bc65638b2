# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From what somebody says on a network to the right person, and on when they leave."""

from datetime import timedelta

from odoo import fields

from odoo.addons.social_care_routing.tests.routing_common import RoutingCase

REFUND = "@routingshop Dzień dobry, kiedy dostanę zwrot pieniędzy za moje zamówienie?"
THANKS = "@routingshop Thank you for the lovely parcel, it came today"


class TestPolishRefund(RoutingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        if not cls._registry_patched:
            cls.registry_enter_test_mode_cls()
        cls.polish, cls.billing = cls.make_skill("Polish"), cls.make_skill("Billing")
        cls.say_what_asks_for_what()
        both = {cls.polish: 75, cls.billing: 75}
        cls.ola = cls.make_agent("ola", skills=both)
        cls.jan = cls.make_agent("jan", skills={cls.polish: 100})
        cls.bea = cls.make_agent("bea", skills={cls.billing: 100})
        cls.night = cls.make_agent("night", skills={skill: 100 for skill in both})
        cls.off_shift(cls.night)
        cls.account = cls.make_account()
        cls.customer = cls.env["social.care.demo.person"].create(
            {"name": "Kasia", "handle": "kasia.routing"}
        )

    @classmethod
    def say_what_asks_for_what(cls):
        cls.env["social.care.topic"].create(
            {
                "name": "Refund",
                "company_id": cls.company.id,
                "keywords": "zwrot pieniędzy, refund",
                "skill_ids": [(6, 0, cls.billing.ids)],
            }
        )
        cls.env["social.care.skill.rule"].create(
            {
                "company_id": cls.company.id,
                "language": "pl",
                "skill_ids": [(6, 0, cls.polish.ids)],
            }
        )

    @classmethod
    def off_shift(cls, agent):
        """Their working day was another one."""
        other = str((fields.Datetime.now().weekday() + 3) % 7)
        employee = cls.env["hr.employee"].search([("user_id", "=", agent.user_id.id)])
        day = {"name": "Day", "dayofweek": other, "hour_from": 8, "hour_to": 16}
        employee.resource_calendar_id = cls.env["resource.calendar"].create(
            {
                "name": "Another day",
                "tz": "UTC",
                "company_id": cls.company.id,
                "attendance_ids": [(0, 0, {**day, "day_period": "morning"})],
            }
        )

    @classmethod
    def make_account(cls):
        account = cls.env["social.care.account"].create(
            {
                "name": "Routing shop",
                "network": "demo",
                "handle": "routingshop",
                "company_id": cls.company.id,
                "team_id": cls.team.id,
            }
        )
        account.action_connect()
        account.stream_ids.stage = "routed"
        return account

    def hear(self, text):
        """The ticket of what the customer says."""
        post = self.env["social.care.demo.post"]._say(
            {
                "account_id": self.account.id,
                "person_id": self.customer.id,
                "text": text,
            }
        )
        self.env["social.care.event"]._ingest_batch()
        mention = self.env["social.care.mention"].search(
            [("external_id", "=", post.uid), ("account_id", "=", self.account.id)]
        )
        self.assertTrue(mention.ticket_id, mention.state)
        return mention.ticket_id

    def test_a_conversation_moved_to_a_team_of_the_helpdesk_alone_stays_on_the_board(
        self,
    ):
        ticket = self.hear(REFUND)
        letters = self.make_team("Letters", social_care_routing_mode="manual")
        works = self.env["social.care.work"].with_user(self.supervisor)
        works.move_team(ticket.social_care_work_ids.ids, letters.id)
        board = self.env["social.care.wallboard"].with_user(self.supervisor)
        read = board.read_board()
        self.assertIn(ticket.id, [row["ticket_id"] for row in read["queue"]])
        self.assertIn(letters.id, [team["id"] for team in read["teams"]])
        self.assertIn(letters.id, [load["team"] for load in read["loads"]])

    def test_it_reaches_the_one_with_polish_and_billing_who_is_on_shift(self):
        ticket = self.hear(REFUND)
        self.assertEqual(
            sorted(ticket.social_care_work_ids.lane_id.requirements),
            sorted([[self.polish.id, 0, True], [self.billing.id, 0, True]]),
        )
        self.assertEqual(ticket.social_care_work_ids.medium_id.code, "social_public")
        self.drain()
        self.assertEqual(self.holder(ticket), self.ola)
        reasons = {
            person["name"]: [reason["code"] for reason in person["reasons"]]
            for person in self.env["social.care.work.explanation"]._explain(
                ticket.social_care_work_ids
            )["agents"]
        }
        self.assertEqual(reasons["Jan"], ["skill"])
        self.assertEqual(reasons["Bea"], ["skill"])
        self.assertEqual(reasons["Night"], ["off_shift"])

    def test_when_they_go_to_lunch_it_moves(self):
        eva = self.make_agent("eva", skills={self.polish: 50, self.billing: 50})
        ticket = self.hear(REFUND)
        self.drain()
        self.assertEqual(self.holder(ticket), self.ola)
        self.accept(ticket)
        lunch = self.env.ref("social_care_routing.pause_lunch")
        self.as_user("social.care.agent", self.ola).set_state("away", lunch.id)
        self.drain()
        self.assertEqual(self.holder(ticket), eva)
        words = [
            person["reasons"][0]["words"]
            for person in self.env["social.care.work.explanation"]._explain(
                ticket.social_care_work_ids
            )["agents"]
            if person["name"] == "Ola"
        ]
        self.assertEqual(words, ["Away: Lunch"])

    def test_the_offer_says_that_a_conversation_waits_on_any_medium(self):
        ticket = self.hear(REFUND)
        self.drain()
        chat = self.env.ref("social_care_routing.medium_chat")
        ticket.social_care_work_ids.medium_id = chat
        desk = self.as_user("social.care.agent", self.ola)
        (offer,) = desk.get_desk()["offers"]
        self.assertTrue(offer["has_conversation"])
        self.assertTrue(desk.take_next()["has_conversation"])

    def test_without_anybody_who_can_it_waits_and_says_for_what(self):
        self.ola._set_state("offline")
        ticket = self.hear(REFUND)
        self.assertFalse(self.drain())
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")
        self.assertTrue(
            self.env["social.care.work.explanation"]._explain(
                ticket.social_care_work_ids
            )["would_change"]
        )
        self.ola._set_state("available")
        self.drain()
        self.assertEqual(self.holder(ticket), self.ola)

    # -- what else they do -----------------------------------------------------

    def offered(self, count=8):
        """How many thanks Jan is offered, alone."""
        for agent in (self.ola, self.bea):
            agent._set_state("offline")
        tickets = [
            self.make_ticket(channel_id=self.account.channel_id.id)
            for _number in range(count)
        ]
        self.drain()
        return sum(self.holder(ticket) == self.jan for ticket in tickets)

    def test_with_nothing_else_it_is_five(self):
        self.assertEqual((self.jan.profile_id.total, self.offered()), (6, 5))

    def test_with_a_chat_it_is_fewer(self):
        self.chat()
        # A chat counts as two, and six are all they do at once.
        self.assertEqual(self.offered(), 4)

    def test_on_a_call_it_is_nothing(self):
        self.call()
        self.assertEqual(self.offered(), 0)

    def test_after_the_call_it_is_all_again(self):
        self.call().rtc_session_ids.unlink()
        self.assertEqual(self.offered(), 5)

    def chat(self):
        operator, now = self.jan.user_id, fields.Datetime.now()
        livechat = self.env["im_livechat.channel"].create(
            {"name": "Help", "user_ids": operator.ids}
        )
        member = livechat._get_agent_member_vals(
            last_interest_dt=now,
            now=now,
            chatbot_script=self.env["chatbot.script"],
            operator_partner=operator.partner_id,
            operator_model="res.users",
        )
        return self.env["discuss.channel"].create(
            {
                "name": "Visitor",
                "channel_type": "livechat",
                "livechat_channel_id": livechat.id,
                "livechat_operator_id": operator.partner_id.id,
                "channel_member_ids": [(0, 0, member)],
                "last_interest_dt": now - timedelta(seconds=1),
            }
        )

    def call(self):
        partner = self.jan.user_id.partner_id
        channel = self.env["discuss.channel"].create(
            {
                "name": "Call",
                "channel_type": "group",
                "channel_member_ids": [(0, 0, {"partner_id": partner.id})],
            }
        )
        members = channel.channel_member_ids
        members.filtered(lambda m: m.partner_id == partner)._rtc_join_call()
        return channel
