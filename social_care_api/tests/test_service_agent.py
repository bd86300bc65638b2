# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .api_common import ServiceCase


class TestServiceAgent(ServiceCase):
    def test_the_agent_sees_state_load_and_offers(self):
        ticket = self.make_ticket()
        self.drain()
        agent = self.call("get_agent")
        self.assertEqual(agent["state"], "available")
        self.assertEqual(agent["agent_id"], self.anna.id)
        self.assertEqual([one["ticket_id"] for one in agent["offers"]], ticket.ids)
        self.assertEqual(agent["offers"][0]["state"], "offered")
        self.assertIn("email", {load["medium"] for load in agent["loads"]})

    def test_what_is_missing_is_left_out(self):
        self.assertNotIn("reason", self.call("get_agent"))

    def test_moments_are_in_utc(self):
        since = self.call("get_agent")["since"]
        self.assertTrue(since.endswith("Z"))
        self.assertEqual(self.read_moment(since), self.anna.state_since)

    def test_an_offer_is_accepted(self):
        ticket = self.make_ticket()
        self.drain()
        answer = self.call("accept_work", ticket_id=ticket.id)
        self.assertEqual(answer, {"ticket_id": ticket.id, "state": "working"})
        self.assertEqual(ticket.user_id, self.anna.user_id)

    def test_a_declined_offer_waits_for_others(self):
        ticket = self.make_ticket()
        self.drain()
        answer = self.call("decline_work", ticket_id=ticket.id)
        self.assertEqual(answer["state"], "waiting")
        self.drain()
        self.assertFalse(self.holder(ticket))

    def test_an_offer_of_somebody_else_is_taken(self):
        ticket = self.make_ticket()
        self.drain()
        self.ben._set_state("available")
        for name in ("accept_work", "decline_work"):
            self.assert_refused("taken", name, self.ben.user_id, ticket_id=ticket.id)
        self.assertEqual(self.holder(ticket), self.anna)

    def test_the_next_work_is_taken(self):
        ticket = self.make_ticket(minutes=5)
        answer = self.call("take_next_work")
        self.assertEqual(answer, {"ticket_id": ticket.id, "medium": "email"})
        mine = self.call("list_my_work")["work"]
        self.assertEqual([one["ticket_id"] for one in mine], ticket.ids)

    def test_without_work_a_message_says_so(self):
        self.assertEqual(
            self.call("take_next_work"), {"message": "No matching work in the queue."}
        )

    def test_away_with_a_reason_returns_offers(self):
        ticket = self.make_ticket()
        self.drain()
        reason = self.anna._get_reasons()[:1]
        answer = self.call("set_agent_state", state="away", reason_id=reason.id)
        self.assertEqual(answer, {"state": "away", "returned": []})
        self.assertEqual(self.anna.reason_id, reason)
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")

    def test_going_offline_tells_which_tickets_went_back(self):
        ticket = self.make_ticket()
        self.drain()
        self.accept(ticket)
        answer = self.call("set_agent_state", state="offline")
        self.assertEqual(answer["returned"], [ticket.number])

    def test_without_the_group_nothing_is_done(self):
        refusal = self.assert_refused("forbidden", "get_agent", self.carl.user_id)
        self.assertIn("Outside desktop", refusal.words)

    def test_without_the_role_nothing_is_done(self):
        self.assert_refused("forbidden", "get_board")
        self.assert_refused("forbidden", "push_work", ticket_id=self.make_ticket().id)

    def test_who_is_no_agent_has_no_state(self):
        self.assert_refused("refused", "get_agent", self.supervisor)

    def test_wrong_arguments_are_told_by_name(self):
        refusal = self.assert_refused(
            "invalid_request", "set_agent_state", state="asleep", reason_id="x", more=1
        )
        self.assertEqual(set(refusal.fields), {"state", "reason_id", "more"})

    def test_the_context_of_the_client_changes_nothing(self):
        service = self.env["social.care.service"].with_user(self.anna.user_id)
        odd = {"lang": "xx_XX", "active_test": False, "default_name": "x"}
        self.assertEqual(
            service.with_context(**odd).get_agent()["agent_id"], self.anna.id
        )
