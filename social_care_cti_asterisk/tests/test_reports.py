# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from .phone_common import PhoneCase


class TestReports(PhoneCase):
    """Minutes on the phone are work."""

    def read_day(self, agent):
        self.env.flush_all()
        self.env.invalidate_all()
        rows = self.env["social.care.agent.report"].search(
            [("agent_id", "=", agent.id)]
        )
        return rows[:1]

    def talk(self, minutes, until=0):
        """Anna talked, until so many minutes ago."""
        self.team.social_care_phone_tickets = "never"
        call = self.hear("queue_answered")
        end = fields.Datetime.now() - timedelta(minutes=until)
        call.leg_ids.write(
            {"talk_from": end - timedelta(minutes=minutes), "talk_until": end}
        )

    def be_available(self, minutes):
        now = fields.Datetime.now()
        times = self.env["social.care.agent.time"]
        times.search([("agent_id", "=", self.anna.id)]).unlink()
        times.create(
            {
                "agent_id": self.anna.id,
                "state": "available",
                "start": now - timedelta(minutes=minutes),
            }
        )

    def test_they_count_for_occupancy(self):
        now = fields.Datetime.now()
        if now.hour == 0:
            self.skipTest("the hour before lies in another day")
        self.talk(30)
        self.be_available(60)
        row = self.read_day(self.anna)
        self.assertAlmostEqual(row.call_hours, 0.5, places=2)
        self.assertAlmostEqual(row.occupancy, 50, delta=1)

    def test_a_held_call_beside_another_counts_once(self):
        now = fields.Datetime.now()
        if now.hour == 0:
            self.skipTest("the hour before lies in another day")
        self.talk(30)
        leg = self.list_calls().leg_ids[:1]
        second = self.hear("did_hold_unhold")[-1]
        second.leg_ids.write({"talk_from": leg.talk_from, "talk_until": leg.talk_until})
        self.be_available(60)
        row = self.read_day(self.anna)
        self.assertAlmostEqual(row.call_hours, 0.5, places=2)
        self.assertAlmostEqual(row.busy_hours, 0.5, places=2)

    def test_a_call_is_no_handled_contact_beside_its_ticket(self):
        self.talk(30)
        self.be_available(60)
        self.assertEqual(self.read_day(self.anna).handled, 0)

    def test_the_wallboard_shows_who_is_on_the_phone(self):
        self.hear("queue_answered", until=1.5)
        board = self.env["social.care.wallboard"].with_user(self.supervisor)
        rows = {row["id"]: row for row in board.read_board()["agents"]}
        self.assertTrue(rows[self.anna.id]["call_since"])
        self.assertFalse(rows[self.marek.id]["call_since"])

    def test_the_wallboard_counts_callers_who_wait(self):
        self.hear("queue_abandoned", until=1.0)
        self.assertEqual(self.list_calls().state, "queued")
        board = self.env["social.care.wallboard"].with_user(self.supervisor)
        loads = board.read_board([self.team.id])["loads"]
        self.assertEqual(sum(load.get("callers", 0) for load in loads), 1)

    def test_callers_of_teams_that_are_not_selected_are_not_counted(self):
        self.hear("queue_abandoned", until=1.0)
        other = self.make_team("Other")
        chat = self.env.ref("social_care_routing.medium_chat")
        board = self.env["social.care.wallboard"].with_user(self.supervisor)
        for selected in ([[other.id]], [[], [chat.id]]):
            loads = board.read_board(*selected)["loads"]
            self.assertFalse([load for load in loads if load.get("callers")])
