# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from .routing_common import RoutingCase

HOUR = timedelta(hours=1)


class TestSnooze(RoutingCase):
    """The queue parks what is snoozed, and takes it back where it was."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")

    def setUp(self):
        super().setUp()
        self.ticket = self.make_ticket(minutes=30)
        self.work = self.ticket.social_care_work_ids

    def snooze(self):
        self.ticket._social_care_snooze(fields.Datetime.now() + HOUR)

    def take(self):
        self.drain()
        self.accept(self.ticket)
        self.assertEqual(self.work.state, "working")

    def test_a_snoozed_ticket_is_offered_to_nobody(self):
        self.snooze()
        self.assertEqual(self.work.state, "parked")
        self.drain()
        self.assertFalse(self.holder(self.ticket))

    def test_an_offer_of_it_is_withdrawn(self):
        self.drain()
        self.assertEqual(self.work.state, "offered")
        self.snooze()
        self.assertEqual(self.work.state, "parked")
        decision = self.env["social.care.decision"].search(
            [("work_id", "=", self.work.id)]
        )
        self.assertEqual(decision.outcome, "withdrawn")

    def test_it_takes_no_capacity_of_its_owner_and_comes_back_to_them(self):
        self.take()
        self.snooze()
        self.assertEqual(self.work.state, "parked")
        self.assertEqual(self.ticket.user_id, self.anna.user_id)
        self.ticket._social_care_wake()
        self.assertEqual(self.work.state, "working")
        self.assertEqual(self.ticket.user_id, self.anna.user_id)

    def test_it_waits_since_the_customer_wrote_not_since_it_woke(self):
        since = self.work.waiting_since
        self.snooze()
        self.ticket._social_care_wake()
        self.assertEqual(self.work.state, "waiting")
        self.assertEqual(self.work.waiting_since, since)

    def test_the_customer_wakes_it(self):
        self.take()
        self.snooze()
        self.customer_writes(self.ticket)
        self.assertFalse(self.ticket.social_care_snoozed_until)
        self.assertEqual(self.work.state, "working")

    def test_sla_targets_run_on(self):
        before = self.ticket.ticket_sla_ids.mapped("state")
        self.snooze()
        self.assertEqual(self.ticket.ticket_sla_ids.mapped("state"), before)
        self.assertTrue(self.work.waiting_since)

    def test_the_strip_says_until_when(self):
        self.snooze()
        explanation = self.env["social.care.work.explanation"]
        self.assertIn("Snoozed until", explanation._describe_state(self.work))

    def test_what_is_woken_for_an_absent_agent_goes_to_others(self):
        self.take()
        self.snooze()
        self.anna._set_state("offline")
        self.ticket.invalidate_recordset()
        self.ticket._social_care_wake()
        self.assertFalse(self.ticket.user_id)
        self.assertEqual(self.work.state, "waiting")


class TestHandOver(RoutingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")

    def setUp(self):
        super().setUp()
        self.ticket = self.make_ticket(minutes=30)
        self.work = self.ticket.social_care_work_ids
        self.drain()
        self.accept(self.ticket)

    def hand_over(self, team, user=None):
        user = user or self.env["res.users"]
        tickets = self.ticket.with_user(self.anna.user_id)
        tickets._social_care_transfer(team, user, "Please call back")

    def test_the_decision_says_who_handed_it_over(self):
        self.hand_over(self.team)
        decision = self.env["social.care.decision"].search(
            [("work_id", "=", self.work.id)], limit=1
        )
        self.assertTrue(decision.given_back_at)
        self.assertIn("Transferred by", decision.given_back_why)

    def test_it_waits_again_and_who_handed_it_over_is_not_asked_at_once(self):
        self.hand_over(self.team)
        self.assertEqual(self.work.state, "waiting")
        self.drain()
        self.assertFalse(self.holder(self.ticket))
        ben = self.make_agent("ben")
        self.drain()
        self.assertEqual(self.holder(self.ticket), ben)

    def test_a_chosen_agent_has_it_at_once(self):
        ben = self.make_agent("ben")
        self.hand_over(self.team, ben.user_id)
        self.assertEqual(self.work.state, "working")
        self.assertEqual(self.holder(self.ticket), ben)
        self.assertFalse(self.work.refused)
