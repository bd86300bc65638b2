# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Calls on a real Asterisk, heard by ``odoo social_care_phone``."""

from odoo.exceptions import UserError

from .listening import JAN, ListeningCase
from .phone_system import ask_ari, list_talks, make_phone, make_trunk, wait_until


class TestAsteriskCalls(ListeningCase):
    def place(self, number=JAN):
        """Anna clicks; the job runs in a transaction of its own.

        :return: ID of the call
        """
        with self.env() as env:
            calls = env["social.care.call"].with_user(self.anna)
            call = calls.place_call(number)["id"]
        with self.env() as env:
            record = env["social.care.call"].browse(call)
            record._request(record.leg_ids.line_id)
        return call

    def test_a_click_rings_the_agent_and_then_the_customer(self):
        with make_phone("1001") as agent, make_trunk() as customer:
            call = self.place()
            own = agent.wait_for_call()
            called = customer.wait_for_call()
            self.assertTrue(customer.wait_for(called, "up"))
            self.assertEqual(self.await_call(state="talking"), call)
            customer.hang_up(called)
            self.assertTrue(agent.wait_for(own, "ended"))
            self.assertEqual(self.await_call(outcome="answered"), call)
        with self.env() as env:
            record = env["social.care.call"].browse(call)
            self.assertEqual(record.direction, "out")
            self.assertEqual(record.partner_id.id, self.jan)
            self.assertEqual(record.user_id.id, self.anna)
            self.assertEqual(len(record.leg_ids), 1)

    def test_a_phone_that_is_off_is_said_before_it_rings(self):
        with self.env() as env:
            line = env["social.care.phone.line"].search(
                [("system_id", "=", self.system), ("extension", "=", "1001")]
            )
            line.device = "PJSIP/1004"
        self.addCleanup(self.give_back_phone)
        call = self.place()
        state, words = self.read_values(call, "request_state", "request_error")
        self.assertEqual(state, "failed")
        self.assertIn("1004", words)

    def give_back_phone(self):
        with self.env() as env:
            env["social.care.phone.line"].search(
                [("device", "=", "PJSIP/1004")]
            ).device = "PJSIP/1001"
        self.await_listening()

    def test_a_number_that_may_not_be_called_is_refused(self):
        with self.env() as env, self.assertRaisesRegex(UserError, "not allowed"):
            env["social.care.call"].with_user(self.anna).place_call("+1 212 555 0100")

    def test_a_call_to_the_queue_shows_who_it_is_and_gets_a_ticket(self):
        with make_phone("1001") as agent, make_phone(JAN) as customer:
            call = customer.call("800")
            answered = agent.wait_for_call()
            self.await_call(queue="support", partner_id=self.browse_jan())
            self.assertTrue(agent.wait_for(answered, "up"))
            record = self.await_call(state="talking")
            with self.env() as env:
                (card,) = (
                    env["social.care.call"].with_user(self.anna).get_desk()["calls"]
                )
            self.assertEqual(card["contact"]["name"], "Jan Nowak")
            customer.hang_up(call)
            self.await_call(outcome="answered")
        with self.env() as env:
            ticket = env["social.care.call"].browse(record).ticket_id
            self.assertEqual(ticket.user_id.id, self.anna)
            self.assertEqual(ticket.partner_id.id, self.jan)

    def browse_jan(self):
        with self.env() as env:
            return env["res.partner"].browse(self.jan)

    def test_who_talks_is_offered_nothing(self):
        with make_phone("1001") as agent, make_phone(JAN) as customer:
            call = customer.call("223334455")
            self.assertTrue(agent.wait_for(agent.wait_for_call(), "up"))
            self.await_call(state="talking")
            with self.env() as env:
                own = env["social.care.agent"].search([("user_id", "=", self.anna)])
                (person,) = own._build_people()
                chat = env.ref("social_care_routing.medium_phone")
                self.assertTrue(person.find_hindrance(chat.id))
            customer.hang_up(call)
            self.await_call(outcome="answered")

    def test_who_gives_up_in_the_queue_is_to_be_called_back(self):
        with make_phone("1001", answer_after=None), make_phone(JAN) as customer:
            call = customer.call("800")
            self.await_call(state="queued")
            customer.hang_up(call)
            record = self.await_call(outcome="abandoned")
        with self.env() as env:
            ticket = env["social.care.call"].browse(record).ticket_id
            self.assertTrue(ticket)

    def test_a_queue_that_nobody_answers_in_time(self):
        """Asterisk says “abandoned”, though the customer is still there."""
        with make_phone("1003", answer_after=None), make_phone(JAN) as customer:
            customer.call("801")
            self.await_call(state="queued", queue="overflow")
            self.await_call(outcome="overflow", queue="overflow")

    def test_a_busy_phone(self):
        with make_phone("1001", reject_with=486), make_phone(JAN) as customer:
            customer.call("223334455")
            self.await_call(outcome="busy")

    def test_a_customer_who_gives_up(self):
        with (
            make_phone("1001", answer_after=None) as agent,
            make_phone(JAN) as customer,
        ):
            call = customer.call("223334455")
            agent.wait_for_call()
            self.await_call(state="ringing")
            customer.cancel(call)
            self.await_call(outcome="missed")

    def test_hold_and_resume(self):
        with make_phone("1001") as agent, make_phone(JAN) as customer:
            call = customer.call("223334455")
            answered = agent.wait_for_call()
            self.assertTrue(agent.wait_for(answered, "up"))
            self.await_call(state="talking")
            agent.hold(answered)
            self.await_call(state="held")
            agent.resume(answered)
            self.await_call(state="talking")
            customer.hang_up(call)
            self.await_call(outcome="answered")

    def test_a_transfer_from_the_screen(self):
        with (
            make_phone("1001") as agent,
            make_phone("1002") as colleague,
            make_phone(JAN) as customer,
        ):
            self.await_phone("1002")
            call = customer.call("223334455")
            self.assertTrue(agent.wait_for(agent.wait_for_call(), "up"))
            record = self.await_call(state="talking")
            self.act(record, "_transfer", "1002")
            answered = colleague.wait_for_call()
            self.assertTrue(colleague.wait_for(answered, "up"))
            with self.env() as env:
                marek = env["res.users"].browse(self.marek)
            self.await_call(state="talking", user_id=marek)
            customer.hang_up(call)
            self.await_call(outcome="answered")

    def await_phone(self, number):
        """Asterisk notices within some seconds that a phone is there again."""
        path = f"/endpoints/PJSIP/{number}"
        wait_until(lambda: ask_ari("GET", path).json()["state"] == "online")

    def act(self, call, method, *arguments):
        with self.env() as env:
            record = env["social.care.call"].browse(call)
            leg = record.leg_ids.filtered("channel")
            connector = record.system_id._get_connector()
            getattr(connector, method)(record.system_id, leg, *arguments)

    def test_hanging_up_from_the_screen(self):
        with make_phone("1001") as agent, make_phone(JAN) as customer:
            customer.call("223334455")
            self.assertTrue(agent.wait_for(agent.wait_for_call(), "up"))
            record = self.await_call(state="talking")
            self.act(record, "_hang_up")
            self.await_call(outcome="answered")

    def test_a_transfer_by_the_phone_after_asking(self):
        with (
            make_phone("1001") as agent,
            make_phone("1002") as colleague,
            make_phone(JAN) as customer,
        ):
            self.await_phone("1002")
            call = customer.call("223334455")
            answered = agent.wait_for_call()
            self.assertTrue(agent.wait_for(answered, "up"))
            record = self.await_call(state="talking")
            agent.hold(answered)
            consultation = agent.call("1002")
            asked = colleague.wait_for_call()
            self.assertTrue(agent.wait_for(consultation, "up"))
            wait_until(lambda: len(list_talks()) == 2)
            agent.complete_transfer(answered, consultation)
            self.assertTrue(agent.wait_for(answered, "ended"))
            customer.hang_up(call)
            self.assertTrue(colleague.wait_for(asked, "ended"))
            self.assertEqual(self.await_call(outcome="answered"), record)
        with self.env() as env:
            self.assertEqual(len(self.list_calls(env)), 1)

    def test_a_pause_in_odoo_is_one_in_the_queues(self):
        with self.env() as env:
            line = env["social.care.phone.line"].search(
                [("system_id", "=", self.system), ("extension", "=", "1001")]
            )
            agent = env["social.care.agent"].search([("user_id", "=", self.anna)])
            agent._set_state("away")
            line._tell_pause()
        self.wait_until(lambda env: self.is_paused(env), "paused")
        with self.env() as env:
            agent = env["social.care.agent"].search([("user_id", "=", self.anna)])
            self.assertEqual(agent.state, "away")
            agent._set_state("available")
            env["social.care.phone.line"].browse(line.id)._tell_pause()
        self.wait_until(lambda env: not self.is_paused(env), "back")

    def test_who_is_rung_by_one_of_two_queues_is_available(self):
        own, queues = {"Interface": "PJSIP/1001"}, ("support", "overflow")
        self.manage("QueueAdd", Queue="overflow", **own)
        self.addCleanup(self.manage, "QueueRemove", Queue="overflow", **own)
        self.addCleanup(self.manage, "QueuePause", Paused="false", **own)
        states = []
        for queue, paused in zip((*queues, "support"), (1, 1, 0), strict=True):
            self.manage("QueuePause", Queue=queue, Paused=str(bool(paused)), **own)
            self.await_next_event()
            states.append(self.read_state(self.anna))
        self.assertEqual(states, ["available", "away", "available"])

    def await_next_event(self):
        """What another agent does now is heard later."""
        for paused in ("true", "false"):
            self.manage("QueuePause", Interface="PJSIP/1003", Paused=paused)
            self.wait_until(
                lambda env, paused=paused: (
                    self.find_line(env, "1003").is_paused == (paused == "true")
                ),
                "the phone 1003 follows",
            )

    def manage(self, action, **headers):
        with self.env() as env, self.open_session(env) as session:
            session.ask(action, **headers)

    def find_line(self, env, extension):
        return env["social.care.phone.line"].search(
            [("system_id", "=", self.system), ("extension", "=", extension)]
        )

    def read_state(self, user):
        with self.env() as env:
            return env["social.care.agent"].search([("user_id", "=", user)]).state

    def open_session(self, env):
        connector = env["social.care.phone.connector.asterisk"]
        return connector._open_session(
            env["social.care.phone.system"].browse(self.system)
        )

    def is_paused(self, env):
        with self.open_session(env) as session:
            rows = session.ask_list("QueueStatus", "QueueStatusComplete")
        return [
            row["Paused"] for row in rows if row.get("Location") == "PJSIP/1001"
        ] == ["1"]
