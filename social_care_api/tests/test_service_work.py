# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from .api_common import ServiceCase


class TestServiceWork(ServiceCase):
    def list_ids(self, **values):
        return [one["ticket_id"] for one in self.call("list_work", **values)["work"]]

    def test_pages_have_each_ticket_once(self):
        tickets = [self.make_ticket() for _number in range(5)]
        found, cursor = [], ""
        for _page in range(3):
            page = self.call("list_work", limit=2, after=cursor)
            found += [one["ticket_id"] for one in page["work"]]
            cursor = page.get("next", "")
        self.assertEqual(found, [ticket.id for ticket in tickets])
        self.assertFalse(cursor)

    def test_filters_hold(self):
        mine, other = self.make_ticket(), self.make_ticket()
        self.call("take_work", ticket_id=mine.id)
        self.assertEqual(self.list_ids(state="working"), mine.ids)
        self.assertEqual(self.list_ids(agent_id=self.anna.id), mine.ids)
        self.assertEqual(self.list_ids(state="waiting"), other.ids)
        self.assertEqual(self.list_ids(medium="phone"), [])
        self.assertEqual(len(self.list_ids(team_id=self.team.id)), 2)

    def test_a_cursor_of_somebody_elses_is_refused(self):
        for cursor in ("x", "e30", "W10", "InBhZ2Ui", "LTE", "MS41", "é", "0" * 1999):
            self.assert_refused("invalid_request", "list_work", after=cursor)

    def test_details_say_why_me(self):
        ticket = self.make_ticket(minutes=3)
        self.drain()
        details = self.call("get_work", ticket_id=ticket.id)
        self.assertIn("No other agent can take it now", details["reasons"])
        self.assertEqual(details["description"], "It is late.")
        self.assertEqual(details["terms"][0]["code"], "wait")
        self.assertEqual(details["conversations"], [])

    def test_other_teams_work_is_not_there(self):
        hidden = self.make_ticket(team_id=self.make_team("Sales").id)
        self.assertNotIn(hidden.id, self.list_ids())
        self.assert_refused("not_found", "get_work", ticket_id=hidden.id)
        self.assert_refused("not_found", "take_work", ticket_id=hidden.id)
        self.assert_refused("not_found", "get_work", ticket_id=2**31 - 1)

    def test_a_waiting_ticket_is_taken(self):
        ticket = self.make_ticket()
        answer = self.call("take_work", ticket_id=ticket.id)
        self.assertEqual(answer["state"], "working")
        self.assertEqual(ticket.user_id, self.anna.user_id)

    def test_what_a_colleague_has_is_taken(self):
        ticket = self.make_ticket()
        self.call("take_work", ticket_id=ticket.id)
        refusal = self.assert_refused(
            "taken", "take_work", self.ben.user_id, ticket_id=ticket.id
        )
        self.assertIn("Anna", refusal.words)

    def test_a_returned_ticket_waits_with_its_reason(self):
        ticket = self.make_ticket()
        self.call("take_work", ticket_id=ticket.id)
        answer = self.call("return_work", ticket_id=ticket.id, reason="<b>Not mine</b>")
        self.assertEqual(answer["state"], "waiting")
        self.assertFalse(ticket.user_id)
        self.assertIn("&lt;b&gt;Not mine", ticket.message_ids[:3].mapped("body")[1])

    def test_nobody_returns_the_work_of_others(self):
        ticket = self.make_ticket()
        self.call("take_work", ticket_id=ticket.id)
        self.assert_refused(
            "taken", "return_work", self.ben.user_id, ticket_id=ticket.id
        )

    def test_work_is_handed_over_with_a_note(self):
        ticket = self.make_ticket()
        self.call("take_work", ticket_id=ticket.id)
        self.ben._set_state("available")
        self.call(
            "transfer_work",
            ticket_id=ticket.id,
            team_id=self.team.id,
            agent_id=self.ben.id,
            note="Knows them",
        )
        self.assertEqual(ticket.user_id, self.ben.user_id)
        self.assertIn("Knows them", " ".join(ticket.message_ids.mapped("body")))

    def test_a_team_takes_no_stranger(self):
        ticket, other = self.make_ticket(), self.make_team("Sales")
        other.user_ids = self.anna.user_id
        self.assert_refused(
            "refused",
            "transfer_work",
            ticket_id=ticket.id,
            team_id=other.id,
            agent_id=self.ben.id,
        )

    def test_a_supervisor_assigns_and_pushes(self):
        ticket = self.make_ticket()
        self.call("push_work", self.supervisor, ticket_id=ticket.id)
        self.assertTrue(ticket.social_care_work_ids.pushed_at)
        self.call(
            "assign_work", self.supervisor, ticket_id=ticket.id, agent_id=self.ben.id
        )
        self.assertEqual(ticket.user_id, self.ben.user_id)

    def test_closed_work_is_neither_taken_nor_handed_over(self):
        ticket = self.make_ticket()
        ticket.stage_id = self.stage_closed
        self.assert_refused("refused", "take_work", ticket_id=ticket.id)
        self.assert_refused(
            "refused", "transfer_work", ticket_id=ticket.id, team_id=self.team.id
        )

    def test_a_list_costs_as_many_queries_for_more_work(self):
        self.make_ticket()
        self.call("list_work")

        def count():
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.call("list_work")
            return self.env.cr.sql_log_count - before

        few = count()
        for _number in range(20):
            self.make_ticket()
        self.env.flush_all()
        self.assertLessEqual(count(), few)

    # -- tickets ---------------------------------------------------------------

    def test_a_ticket_is_noted_tagged_closed_and_reopened(self):
        ticket = self.make_ticket()
        tag = self.env["helpdesk.ticket.tag"].create(
            {"name": "Parcel", "company_id": self.company.id}
        )
        self.call("add_note", ticket_id=ticket.id, text="<i>Called</i>")
        self.assertIn("&lt;i&gt;Called", ticket.message_ids[0].body)
        self.assertTrue(ticket.message_ids[0].subtype_id.internal)
        self.call("tag_ticket", ticket_id=ticket.id, add=[tag.id])
        self.assertEqual(ticket.tag_ids, tag)
        self.call("tag_ticket", ticket_id=ticket.id, remove=[tag.id])
        self.assertFalse(ticket.tag_ids)
        closed = self.call("close_ticket", ticket_id=ticket.id)
        self.assertTrue(closed["is_closed"])
        self.assertFalse(self.call("reopen_ticket", ticket_id=ticket.id)["is_closed"])

    def test_the_stage_says_how_it_ended(self):
        ticket = self.make_ticket()
        spam = self.make_stage("Spam", 95, closed=True)
        self.call("close_ticket", ticket_id=ticket.id, stage_id=spam.id)
        self.assertEqual(ticket.stage_id, spam)
        self.assert_refused(
            "refused", "close_ticket", ticket_id=ticket.id, stage_id=self.stage_new.id
        )

    def test_unknown_tags_change_nothing(self):
        ticket = self.make_ticket()
        self.assert_refused(
            "not_found", "tag_ticket", ticket_id=ticket.id, add=[2**31 - 1]
        )

    def test_choices_are_those_of_the_user(self):
        abroad = self.env["res.company"].create({"name": "Abroad"})
        hidden = self.env["helpdesk.ticket.team"].create(
            {"name": "Hidden", "company_id": abroad.id}
        )
        choices = self.call("list_choices")
        teams = {team["id"] for team in choices["teams"]}
        self.assertIn(self.team.id, teams)
        self.assertNotIn(hidden.id, teams)
        stages = {stage["id"] for stage in choices["closed_stages"]}
        self.assertIn(self.stage_closed.id, stages)

    # -- supervisors -----------------------------------------------------------

    def test_the_board_counts_by_team_and_medium(self):
        self.make_ticket()
        board = self.call("get_board", self.supervisor)
        figures = [one for one in board["figures"] if one["team"]["name"] == "Care"]
        self.assertEqual([one["waiting"] for one in figures], [1])
        agents = {one["agent_id"]: one for one in board["agents"]}
        self.assertEqual(agents[self.anna.id]["state"], "available")
        self.assertNotIn("reason", agents[self.anna.id])

    def test_history_counts_by_interval(self):
        self.make_ticket(minutes=100)
        self.make_ticket(minutes=100)
        done = self.make_ticket(minutes=10)
        self.call("take_work", ticket_id=done.id)
        now = fields.Datetime.now()
        intervals = self.call(
            "list_history",
            self.supervisor,
            start=f"{now - timedelta(hours=2):%Y-%m-%dT%H:%M:%SZ}",
            end=f"{now + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}",
            minutes=30,
            team_id=self.team.id,
        )["intervals"]
        self.assertEqual([one["arrived"] for one in intervals], [2, 1])
        self.assertEqual([one["accepted"] for one in intervals], [0, 1])
        self.assertNotIn("wait_seconds", intervals[0])
        self.assertAlmostEqual(intervals[1]["wait_seconds"], 600, delta=30)

    def test_a_history_is_bounded(self):
        for start, end in (
            ("2026-01-01T00:00:00Z", "2026-03-01T00:00:00Z"),
            ("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z"),
        ):
            self.assert_refused(
                "refused", "list_history", self.supervisor, start=start, end=end
            )
        self.assert_refused(
            "invalid_request",
            "list_history",
            self.supervisor,
            start="1900-01-01T00:00:00Z",
            end="9999-12-31T23:59:59+14:00",
        )
