# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.exceptions import AccessError, UserError

from .routing_common import SUPERVISOR, RoutingCase


class TestHand(RoutingCase):
    """What a supervisor does to the queue by hand."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")
        cls.ticket = cls.make_ticket()
        cls.work = cls.ticket.social_care_work_ids
        cls.hand = cls.works.with_user(cls.supervisor)

    def test_work_is_given_by_hand_and_it_is_said_by_whom(self):
        self.hand.assign(self.work.ids, self.anna.id)
        self.assertEqual(self.ticket.user_id, self.anna.user_id)
        decision = self.work.decision_ids
        self.assertEqual((decision.kind, decision.outcome), ("by_hand", "accepted"))
        self.assertEqual(decision._list_reasons(), ["Assigned by Supervisor"])

    def test_nobody_is_given_work_of_a_company_they_do_not_work_for(self):
        """Whoever may look into both companies."""
        foreign = self.env["res.company"].create({"name": "Foreign"})
        self.supervisor.company_ids += foreign
        bert = self.env["social.care.agent"]._ensure_for_users(
            self.make_user("bert", company=foreign)
        )
        self.ticket.team_id = False
        companies = (self.company | foreign).ids
        hand = self.hand.with_context(allowed_company_ids=companies)
        with self.assertRaisesRegex(UserError, "does not belong to"):
            hand.assign(self.work.ids, bert.id)
        self.assertFalse(self.ticket.user_id)

    def test_who_is_given_something_is_told(self):
        self.hand.assign(self.work.ids, self.anna.id)
        notice = self.env["mail.message"].search(
            [("model", "=", "helpdesk.ticket"), ("res_id", "=", self.ticket.id)],
            order="id desc",
            limit=1,
        )
        self.assertIn("Supervisor assigned this ticket to you", notice.subject)
        self.assertEqual(notice.partner_ids, self.anna.user_id.partner_id)

    def test_it_is_written_who_pushed(self):
        self.hand.push_front(self.work.ids)
        self.assertIn("moved this to the front", self.ticket.message_ids[0].body)

    def test_a_push_is_no_year_of_waiting(self):
        self.hand.push_front(self.work.ids)
        self.assertEqual(self.work._get_score(), 0)
        self.assertEqual(self.work.first_term, "Pushed to front")

    def test_what_is_offered_to_another_is_taken_from_them(self):
        bert = self.make_agent("bert", state="offline")
        self.drain()
        self.hand.assign(self.work.ids, bert.id)
        self.assertEqual(self.ticket.user_id, bert.user_id)
        outcomes = self.work.decision_ids.sorted("id").mapped("outcome")
        self.assertEqual(outcomes, ["withdrawn", "accepted"])

    def test_nobody_gets_the_work_of_a_team_they_are_not_in(self):
        stranger = self.make_agent("stranger", team=self.make_team("Other"))
        with self.assertRaisesRegex(UserError, "is not in the team Care"):
            self.hand.assign(self.work.ids, stranger.id)

    def test_what_is_pushed_is_offered_first(self):
        medium = self.env.ref("social_care_routing.medium_email")
        self.anna.capacity_ids = [(0, 0, {"medium_id": medium.id, "limit": 1})]
        self.make_ticket(minutes=60, priority="3")
        self.hand.push_front(self.work.ids)
        self.drain()
        self.assertEqual(self.holder(self.ticket), self.anna)

    def test_what_is_marked_in_the_queue_is_put_in_front(self):
        other = self.make_ticket()
        (self.work | other.social_care_work_ids).with_user(
            self.supervisor
        ).action_push_front()
        self.assertTrue(self.work.pushed_at and other.social_care_work_ids.pushed_at)

    def test_a_push_ends_with_the_answer(self):
        self.hand.push_front(self.work.ids)
        self.drain()
        self.accept(self.ticket)
        self.answer(self.ticket)
        self.assertFalse(self.work.pushed_at)

    def test_a_ticket_moves_to_the_queue_of_another_team(self):
        other = self.make_team("Other")
        self.drain()
        self.hand.move_team(self.work.ids, other.id)
        self.assertEqual((self.work.team_id, self.work.state), (other, "waiting"))
        self.assertEqual(self.work.decision_ids.outcome, "withdrawn")

    def test_what_is_closed_cannot_be_given(self):
        self.ticket.stage_id = self.stage_closed
        for act in (
            lambda: self.hand.assign(self.work.ids, self.anna.id),
            lambda: self.hand.push_front(self.work.ids),
            lambda: self.hand.move_team(self.work.ids, self.team.id),
        ):
            with self.assertRaisesRegex(UserError, "closed"):
                act()

    def test_only_a_supervisor_does_so(self):
        agent = self.works.with_user(self.anna.user_id)
        for act in (
            lambda: agent.assign(self.work.ids, self.anna.id),
            lambda: agent.push_front(self.work.ids),
            lambda: agent.move_team(self.work.ids, self.team.id),
        ):
            with self.assertRaises(AccessError):
                act()


class TestOtherCompany(RoutingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")
        cls.ticket = cls.make_ticket()
        cls.foreign = cls.env["res.company"].create({"name": "Foreign"})
        cls.stranger = cls.make_user("stranger", group=SUPERVISOR, company=cls.foreign)

    def test_a_supervisor_of_another_company_sees_and_moves_nothing(self):
        works = self.works.with_user(self.stranger)
        self.assertFalse(
            works.search([("id", "in", self.ticket.social_care_work_ids.ids)])
        )
        with self.assertRaises(AccessError):
            works.push_front(self.ticket.social_care_work_ids.ids)
        with self.assertRaises(AccessError):
            works.assign(self.ticket.social_care_work_ids.ids, self.anna.id)

    def test_nothing_moves_to_a_team_that_one_may_not_see(self):
        far = self.make_team("Far", company_id=self.foreign.id)
        with self.assertRaises(AccessError):
            self.works.with_user(self.supervisor).move_team(
                self.ticket.social_care_work_ids.ids, far.id
            )

    def test_people_of_another_company_are_not_seen(self):
        agents = self.env["social.care.agent"].with_user(self.stranger)
        self.assertNotIn(self.anna.id, agents.search([("active", "=", True)]).ids)

    def test_nobody_gives_work_to_a_person_of_another_company(self):
        far = self.env["social.care.agent"]._ensure_for_users(self.stranger)
        with self.assertRaises(UserError):
            self.works.with_user(self.supervisor).assign(
                self.ticket.social_care_work_ids.ids, far.id
            )
