# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from ..models.social_care_routing_drain import _enqueue
from .routing_common import RoutingCase


class HoldCase(RoutingCase):
    """A customer of Anna's comes back while she has as much as she does at once; Bert
    has nothing to do. Their team waits an hour for whom the customer knows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.write(
            {"social_care_last_agent": "hold", "social_care_last_agent_minutes": 60}
        )
        cls.anna = cls.make_agent("anna")
        cls.customer = cls.env["res.partner"].create({"name": "Paula"})
        cls.first = cls.make_ticket(partner_id=cls.customer.id)
        cls.first.user_id = cls.anna.user_id
        cls.first.stage_id = cls.stage_closed
        medium = cls.env.ref("social_care_routing.medium_email")
        cls.anna.capacity_ids = [(0, 0, {"medium_id": medium.id, "limit": 1})]
        cls.busy_with = cls.make_ticket(user_id=cls.anna.user_id.id)
        cls.bert = cls.make_agent("bert")

    def again(self, **values):
        """The customer asks something else."""
        return self.make_ticket(partner_id=self.customer.id, **values)

    def assertWaits(self, ticket):
        self.drain()
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")

    def assertGoesTo(self, agent, ticket):
        self.drain()
        self.assertEqual(self.holder(ticket), agent)


class TestHold(HoldCase):
    """What is kept for the last agent, and for how long."""

    def test_it_waits_for_who_is_busy(self):
        ticket = self.again()
        self.assertWaits(ticket)
        self.assertEqual(ticket.social_care_work_ids.last_agent_id, self.anna)

    def test_it_does_not_wait_when_it_was_somebody_else(self):
        ticket = self.again()
        self.assertWaits(ticket)
        ticket.partner_id = self.env["res.partner"].create({"name": "Somebody else"})
        self.assertFalse(ticket.social_care_work_ids.last_agent_id)
        self.assertGoesTo(self.bert, ticket)

    def test_it_waits_as_soon_as_it_is_known_who_asks(self):
        ticket = self.make_ticket()
        ticket.partner_id = self.customer
        self.assertEqual(ticket.social_care_work_ids.last_agent_id, self.anna)
        self.assertWaits(ticket)

    def test_it_is_offered_to_them_first_when_they_have_room(self):
        ticket = self.again()
        self.assertWaits(ticket)
        self.make_ticket()
        self.busy_with.stage_id = self.stage_closed
        self.assertGoesTo(self.anna, ticket)

    def test_it_ends_at_once_when_they_decline_it(self):
        ticket = self.again()
        self.busy_with.stage_id = self.stage_closed
        self.assertGoesTo(self.anna, ticket)
        self.as_user("social.care.work", self.anna).decline(
            ticket.social_care_work_ids.ids
        )
        self.assertFalse(ticket.social_care_work_ids.held_until)
        self.assertGoesTo(self.bert, ticket)

    def test_it_ends_at_once_when_they_do_not_answer(self):
        ticket = self.again()
        self.busy_with.stage_id = self.stage_closed
        self.assertGoesTo(self.anna, ticket)
        ticket.social_care_work_ids.offer_until = fields.Datetime.now() - timedelta(
            seconds=1
        )
        self.assertGoesTo(self.bert, ticket)

    def test_it_ends_at_once_when_they_go(self):
        leave = {
            "away": lambda: self.anna._set_state("away"),
            "offline": lambda: self.anna._set_state("offline"),
            "off shift": lambda: self.anna.write({"absence": "off_shift"}),
            "on leave": lambda: self.anna.write({"absence": "absent"}),
            "archived": lambda: self.anna.write({"active": False}),
            "out of the team": lambda: self.team.write(
                {"user_ids": [(3, self.anna.user_id.id)]}
            ),
            "no longer for this medium": lambda: self.anna.capacity_ids.write(
                {"limit": 0}
            ),
        }
        for what, act in leave.items():
            with self.subTest(what=what), self.env.cr.savepoint() as savepoint:
                ticket = self.again()
                self.assertWaits(ticket)
                act()
                self.assertGoesTo(self.bert, ticket)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_whoever_leaves_the_team_calls_for_a_run(self):
        """From the side of the person, too."""
        for act in (
            lambda: self.anna.user_id.write({"helpdesk_team_ids": [(5, 0, 0)]}),
            lambda: self.team.write({"user_ids": [(5, 0, 0)]}),
        ):
            self.env.cr.postcommit.clear()
            act()
            hooks = self.env.cr.postcommit._funcs
            runs = [one for one in hooks if getattr(one, "func", None) is _enqueue]
            self.assertEqual(len(runs), 1)

    def test_it_goes_on_while_they_finish_something(self):
        self.anna._set_state("after_work")
        self.assertWaits(self.again())

    def test_it_ends_when_its_time_is_over(self):
        ticket = self.again()
        work = ticket.social_care_work_ids
        self.assertWaits(ticket)
        past = fields.Datetime.now() - timedelta(seconds=1)
        work.write({"held_until": past, "next_step_at": past})
        self.assertGoesTo(self.bert, ticket)
        self.assertFalse(work.held_until)

    def test_it_ends_when_the_team_does_not_want_it_any_more(self):
        ticket = self.again()
        self.assertWaits(ticket)
        self.team.social_care_last_agent = "prefer"
        self.assertGoesTo(self.bert, ticket)

    def test_it_is_not_for_who_lacks_what_is_required(self):
        polish = self.make_skill("Polish")
        self.make_employee_learn(self.bert, polish)
        self.env["social.care.skill.requirement"].create(
            {"team_id": self.team.id, "skill_id": polish.id, "when": "always"}
        )
        self.assertGoesTo(self.bert, self.again())

    def make_employee_learn(self, agent, skill):
        employee = self.env["hr.employee"].search(
            [("user_id", "=", agent.user_id.id)], limit=1
        )
        self.env["hr.employee.skill"].create(
            {
                "employee_id": employee.id,
                "skill_id": skill.id,
                "skill_type_id": skill.skill_type_id.id,
                "skill_level_id": self.levels[100].id,
            }
        )

    def test_next_leaves_it_to_them_and_takes_what_is_not_theirs(self):
        kept = self.again()
        desk = self.as_user("social.care.agent", self.bert)
        self.assertIn("message", desk.take_next())
        self.anna.capacity_ids.limit = 0
        self.assertEqual(desk.take_next()["ticket_id"], kept.id)


class TestWhomTheyKnow(HoldCase):
    """Only who is asked at all can be whom a ticket waits for."""

    def known(self, ticket):
        return ticket.social_care_work_ids.last_agent_id

    def test_an_agent_of_another_team_is_not_waited_for(self):
        other = self.make_team(
            "Other", social_care_last_agent="hold", social_care_last_agent_minutes=60
        )
        cleo = self.make_agent("cleo", team=other)
        ticket = self.again(team_id=other.id)
        self.assertFalse(self.known(ticket))
        self.assertGoesTo(cleo, ticket)

    def test_an_agent_of_another_company_is_not_waited_for(self):
        theirs = self.env["res.company"].create({"name": "Theirs"})
        stage = self.stage_new.copy({"company_id": theirs.id})
        other = self.make_team(
            "Other", social_care_last_agent="hold", company_id=theirs.id
        )
        ticket = self.again(team_id=other.id, company_id=theirs.id, stage_id=stage.id)
        self.assertFalse(self.known(ticket))

    def test_an_agent_whose_team_is_asked_after_a_while_is_known(self):
        other = self.make_team("Other", social_care_last_agent="hold")
        step = {"after_minutes": 10, "add_team_ids": self.team.ids}
        other.social_care_skill_relaxation_ids = [(0, 0, step)]
        self.assertEqual(self.known(self.again(team_id=other.id)), self.anna)

    def test_who_has_left_is_not_known_but_who_came_before_them(self):
        second = self.again()
        second.user_id = self.bert.user_id
        second.stage_id = self.stage_closed
        second.social_care_work_ids.accepted_at += timedelta(minutes=1)
        self.bert.active = False
        self.assertEqual(self.known(self.again()), self.anna)


class TestHoldInWords(HoldCase):
    """*Why?* names whom it waits for, and until when."""

    def setUp(self):
        super().setUp()
        self.supervisor.tz = "UTC"
        self.ticket = self.again()
        self.work = self.ticket.social_care_work_ids.with_user(self.supervisor).sudo()
        self.work.held_until = fields.Datetime.now().replace(
            hour=23, minute=41
        ) + timedelta(days=1)

    def reasons(self, agent):
        people = self.work.env["social.care.work.explanation"]._explain(self.work)[
            "agents"
        ]
        (row,) = [person for person in people if person["id"] == agent.id]
        return {reason["code"]: reason["words"] for reason in row["reasons"]}

    words = "Reserved for the last agent, Anna, until 11:41 PM"

    def said(self, words):
        return words.replace("\N{NARROW NO-BREAK SPACE}", " ")

    def test_it_names_the_hold_and_its_end(self):
        self.assertEqual(self.said(self.reasons(self.bert)["held"]), self.words)
        self.assertEqual(list(self.reasons(self.anna)), ["full"])
        self.assertEqual(
            self.said(
                self.work.env["social.care.work.explanation"]._describe_state(self.work)
            ),
            self.words,
        )

    def test_it_says_what_would_end_it(self):
        (held,) = [
            w
            for w in self.work.env["social.care.work.explanation"]._explain(self.work)[
                "would_change"
            ]
            if "Anna" in w
        ]
        self.assertEqual(
            self.said(held),
            f"1 × {self.words}: The last agent accepts, declines or becomes "
            "unavailable.",
        )

    def test_no_hold_is_named_that_is_none(self):
        self.anna._set_state("away")
        self.assertNotIn("held", self.reasons(self.bert))
        self.assertEqual(
            self.work.env["social.care.work.explanation"]._describe_state(self.work),
            "Waiting: no available agent",
        )
