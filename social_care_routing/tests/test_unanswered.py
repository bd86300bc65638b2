# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import runpy
from datetime import timedelta

from odoo.exceptions import UserError
from odoo.tests import new_test_user
from odoo.tools import file_path

from .shift_common import ShiftCase, at


class UnansweredCase(ShiftCase):
    """Anna accepts a ticket at nine; her team answers within an hour."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.social_care_presence_minutes = 0
        cls.team.social_care_answer_minutes = 60
        with cls.freeze(at(9)):
            cls.ticket = cls.make_ticket()
            cls.env["social.care.routing.drain"]._drain_once()
            cls.work = cls.ticket.social_care_work_ids
            cls.work.with_user(cls.anna.user_id).accept(cls.work.ids)
            cls.bert = cls.make_agent("bert")

    def assert_others(self, *others):
        """Anna has it no more."""
        self.assertFalse(self.ticket.user_id)
        self.assertIn(self.holder(self.ticket), others or [self.bert])

    def assert_kept(self):
        self.assertEqual(self.ticket.user_id, self.anna.user_id)
        self.assertEqual(self.work.state, "working")

    def decision(self):
        return self.work.decision_ids.filtered(lambda d: d.agent_id == self.anna)

    def note(self, moment, agent=None):
        with self.when(moment):
            self.ticket.with_user((agent or self.anna).user_id).message_post(
                body="I ask the warehouse",
                message_type="comment",
                subtype_xmlid="mail.mt_note",
            )


class TestUnanswered(UnansweredCase):
    """Who accepts and never answers keeps no customer waiting for ever."""

    def test_it_is_offered_to_others(self):
        self.drain_at(at(9, 59))
        self.assert_kept()
        self.drain_at(at(10))
        self.assert_others()

    def test_automatic_assignment_is_no_different(self):
        with self.when(at(9)):
            self.team.social_care_routing_mode = "assign"
        self.drain_at(at(10))
        self.assertEqual(self.ticket.user_id, self.bert.user_id)
        self.drain_at(at(11))
        self.assertNotEqual(self.ticket.user_id, self.bert.user_id)

    def test_who_did_not_answer_is_not_asked_again_for_a_while(self):
        self.bert._set_state("offline")
        self.drain_at(at(10))
        self.assertEqual(self.work.state, "waiting")
        self.drain_at(at(10, 14))
        self.assertEqual(self.work.state, "waiting")
        self.drain_at(at(10, 16))
        self.assert_others(self.anna)

    def test_they_stay_available_for_other_work(self):
        self.drain_at(at(10))
        self.assertEqual(self.anna.state, "available")

    def test_the_log_says_that_it_was_accepted_and_not_answered(self):
        self.drain_at(at(10))
        decision = self.decision()
        self.assertEqual(decision.outcome, "unanswered")
        self.assertEqual(decision.given_back_at, at(10))
        self.assertEqual(
            decision.given_back_why, "Anna did not answer within 60 minutes"
        )
        self.assertIn("Anna did not answer", self.ticket.message_ids[0].body)

    def test_an_answer_ends_it(self):
        with self.when(at(9, 50)):
            self.answer(self.ticket)
        self.drain_at(at(12))
        self.assertEqual(self.ticket.user_id, self.anna.user_id)
        self.assertEqual(self.decision().outcome, "accepted")

    def test_a_note_gives_the_time_again(self):
        self.note(at(9, 50))
        self.drain_at(at(10, 49))
        self.assert_kept()
        self.drain_at(at(10, 50))
        self.assert_others()

    def test_the_note_of_a_colleague_does_not(self):
        self.note(at(9, 50), self.bert)
        self.drain_at(at(10))
        self.assert_others()

    def test_a_customer_who_comes_back_waits_as_long_again(self):
        with self.when(at(9, 30)):
            self.answer(self.ticket)
        with self.when(at(14)):
            self.customer_writes(self.ticket)
        self.drain_at(at(14, 59))
        self.assert_kept()
        self.drain_at(at(15))
        self.assert_others()
        self.assertEqual(self.decision().outcome, "accepted", "they did answer once")
        self.assertTrue(self.decision().given_back_at)

    def test_what_was_given_by_hand_stays(self):
        with self.when(at(9, 10)):
            self.ticket.user_id = self.bert.user_id
        self.drain_at(at(20))
        self.assertEqual(self.ticket.user_id, self.bert.user_id)

    def test_supervisors_see_what_was_given_by_hand_and_not_answered(self):
        supervisor = self.make_supervisor()
        with self.when(at(9, 10)):
            self.ticket.user_id = self.bert.user_id
        self.drain_at(at(10, 9))
        self.assertFalse(self.work.unanswered_id)
        for moment in (at(10, 10), at(11, 30), at(12)):
            self.drain_at(moment)
        self.assertEqual(self.ticket.user_id, self.bert.user_id)
        self.assertEqual(self.work.state, "working")
        self.assertEqual(self.work.unanswered_id, self.bert)
        notices = self.notices_to(supervisor)
        self.assertEqual(len(notices), 1)
        self.assertIn("Bert did not answer within 60 minutes", notices.body)

    def test_an_answer_to_what_was_given_by_hand_ends_it(self):
        supervisor = self.make_supervisor()
        with self.when(at(9, 10)):
            self.ticket.user_id = self.bert.user_id
        self.drain_at(at(10, 10))
        with self.when(at(10, 20)):
            self.answer(self.ticket)
        self.assertFalse(self.work.unanswered_id)
        self.drain_at(at(12))
        self.assertEqual(len(self.notices_to(supervisor)), 1)

    def test_what_was_given_by_hand_and_answered_is_no_matter(self):
        supervisor = self.make_supervisor()
        with self.when(at(9, 10)):
            self.ticket.user_id = self.bert.user_id
        with self.when(at(9, 20)):
            self.answer(self.ticket)
        self.drain_at(at(12))
        self.assertFalse(self.notices_to(supervisor))

    def test_a_team_that_takes_work_itself_has_no_time_to_answer(self):
        supervisor = self.make_supervisor()
        self.team.social_care_routing_mode = "manual"
        with self.when(at(9, 10)):
            self.ticket.user_id = self.bert.user_id
        self.drain_at(at(20))
        self.assertFalse(self.notices_to(supervisor))

    def make_supervisor(self):
        return new_test_user(
            self.env,
            "answers_supervisor",
            groups="social_care.group_social_care_supervisor",
            company_id=self.company.id,
            company_ids=[(6, 0, self.company.ids)],
        )

    def notices_to(self, user):
        notices = self.env["mail.notification"].search(
            [("res_partner_id", "=", user.partner_id.id)]
        )
        return notices.mail_message_id

    def test_next_is_accepting_too(self):
        with self.when(at(9, 30)):
            ticket = self.make_ticket()
            desk = self.env["social.care.agent"].with_user(self.bert.user_id)
            desk.take_next()
        self.assertEqual(ticket.user_id, self.bert.user_id)
        self.drain_at(at(10, 30))
        self.assertNotEqual(ticket.user_id, self.bert.user_id)

    def test_a_team_may_do_without(self):
        self.team.social_care_answer_minutes = 0
        self.drain_at(at(20))
        self.assert_kept()

    def test_a_team_that_takes_work_itself_is_left_alone(self):
        self.team.social_care_routing_mode = "manual"
        self.drain_at(at(20))
        self.assert_kept()

    def test_a_shorter_time_is_noticed_at_once(self):
        with self.when(at(9, 30)):
            self.team.social_care_answer_minutes = 20
        self.drain_at(at(9, 31))
        self.assert_others()

    def test_the_time_is_that_of_the_team(self):
        self.team.resource_calendar_id = self.make_calendar((9, 9.5), (14, 17))
        self.drain_at(at(10))
        self.assert_kept()
        for hour in (11, 12, 13, 14):
            self.drain_at(at(hour, 29))
            self.assert_kept()
        self.drain_at(at(14, 30))
        self.assert_others()

    def test_hours_that_change_are_noticed_within_an_hour(self):
        self.team.resource_calendar_id = self.make_calendar((14, 17))
        self.drain_at(at(10))
        self.assert_kept()
        self.team.resource_calendar_id = False
        self.drain_at(at(11))
        self.assert_others()

    def test_a_team_that_never_works_takes_nothing_away(self):
        self.team.resource_calendar_id = self.make_calendar()
        self.drain_at(at(20))
        self.assert_kept()

    def test_a_customer_who_was_taken_over_is_no_matter_of_theirs(self):
        self.drain_at(at(10))
        with self.when(at(10, 0, 30)):
            self.accept(self.ticket)
        self.assertEqual(self.ticket.user_id, self.bert.user_id)
        self.assertFalse(self.work.unanswered_id)
        with self.assertRaises(UserError):
            self.as_user("social.care.work", self.anna).accept(self.work.ids)


class TestSupervisor(UnansweredCase):
    """Supervisors see what was not answered."""

    def notices(self):
        self.env.flush_all()
        self.env.cr.precommit.run()
        rows = self.env["bus.bus"].search(
            [("message", "like", "Returned to the queue")]
        )
        return [row.channel for row in rows]

    def test_the_board_marks_it(self):
        self.bert._set_state("offline")
        self.drain_at(at(10))
        board = self.env["social.care.wallboard"].with_user(self.supervisor)
        (row,) = board.read_board()["queue"]
        self.assertEqual(row["unanswered"], "Anna")

    def test_they_are_told_and_those_of_other_companies_are_not(self):
        other = self.env["res.company"].create({"name": "Other"})
        stranger = self.make_user(
            "stranger", "social_care.group_social_care_supervisor", other
        )
        self.drain_at(at(10))
        told = " ".join(self.notices())
        self.assertIn(f'"res.partner",{self.supervisor.partner_id.id}]', told)
        self.assertNotIn(f'"res.partner",{stranger.partner_id.id}]', told)

    def test_reports_count_it(self):
        self.drain_at(at(10))
        self.env.flush_all()
        lines = self.env["social.care.agent.report"].search(
            [("agent_id", "=", self.anna.id)]
        )
        self.assertEqual(sum(lines.mapped("accepted")), 1)
        self.assertEqual(sum(lines.mapped("unanswered")), 1)

    def test_many_cost_no_more_queries(self):
        def cost(count):
            with self.when(at(12)):
                tickets = self.env["helpdesk.ticket"].union(
                    *(self.make_ticket() for _number in range(count))
                )
                works = tickets.social_care_work_ids
                for work in works:
                    work.write(
                        {"agent_id": self.anna.id, "user_id": self.anna.user_id.id}
                    )
                works._accept()
            with self.when(at(14)):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                self.env["social.care.answer.deadline"]._check(works)
                self.env.flush_all()
                return self.env.cr.sql_log_count - before

        cost(2)
        # Odoo posts the notes on tickets one by one, but not much else.
        few, many = cost(5), cost(25)
        self.assertLessEqual(many, few + 2 * 20)


class TestUpgrade(UnansweredCase):
    """What was accepted before agents had a time to answer."""

    def setUp(self):
        super().setUp()
        self.work.write({"touched_at": False, "answer_until": False})

    def upgrade(self):
        self.env.flush_all()
        path = file_path("social_care_routing/migrations/19.0.1.1.0/post-answers.py")
        runpy.run_path(path)["migrate"](self.env.cr, "19.0.1.0.0")
        self.env.invalidate_all()

    def test_it_has_the_whole_time_from_now_on(self):
        self.upgrade()
        time = self.work.answer_until - self.work.touched_at
        self.assertEqual(time, timedelta(minutes=60))

    def test_what_was_given_by_hand_stays(self):
        self.ticket.user_id = self.bert.user_id
        self.work.answer_until = False
        self.upgrade()
        self.assertFalse(self.work.touched_at)
        self.assertTrue(self.work.answer_until)
