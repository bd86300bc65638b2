# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from collections import Counter

from odoo import SUPERUSER_ID, api, fields

from odoo.addons.social_care_api.models import social_care_api_usage
from odoo.addons.social_care_api.tools.errors import ServiceError

from .api_clients import make_user
from .race import RaceCase

MANY = 8
AGENTS = 6


class TestApiRace(RaceCase):
    """Requests that come at once, each in a transaction of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.env() as env:
            env["helpdesk.ticket.team"].search([]).social_care_routing_mode = "manual"
            env["social.care.work"].search([("state", "=", "offered")])._withdraw()
            cls.team = cls.make_team(env)
            names = [f"Racer {number}" for number in range(AGENTS)]
            cls.users = [make_user(env, name, cls.team).id for name in names]
            agents = env["social.care.agent"].search([("user_id", "in", cls.users)])
            agents._set_state("available")

    @classmethod
    def make_team(cls, env):
        team = env["helpdesk.ticket.team"].create(
            {"name": "Race", "social_care_routing_mode": "offer"}
        )
        return team.id

    def make_tickets(self, count):
        with self.env() as env:
            values = {"name": "Parcel", "description": "Late", "team_id": self.team}
            tickets = env["helpdesk.ticket"].create([values] * count)
            tickets._sync_social_care_work()
            return tickets.ids

    def ask(self, name, user_id, request_id="", **values):
        """:return: function of an environment: answer or code of the refusal"""

        def act(env):
            service = env(user=user_id)["social.care.service"]
            operation = getattr(type(service), name).operation
            outcome = service._call(operation, operation.parse, values, request_id)
            env.flush_all()
            return outcome.error.code if outcome.error else outcome.answer

        return act

    def test_the_same_request_eight_times_at_once_acts_once(self):
        (ticket_id,) = self.make_tickets(1)
        note = self.ask(
            "add_note", self.users[0], "once", ticket_id=ticket_id, text="At once"
        )
        answers = self.do_at_once(*[note] * MANY)
        self.assertEqual(answers, [answers[0]] * MANY)
        with self.env() as env:
            ticket = env["helpdesk.ticket"].browse(ticket_id)
            notes = ticket.message_ids.filtered(lambda one: "At once" in one.body)
            self.assertEqual(len(notes), 1)
            self.assertEqual(
                env["social.care.api.request"].search_count(
                    [("request_id", "=", "once")]
                ),
                1,
            )

    def test_a_message_with_a_nonce_that_is_sent_eight_times_is_accepted_once(self):
        def spend(env):
            nonces = env(user=self.users[0])["social.care.api.nonce"]
            return nonces._spend("AAAA", fields.Datetime.now())

        answers = Counter(self.do_at_once(*[spend] * MANY))
        self.assertEqual(answers, {True: 1, False: MANY - 1})

    def test_a_refused_request_is_refused_to_all_who_wait_for_it(self):
        (ticket_id,) = self.make_tickets(1)
        with self.env() as env:
            env["helpdesk.ticket"].browse(ticket_id).user_id = self.users[1]
        take = self.ask("take_work", self.users[0], "refused", ticket_id=ticket_id)
        self.assertEqual(self.do_at_once(*[take] * MANY), ["taken"] * MANY)

    def test_a_request_that_was_rolled_back_acts_when_it_comes_again(self):
        """As of a worker that was killed."""
        (ticket_id,) = self.make_tickets(1)
        note = self.ask(
            "add_note", self.users[0], "killed", ticket_id=ticket_id, text="Killed"
        )
        with self.registry.cursor() as cr:
            note(api.Environment(cr, SUPERUSER_ID, {}))
            cr.rollback()
        with self.env() as env:
            self.assertNotIsInstance(note(env), str)
        with self.env() as env:
            ticket = env["helpdesk.ticket"].browse(ticket_id)
            notes = ticket.message_ids.filtered(lambda one: "Killed" in one.body)
            self.assertEqual(len(notes), 1)

    def test_a_refusal_over_rpc_is_kept_although_odoo_rolls_back(self):
        (ticket_id,) = self.make_tickets(1)
        with self.env() as env:
            env["helpdesk.ticket"].browse(ticket_id).user_id = self.users[1]

        def take(env):
            service = env(user=self.users[0])["social.care.service"]
            service.take_work(ticket_id=ticket_id, request_id="rpc")

        for holder in (self.users[1], False):
            with self.env() as env:
                env["helpdesk.ticket"].browse(ticket_id).user_id = holder
            with self.assertRaises(ServiceError) as caught, self.env() as env:
                take(env)
            self.assertEqual(caught.exception.code, "taken")

    def test_agents_who_ask_at_once_get_each_their_own(self):
        self.make_tickets(AGENTS)
        asked = [self.ask("take_next_work", user_id) for user_id in self.users]
        taken = Counter(answer.get("ticket_id") for answer in self.do_at_once(*asked))
        self.assertNotIn(None, taken)
        self.assertEqual(list(taken.values()), [1] * AGENTS)

    def test_who_asks_while_another_one_takes_waits_for_nobody(self):
        self.make_tickets(2)
        first = self.ask("take_next_work", self.users[0])
        second = self.ask("take_next_work", self.users[1])
        with self.registry.cursor() as slow, self.registry.cursor() as quick:
            quick.execute("SET LOCAL lock_timeout = '2s'")
            taken = first(api.Environment(slow, SUPERUSER_ID, {}))
            also = second(api.Environment(quick, SUPERUSER_ID, {}))
            self.assertIn("ticket_id", taken)
            self.assertIn("ticket_id", also)
            self.assertNotEqual(taken["ticket_id"], also["ticket_id"])

    def test_one_of_those_who_take_a_ticket_at_once_has_it(self):
        (ticket_id,) = self.make_tickets(1)
        asked = [
            self.ask("take_work", user_id, ticket_id=ticket_id)
            for user_id in self.users
        ]
        answers = self.do_at_once(*asked)
        won = [answer for answer in answers if answer != "taken"]
        self.assertEqual(won, [{"ticket_id": ticket_id, "state": "working"}])

    def test_all_processes_together_keep_the_limit(self):
        """Each thread forgets what it has in mind, as if it were a process."""
        with self.env() as env:
            env["ir.config_parameter"].set_param(social_care_api_usage.PARAMETER, "40")

        def spend(env):
            usage = env(user=self.users[0])["social.care.api.usage"]
            granted = 0
            for _request in range(20):
                social_care_api_usage._shares.clear()
                granted += usage._spend("race").is_granted
            return granted

        granted = sum(self.do_at_once(*[spend] * 4))
        self.assertGreater(granted, 0)
        self.assertLessEqual(granted, 40)
