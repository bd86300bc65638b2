# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""While somebody answers a ticket, nobody else is asked to."""

from unittest.mock import patch

from odoo.addons.social_care_demo.tests.channel_common import ChannelCase

from .queueing import make_people


class TestAnswering(ChannelCase):
    """Two agents of a team whose work is offered; replies need approval."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["helpdesk.ticket.team"].search(
            [("id", "!=", 0)]
        ).social_care_routing_mode = "manual"
        cls.team.social_care_routing_mode = "offer"
        cls.team.resource_calendar_id = cls.company.resource_calendar_id = False
        cls.company.social_care_presence_minutes = 0
        env = cls.team.with_company(cls.company).env
        cls.anna, cls.piotr = make_people(env, cls.team, 2, "answering")
        cls.require_approval("public")

    def setUp(self):
        super().setUp()
        self.asked = self.hear(self.post("a", "Where is my parcel?"))
        self.ticket = self.asked.ticket_id

    def drain(self):
        self.env["social.care.routing.drain"]._drain_once()
        self.env.invalidate_all()

    def holder(self):
        """Whose the ticket is or to whom it is offered."""
        return self.ticket.social_care_work_ids.agent_id

    def reply_by(self, user):
        reply = self.answer(self.asked, "On its way.", user=user)
        self.env.invalidate_all()
        return reply

    def test_who_answers_takes_a_ticket_that_nobody_has(self):
        reply = self.reply_by(self.anna.user_id)
        self.assertEqual(reply.state, "to_approve")
        self.assertEqual(self.ticket.user_id, self.anna.user_id)
        decision = self.ticket.social_care_work_ids.decision_ids
        self.assertEqual(decision._list_reasons(), ["Picked without the queue"])
        self.drain()
        self.assertEqual(self.holder(), self.anna)

    def test_an_offer_to_somebody_else_is_withdrawn(self):
        self.drain()
        offered = self.holder()
        other = (self.anna | self.piotr) - offered
        self.reply_by(other.user_id)
        work = self.ticket.social_care_work_ids
        self.assertEqual((work.state, work.user_id), ("working", other.user_id))
        decision = work.decision_ids.filtered(lambda d: d.agent_id == offered)
        self.assertEqual(decision.outcome, "withdrawn")

    def test_the_reply_of_a_supervisor_leaves_it_to_the_team_but_asks_nobody(self):
        reply = self.reply_by(self.supervisor)
        self.assertFalse(self.ticket.user_id)
        words = self.env["social.care.work.explanation"]._describe_state(
            self.ticket.social_care_work_ids
        )
        self.assertEqual(words, f"A reply by {self.supervisor.name} is being sent")
        reply.sudo().state = "to_approve"
        words = self.env["social.care.work.explanation"]._describe_state(
            self.ticket.social_care_work_ids
        )
        self.assertIn("is pending approval", words)
        self.drain()
        self.assertFalse(self.holder())
        reply.sudo().state = "draft"
        self.drain()
        self.assertTrue(self.holder())

    def test_the_wallboard_counts_what_is_pending_approval(self):
        boards = self.env["social.care.wallboard"].with_user(self.supervisor)

        def count():
            loads = boards.read_board(self.team.ids)["loads"]
            return sum(load["to_approve"] for load in loads)

        self.assertEqual(count(), 0)
        reply = self.reply_by(self.anna.user_id)
        self.assertEqual(count(), 1)
        reply.with_user(self.supervisor).action_approve()
        self.env.invalidate_all()
        self.assertEqual(count(), 0)

    def test_the_wallboard_counts_what_is_pending_for_a_ticket_without_an_owner(self):
        reply = self.reply_by(self.supervisor)
        reply.sudo().state = "to_approve"
        self.assertEqual(self.ticket.social_care_work_ids.state, "parked")
        boards = self.env["social.care.wallboard"].with_user(self.supervisor)
        board = boards.read_board(self.team.ids)
        self.assertEqual(sum(load["to_approve"] for load in board["loads"]), 1)
        self.assertEqual(sum(load["waiting"] for load in board["loads"]), 0)
        self.assertEqual(board["queue"], [])

    def test_boards_are_told_of_what_is_pending_approval(self):
        works = type(self.env["social.care.work"])
        with patch.object(works, "_notify_boards") as notify:
            reply = self.reply_by(self.anna.user_id)
            self.assertTrue(notify.called)
            notify.reset_mock()
            reply.with_user(self.supervisor).action_approve()
            self.assertTrue(notify.called)

    def test_what_the_customer_adds_meanwhile_is_offered(self):
        reply = self.reply_by(self.supervisor)
        reply.sudo().state = "to_approve"
        self.hear(self.post("b", "And what of my refund?", to="a", at=5))
        self.drain()
        self.assertTrue(self.holder())

    def test_a_ticket_that_somebody_has_stays_theirs(self):
        self.ticket.user_id = self.piotr.user_id
        self.reply_by(self.anna.user_id)
        self.assertEqual(self.ticket.user_id, self.piotr.user_id)
