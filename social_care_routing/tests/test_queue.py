# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError

from odoo.addons.queue_job.tests.common import trap_jobs

from ..models.social_care_routing_drain import _enqueue
from .routing_common import RoutingCase


class TestQueue(RoutingCase):
    """What happens to a ticket on its way through the queue."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")

    def test_a_new_ticket_is_offered_to_who_is_free(self):
        ticket = self.make_ticket()
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")
        self.drain()
        self.assertEqual(ticket.social_care_work_ids.state, "offered")
        self.assertEqual(self.holder(ticket), self.anna)
        self.assertFalse(ticket.user_id, "nobody has it before they accept")

    def test_whoever_accepts_has_the_ticket(self):
        ticket = self.make_ticket(minutes=10)
        self.drain()
        self.assertEqual(self.accept(ticket), {"ticket_id": ticket.id})
        work = ticket.social_care_work_ids
        self.assertEqual(ticket.user_id, self.anna.user_id)
        self.assertEqual(work.state, "working")
        self.assertGreaterEqual(work.wait_seconds, 600)

    def test_how_long_a_customer_waited_is_until_the_first_took_it(self):
        ticket = self.make_ticket()
        work = ticket.social_care_work_ids
        self.drain()
        work.arrived_at = fields.Datetime.now()
        self.accept(ticket)
        hour = timedelta(hours=1)
        work.arrived_at, work.first_accepted_at = (
            moment - hour for moment in (work.arrived_at, work.first_accepted_at)
        )
        self.anna._set_state("away")
        self.anna._set_state("available")
        self.drain()
        self.accept(ticket)
        self.assertLess(work.wait_seconds, 600)

    def test_another_owner_is_a_decision_by_hand(self):
        ticket = self.make_ticket()
        self.drain()
        self.accept(ticket)
        ticket.user_id = self.make_agent("bert").user_id
        kinds = ticket.social_care_work_ids.decision_ids.sorted("id").mapped("kind")
        self.assertEqual(kinds, ["offered", "by_hand"])

    def test_work_that_is_given_is_theirs_at_once(self):
        self.team.social_care_routing_mode = "assign"
        ticket = self.make_ticket()
        self.drain()
        self.assertEqual(ticket.user_id, self.anna.user_id)
        self.assertEqual(ticket.social_care_work_ids.state, "working")
        decision = self.env["social.care.decision"].search(
            [("ticket_id", "=", ticket.id)]
        )
        self.assertEqual((decision.kind, decision.outcome), ("assigned", "accepted"))

    def test_a_team_that_takes_work_itself_is_offered_nothing(self):
        self.team.social_care_routing_mode = "manual"
        self.make_ticket()
        self.assertFalse(self.drain())

    def test_a_ticket_with_an_owner_waits_for_nobody_else(self):
        ticket = self.make_ticket(user_id=self.anna.user_id.id)
        self.assertEqual(ticket.social_care_work_ids.state, "working")
        self.assertFalse(self.drain())

    def test_an_answer_frees_its_owner_until_the_customer_writes_again(self):
        ticket = self.make_ticket()
        self.drain()
        self.accept(ticket)
        self.answer(ticket)
        self.assertEqual(ticket.social_care_work_ids.state, "parked")
        self.assertTrue(ticket.social_care_work_ids.first_response_at)
        self.customer_writes(ticket)
        self.assertEqual(ticket.social_care_work_ids.state, "working")
        self.assertEqual(self.holder(ticket), self.anna)

    def test_an_answer_counts_from_when_it_was_given(self):
        work = self.make_ticket(minutes=30).social_care_work_ids
        at = fields.Datetime.now() - timedelta(minutes=10)
        work._log_mail_answer(at)
        self.assertEqual(work.first_response_at, at)
        self.assertAlmostEqual(work.response_seconds, 1200, delta=5)

    def test_a_note_answers_nobody_but_shows_that_somebody_began(self):
        ticket = self.make_ticket()
        self.drain()
        self.accept(ticket)
        ticket.with_user(self.anna.user_id).message_post(
            body="I ask the warehouse",
            message_type="comment",
            subtype_xmlid="mail.mt_note",
        )
        self.assertEqual(ticket.social_care_work_ids.state, "working")
        self.assertTrue(ticket.social_care_work_ids.started)

    def test_a_closed_ticket_leaves_the_queue(self):
        ticket = self.make_ticket(minutes=30)
        self.drain()
        self.accept(ticket)
        ticket.stage_id = self.stage_closed
        work = ticket.social_care_work_ids
        self.assertEqual(work.state, "done")
        self.assertGreaterEqual(work.resolution_seconds, 1800)
        self.assertFalse(self.anna._build_people()[0].doing)

    def test_an_offer_for_a_ticket_that_was_closed_is_withdrawn(self):
        ticket = self.make_ticket()
        self.drain()
        ticket.stage_id = self.stage_closed
        decision = self.env["social.care.decision"].search(
            [("ticket_id", "=", ticket.id)]
        )
        self.assertEqual(decision.outcome, "withdrawn")
        with self.assertRaises(UserError):
            self.accept(ticket)

    def test_a_reopened_ticket_waits_again(self):
        ticket = self.make_ticket()
        self.drain()
        self.accept(ticket)
        ticket.stage_id = self.stage_closed
        ticket.write({"stage_id": self.stage_new.id, "user_id": False})
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")

    def test_a_moved_ticket_is_offered_to_the_other_team(self):
        other = self.make_team("Other")
        bert = self.make_agent("bert", team=other)
        ticket = self.make_ticket()
        self.drain()
        ticket.team_id = other
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")
        self.drain()
        self.assertEqual(self.holder(ticket), bert)

    def test_nobody_is_offered_more_than_they_do_at_once(self):
        tickets = self.env["helpdesk.ticket"].union(
            *(self.make_ticket() for _number in range(8))
        )
        self.assertEqual(self.drain(), 5)
        self.assertEqual(
            tickets.social_care_work_ids.mapped("state").count("waiting"), 3
        )

    def test_the_next_offer_comes_when_the_last_is_answered(self):
        self.anna.profile_id.offers = 1
        first, second = self.make_ticket(minutes=5), self.make_ticket()
        self.drain()
        self.assertFalse(self.holder(second))
        self.accept(first)
        self.drain()
        self.assertEqual(self.holder(second), self.anna)

    def test_what_is_done_makes_room_for_the_next(self):
        tickets = [self.make_ticket(minutes=10 - number) for number in range(6)]
        self.drain()
        self.assertFalse(self.holder(tickets[5]))
        self.accept(tickets[0])
        tickets[0].stage_id = self.stage_closed
        self.drain()
        self.assertEqual(self.holder(tickets[5]), self.anna)

    def test_the_furthest_in_front_comes_first(self):
        self.anna.capacity_ids = [(0, 0, self.one_mail())]
        late = self.make_ticket(minutes=5)
        starred = self.make_ticket(priority="3")
        self.drain()
        self.assertEqual(self.holder(starred), self.anna)
        self.assertFalse(self.holder(late))

    def one_mail(self):
        medium = self.env.ref("social_care_routing.medium_email")
        return {"medium_id": medium.id, "limit": 1}

    def test_what_a_person_does_at_once_comes_before_their_profile(self):
        self.anna.capacity_ids = [(0, 0, self.one_mail())]
        self.make_ticket()
        self.make_ticket()
        self.assertEqual(self.drain(), 1)

    def test_a_run_of_the_queue_calls_for_no_other_run(self):
        """Else they would follow each other for ever."""
        self.make_ticket()
        self.env.cr.postcommit.clear()
        self.drain()
        self.assertFalse(self.calls())

    def test_a_change_calls_for_one_run(self):
        self.env.cr.postcommit.clear()
        self.make_ticket()
        self.make_ticket()
        self.assertEqual(len(self.calls()), 1)

    def calls(self):
        """Runs of the queue that this transaction calls for."""
        hooks = self.env.cr.postcommit._funcs
        return [hook for hook in hooks if getattr(hook, "func", None) is _enqueue]

    def test_whatever_changes_calls_for_a_run(self):
        skill, mail = self.make_skill("Patience"), self.one_mail()
        employee = self.env["hr.employee"].search(
            [("user_id", "=", self.anna.user_id.id)]
        )
        changes = {
            "a person": lambda: self.anna._set_state("away"),
            "their capacity": lambda: self.anna.write({"capacity_ids": [(0, 0, mail)]}),
            "their profile": lambda: self.anna.profile_id.write({"total": 3}),
            "what they know": lambda: self.learn(employee, skill),
            "their hours": lambda: employee.write({"resource_calendar_id": False}),
            "their leave": lambda: self.leave(employee),
            "the team": lambda: self.team.write({"social_care_routing_mode": "assign"}),
            "a ticket": lambda: self.make_ticket(),
        }
        for what, change in changes.items():
            with self.subTest(what=what):
                self.env.cr.postcommit.clear()
                change()
                self.assertEqual(len(self.calls()), 1)

    def learn(self, employee, skill):
        self.env["hr.employee.skill"].create(
            {
                "employee_id": employee.id,
                "skill_id": skill.id,
                "skill_type_id": skill.skill_type_id.id,
                "skill_level_id": self.levels[25].id,
            }
        )

    def leave(self, employee):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Dentist",
                "resource_id": employee.resource_id.id,
                "date_from": fields.Datetime.now(),
                "date_to": fields.Datetime.now() + timedelta(hours=1),
            }
        )

    def test_the_sweep_looks_through_the_queue(self):
        jobs = [("method_name", "=", "_drain"), ("state", "=", "pending")]
        self.env["queue.job"].search(jobs).unlink()
        self.env["social.care.routing.drain"]._cron_sweep()
        self.env["social.care.routing.drain"]._cron_sweep()
        self.assertEqual(self.env["queue.job"].search_count(jobs), 1)

    def test_every_ticket_has_one_place_in_the_queue(self):
        ticket = self.make_ticket()
        ticket.priority = "2"
        ticket._sync_social_care_work()
        self.assertEqual(len(ticket.social_care_work_ids), 1)

    def test_a_colleague_who_asks_answers_nobody(self):
        customer = self.make_user("colleague").partner_id
        ticket = self.make_ticket(partner_id=customer.id)
        self.answer(ticket, user=customer.user_ids)
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")

    def test_tickets_follow_a_stage_that_counts_as_closed(self):
        ticket = self.make_ticket()
        with trap_jobs() as trap:
            self.stage_new.closed = True
            trap.perform_enqueued_jobs()
            self.assertEqual(ticket.social_care_work_ids.state, "done")
            self.stage_new.closed = False
            trap.perform_enqueued_jobs()
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")

    def test_tickets_follow_the_medium_of_their_channel(self):
        channel = self.env["helpdesk.ticket.channel"].create({"name": "Hotline"})
        ticket = self.make_ticket(channel_id=channel.id)
        with trap_jobs() as trap:
            channel.social_care_medium_id = self.env.ref(
                "social_care_routing.medium_phone"
            )
            trap.perform_enqueued_jobs()
        self.assertEqual(ticket.social_care_work_ids.medium_id.code, "phone")

    def test_tickets_of_before_get_their_place(self):
        ticket = self.make_ticket()
        ticket.social_care_work_ids.unlink()
        ticket._sync_social_care_work()
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")
