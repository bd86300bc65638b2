# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError

from .routing_common import RoutingCase


class StoryCase(RoutingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")

    def strip(self, ticket, user=None):
        return ticket.with_user(
            user or self.anna.user_id
        ).social_care_get_routing_strip()

    def story(self, ticket, user=None):
        self.env.flush_all()
        self.env.invalidate_all()
        return ticket.with_user(user or self.supervisor).social_care_get_routing_story()

    def state(self, ticket):
        return self.strip(ticket)["state"]

    def require(self, name):
        """The team's work asks for a skill that nobody has."""
        self.env["social.care.skill.requirement"].create(
            {
                "team_id": self.team.id,
                "skill_id": self.make_skill(name).id,
                "kind": "required",
                "when": "always",
            }
        )

    def queries(self, call):
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        call()
        return self.env.cr.sql_log_count - before


class TestTicketStrip(StoryCase):
    """A ticket says in a line where it stands in the queue."""

    def test_a_ticket_that_never_waited_says_nothing(self):
        ticket = self.make_ticket(stage_id=self.stage_closed.id)
        self.assertFalse(self.strip(ticket))
        self.assertFalse(self.story(ticket))

    def test_people_without_rights_in_social_care_see_nothing_of_a_queue(self):
        ticket = self.make_ticket()
        helper = self.make_user("helper", "helpdesk_mgmt.group_helpdesk_user")
        self.assertFalse(self.strip(ticket, helper))

    def test_who_may_not_read_a_ticket_is_told_nothing_of_it(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        stranger = self.make_user("stranger", company=other)
        ticket = self.make_ticket()
        with self.assertRaises(AccessError):
            self.strip(ticket, stranger)

    def test_its_state_says_who_has_it_and_whose_turn_it_is(self):
        ticket = self.make_ticket()
        self.assertEqual(self.state(ticket), "Waiting: no available agent")
        self.drain()
        self.assertEqual(self.state(ticket), "Offered to Anna")
        self.accept(ticket)
        self.assertEqual(self.state(ticket), "Assigned to Anna")
        self.answer(ticket)
        self.assertEqual(self.state(ticket), "Waiting for the customer")
        ticket.stage_id = self.stage_closed
        self.assertEqual(self.state(ticket), "Done")

    def test_a_ticket_without_a_team_says_that_it_has_none(self):
        ticket = self.make_ticket(team_id=False)
        self.assertEqual(self.state(ticket), "Waiting: no team")

    def test_where_people_take_work_themselves_nobody_is_missing(self):
        self.team.social_care_routing_mode = "manual"
        self.assertEqual(self.state(self.make_ticket()), "Waiting to be picked")

    def test_the_skill_that_nobody_free_has_is_named(self):
        self.require("Polish")
        self.assertEqual(
            self.state(self.make_ticket()), "Waiting: no available agent with Polish"
        )

    def test_whom_it_waits_for_is_named(self):
        self.team.social_care_last_agent = "hold"
        work = self.make_ticket().social_care_work_ids
        work.last_agent_id = self.anna
        work.held_until = fields.Datetime.now() + timedelta(minutes=5)
        self.assertRegex(
            self.state(work.ticket_id),
            r"^Reserved for the last agent, Anna, until \d+:\d\d",
        )

    def test_an_offer_says_until_when(self):
        ticket = self.make_ticket()
        self.assertFalse(self.strip(ticket)["until"])
        self.drain()
        until = fields.Datetime.to_datetime(self.strip(ticket)["until"])
        self.assertEqual(until, ticket.social_care_work_ids.offer_until)

    def test_the_terms_add_up_to_the_score(self):
        strip = self.strip(self.make_ticket(minutes=25, priority="3"))
        terms = {term["code"]: term["minutes"] for term in strip["terms"]}
        self.assertEqual(terms["wait"], 25)
        self.assertGreater(terms["priority"], 0)
        self.assertEqual(strip["score"], sum(terms.values()))

    def test_what_waits_for_nobody_has_no_priority(self):
        ticket = self.make_ticket(minutes=25)
        self.drain()
        self.accept(ticket)
        self.answer(ticket)
        self.assertEqual(self.strip(ticket)["terms"], [])
        self.assertEqual(self.strip(ticket)["score"], 0)

    def test_a_reply_window_is_a_target_while_somebody_waits(self):
        ticket = self.make_ticket()
        until = fields.Datetime.to_datetime("2026-11-24 10:00:00")
        works = type(self.works)
        with patch.object(
            works, "_get_reply_windows", lambda works, facts: {works: until}
        ):
            (target,) = self.strip(ticket)["targets"]
            ticket.stage_id = self.stage_closed
            self.assertEqual(self.strip(ticket)["targets"], [])
        self.assertEqual(target["kind"], "window")
        self.assertEqual(target["deadline"], "2026-11-24 10:00:00")

    def test_a_list_of_tickets_says_their_state_in_as_many_queries(self):
        few, many = self.make_tickets(3), self.make_tickets(30)
        self.read_as_list(few)
        self.assertEqual(self.read_as_list(few), self.read_as_list(many))

    def read_as_list(self, tickets):
        tickets = tickets.with_user(self.anna.user_id)
        return self.queries(
            lambda: tickets.read(["social_care_queue_state", "sla_deadline"])
        )

    def make_tickets(self, count):
        tickets = self.env["helpdesk.ticket"]
        for _number in range(count):
            tickets += self.make_ticket()
        return tickets


class TestTicketClocks(StoryCase):
    """A ticket shows its SLA targets."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team.use_sla = True
        cls.env["helpdesk.sla"].create(
            [
                {
                    "name": "Fast",
                    "sla_response_target": "first_response",
                    "sla_response_minutes": 20,
                    "team_ids": [(6, 0, cls.team.ids)],
                },
                {
                    "name": "Keep in touch",
                    "sla_response_target": "next_response",
                    "hours": 1,
                    "team_ids": [(6, 0, cls.team.ids)],
                },
                {
                    "name": "Done within a day",
                    "sla_response_target": "resolution",
                    "hours": 8,
                    "team_ids": [(6, 0, cls.team.ids)],
                },
            ]
        )

    def targets(self, ticket):
        return [
            (target["label"], target["state"])
            for target in self.strip(ticket)["targets"]
        ]

    def test_a_target_is_named_by_its_kind_the_next_first(self):
        ticket = self.make_ticket()
        self.assertEqual(
            self.targets(ticket),
            [("First response", "running"), ("Resolution", "running")],
        )
        first, last = self.strip(ticket)["targets"]
        self.assertLess(first["deadline"], last["deadline"])

    def test_an_answer_meets_its_target(self):
        ticket = self.make_ticket()
        self.drain()
        self.accept(ticket)
        self.answer(ticket)
        self.assertIn(("First response", "met"), self.targets(ticket))
        self.customer_writes(ticket)
        self.assertIn(("Next response", "running"), self.targets(ticket))

    def test_a_breached_target_says_so(self):
        ticket = self.make_ticket()
        target = ticket.ticket_sla_ids.filtered(
            lambda c: c.sla_response_target == "first_response"
        )
        target.deadline = fields.Datetime.now() - timedelta(minutes=1)
        self.answer(ticket, self.anna.user_id)
        self.assertIn(("First response", "missed"), self.targets(ticket))


class TestTicketStory(StoryCase):
    """Why somebody got a ticket, or why nobody has."""

    def test_decisions_are_told_in_the_order_of_time(self):
        ticket = self.make_ticket()
        self.drain()
        self.as_user("social.care.work", self.anna).decline(
            ticket.social_care_work_ids.ids
        )
        self.make_agent("ben")
        self.drain()
        told = [(d["who"], d["outcome"]) for d in self.story(ticket)["decisions"]]
        self.assertEqual(told, [("Anna", "declined"), ("Ben", "open")])

    def test_a_decision_says_why(self):
        ticket = self.make_ticket()
        self.drain()
        (decision,) = self.story(ticket, self.anna.user_id)["decisions"]
        self.assertIn("No other agent can take it now", decision["why"])

    def test_who_has_left_is_still_told_of(self):
        ticket = self.make_ticket()
        self.drain()
        self.env["social.care.decision"].search([]).user_id = False
        (decision,) = self.story(ticket)["decisions"]
        self.assertEqual(decision["who"], "a former user")

    def test_agents_are_told_nothing_of_others_who_were_considered(self):
        self.make_agent("ben", state="offline")
        ticket = self.make_ticket()
        self.drain()
        story = self.story(ticket, self.anna.user_id)
        self.assertNotIn("agents", story)
        self.assertNotIn("would_change", story)
        self.assertEqual(story["decisions"][0]["considered"], [])

    def test_a_supervisor_is_told_what_stands_against_each(self):
        self.make_agent("ben", state="away")
        self.require("Polish")
        story = self.story(self.make_ticket())
        people = {person["name"]: person for person in story["agents"]}
        codes = [reason["code"] for reason in people["Ben"]["reasons"]]
        self.assertEqual(set(codes), {"away", "skill"})
        self.assertFalse(people["Anna"]["can"])
        self.assertTrue(story["would_change"])

    def test_what_somebody_has_needs_no_change(self):
        ticket = self.make_ticket()
        self.drain()
        self.accept(ticket)
        self.anna._set_state("after_work")
        self.assertEqual(self.story(ticket)["would_change"], [])

    def test_what_is_done_has_a_past_and_nobody_who_could_take_it(self):
        ticket = self.make_ticket()
        self.drain()
        self.accept(ticket)
        ticket.stage_id = self.stage_closed
        story = self.story(ticket)
        self.assertFalse(story["agents"])
        self.assertEqual(len(story["decisions"]), 1)

    def test_a_supervisor_is_told_who_was_considered_when_it_was_decided(self):
        ben = self.make_agent("ben", state="away")
        ticket = self.make_ticket()
        self.drain()
        ben._set_state("available")
        (decision,) = self.story(ticket)["decisions"]
        self.assertEqual(decision["considered"], ["Could take it: Anna", "Away: Ben"])

    def test_of_many_who_were_considered_some_are_named(self):
        for number in range(7):
            self.make_agent(f"agent{number}", state="away")
        ticket = self.make_ticket()
        self.drain()
        (decision,) = self.story(ticket)["decisions"]
        self.assertRegex(decision["considered"][1], r"^Away: (\w+, ){5}2 more$")

    def test_what_people_did_by_hand_considered_nobody(self):
        ticket = self.make_ticket(user_id=self.anna.user_id.id)
        (decision,) = self.story(ticket)["decisions"]
        self.assertEqual((decision["kind"], decision["considered"]), ("by_hand", []))

    def test_a_long_story_costs_no_more_queries(self):
        short = self.make_ticket()
        self.drain()
        long = self.make_ticket()
        for _turn in range(6):
            self.drain()
            long.social_care_work_ids._withdraw()
        self.assertGreater(len(self.story(long)["decisions"]), 5)
        self.assertLessEqual(
            self.queries(lambda: self.story(long)),
            self.queries(lambda: self.story(short)),
        )
