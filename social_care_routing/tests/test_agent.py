# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields
from odoo.exceptions import UserError

from .routing_common import RoutingCase


class AgentCase(RoutingCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")
        cls.desk = cls.env["social.care.agent"].with_user(cls.anna.user_id)
        cls.lunch = cls.env.ref("social_care_routing.pause_lunch")


class TestStates(AgentCase):
    """The switch, and what becomes of the work of who goes."""

    def take(self):
        ticket = self.make_ticket()
        self.drain()
        self.accept(ticket)
        return ticket

    def test_time_in_each_state_is_kept(self):
        self.desk.set_state("away", self.lunch.id)
        self.desk.set_state("available")
        times = self.anna.time_ids.sorted("id")
        self.assertEqual(
            times.mapped("state"), ["offline", "available", "away", "available"]
        )
        self.assertEqual(times[2].reason_id, self.lunch)
        self.assertEqual(times.mapped("stop").count(False), 1)

    def test_hours_in_a_state_count_when_it_ends(self):
        self.anna.time_ids.filtered(lambda t: not t.stop).start -= timedelta(hours=2)
        self.desk.set_state("offline")
        last = self.anna.time_ids.filtered(lambda t: t.state == "available")
        self.assertAlmostEqual(last.hours, 2, places=2)

    def test_only_who_is_away_has_a_reason(self):
        self.assertEqual(
            self.desk.set_state("away", self.lunch.id)["reason"][1], "Lunch"
        )
        self.assertFalse(self.desk.set_state("available", self.lunch.id)["reason"])

    def test_a_reason_of_another_company_is_none(self):
        other = self.env["res.company"].create({"name": "Other"})
        reason = self.lunch.copy({"company_id": other.id})
        self.assertFalse(self.desk.set_state("away", reason.id)["reason"])

    def test_an_offer_goes_back_when_its_person_goes_away(self):
        ticket = self.make_ticket()
        self.drain()
        self.desk.set_state("away")
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")

    def test_what_was_not_begun_goes_back_when_its_person_goes_away(self):
        ticket = self.take()
        self.desk.set_state("away")
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")
        self.assertFalse(ticket.user_id)

    def test_it_is_said_what_went_back(self):
        ticket = self.take()
        self.assertEqual(self.desk.set_state("away")["given_back"], [ticket.number])
        self.assertEqual(self.desk.set_state("available")["given_back"], [])

    def test_what_was_begun_stays_over_lunch(self):
        ticket = self.take()
        ticket.social_care_work_ids.started = True
        self.desk.set_state("away")
        self.assertEqual(ticket.user_id, self.anna.user_id)

    def test_nobody_waits_for_who_has_left(self):
        ticket = self.take()
        ticket.social_care_work_ids.started = True
        self.desk.set_state("offline")
        self.assertFalse(ticket.user_id)
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")

    def test_who_waits_for_the_customer_stays_with_who_has_left(self):
        ticket = self.take()
        self.answer(ticket)
        self.desk.set_state("offline")
        self.assertEqual(ticket.user_id, self.anna.user_id)

    def test_a_customer_who_comes_back_does_not_wait_for_who_has_left(self):
        ticket = self.take()
        self.answer(ticket)
        self.desk.set_state("offline")
        self.customer_writes(ticket)
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")
        self.assertEqual(ticket.social_care_work_ids.last_agent_id, self.anna)

    def test_after_contact_work_keeps_what_is_in_work(self):
        ticket = self.take()
        self.desk.set_state("after_work")
        self.assertEqual(ticket.user_id, self.anna.user_id)
        self.make_ticket()
        self.assertFalse(self.drain())

    def test_a_state_that_is_not_there_is_refused(self):
        with self.assertRaisesRegex(UserError, "Unknown state"):
            self.desk.set_state("not_responding")

    def test_nobodys_agent_has_no_switch(self):
        stranger = self.make_user("stranger")
        agent = self.env["social.care.agent"].with_user(stranger)
        self.assertIs(agent.get_desk(), False)
        self.assertIs(agent.set_state("available"), False)

    def test_whoever_joins_a_routed_team_is_an_agent(self):
        user = self.make_user("new")
        self.team.user_ids += user
        agent = self.env["social.care.agent"].search([("user_id", "=", user.id)])
        self.assertEqual((agent.state, agent.company_id), ("offline", self.company))

    def test_the_desk_shows_offers_and_load(self):
        ticket = self.make_ticket(minutes=3, partner_name="Paula")
        self.drain()
        desk = self.desk.get_desk()
        (offer,) = desk["offers"]
        self.assertEqual(offer["number"], ticket.number)
        self.assertEqual((offer["who"], offer["team"]), ("Paula", "Care"))
        self.assertEqual(offer["preview"], "It is late.")
        self.assertTrue(offer["why"])
        mail = [row for row in desk["load"] if row["medium"] == "email"]
        self.assertEqual((mail[0]["count"], mail[0]["limit"]), (1, 5))


class TestNext(AgentCase):
    """Whoever wants more takes the best."""

    def test_next_is_what_is_furthest_in_front(self):
        self.make_ticket()
        first = self.make_ticket(minutes=20)
        self.assertEqual(self.desk.take_next()["ticket_id"], first.id)
        self.assertEqual(first.user_id, self.anna.user_id)
        decision = first.social_care_work_ids.decision_ids
        self.assertEqual((decision.kind, decision.outcome), ("taken", "accepted"))

    def test_next_takes_what_is_offered_already(self):
        offered = self.make_ticket()
        self.drain()
        self.make_ticket(minutes=30)
        self.assertEqual(self.desk.take_next()["ticket_id"], offered.id)
        self.assertEqual(offered.social_care_work_ids.decision_ids.outcome, "accepted")

    def test_who_is_away_takes_nothing(self):
        self.make_ticket()
        self.desk.set_state("away")
        self.assertIn("Switch to Available", self.desk.take_next()["message"])

    def test_next_serves_teams_that_take_work_themselves(self):
        self.team.social_care_routing_mode = "manual"
        ticket = self.make_ticket()
        self.assertEqual(self.desk.take_next()["ticket_id"], ticket.id)

    def test_next_finds_only_what_one_can_do(self):
        polish = self.make_skill("Polish")
        self.env["social.care.skill.requirement"].create(
            {"team_id": self.team.id, "skill_id": polish.id, "when": "always"}
        )
        self.make_ticket()
        self.assertIn("No matching work", self.desk.take_next()["message"])

    def test_next_says_when_one_has_enough(self):
        medium = self.env.ref("social_care_routing.medium_email")
        self.anna.capacity_ids = [(0, 0, {"medium_id": medium.id, "limit": 1})]
        self.make_ticket()
        self.make_ticket()
        self.desk.take_next()
        self.assertIn("full capacity", self.desk.take_next()["message"])

    def test_next_gives_more_than_is_offered_at_once(self):
        self.anna.profile_id.offers = 1
        offered, second = self.make_ticket(minutes=5), self.make_ticket()
        self.drain()
        self.assertEqual(offered.social_care_work_ids.state, "offered")
        self.assertEqual(self.desk.take_next()["ticket_id"], offered.id)
        self.assertEqual(self.desk.take_next()["ticket_id"], second.id)

    def test_next_of_a_mail_has_no_conversation(self):
        self.make_ticket()
        self.assertFalse(self.desk.take_next()["has_conversation"])

    def test_next_does_not_bring_back_what_one_let_go_a_moment_ago(self):
        ticket = self.make_ticket()
        now = fields.Datetime.now()
        for minutes, key in ((1, "message"), (-1, "ticket_id")):
            again = fields.Datetime.to_string(now + timedelta(minutes=minutes))
            ticket.social_care_work_ids.refused = {str(self.anna.id): again}
            self.assertIn(key, self.desk.take_next())

    def test_next_leaves_what_waits_for_another(self):
        bert = self.make_agent("bert")
        self.team.social_care_last_agent = "hold"
        ticket = self.make_ticket()
        ticket.social_care_work_ids.write(
            {
                "last_agent_id": bert.id,
                "held_until": fields.Datetime.now() + timedelta(minutes=5),
            }
        )
        self.assertIn("message", self.desk.take_next())


class TestShifts(AgentCase):
    """Working hours and leave say who is there."""

    def test_who_works_on_keeps_their_work_when_their_shift_ends(self):
        ticket = self.make_ticket()
        self.drain()
        self.accept(ticket)
        self.desk.start_overtime()
        self.anna.shift_changes_at = fields.Datetime.now()
        self.end_of_shift()
        self.drain()
        self.assertFalse(self.anna.on_shift)
        self.assertEqual(ticket.user_id, self.anna.user_id)

    def end_of_shift(self):
        """Working hours without an hour."""
        calendar = self.env["resource.calendar"].create({"name": "Never"})
        calendar.attendance_ids.unlink()
        employees = self.env["hr.employee"]
        own = employees.search([("user_id", "=", self.anna.user_id.id)])
        own.resource_calendar_id = calendar

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.employee = cls.env["hr.employee"].search(
            [("user_id", "=", cls.anna.user_id.id)]
        )
        cls.resource = cls.employee.resource_id

    def leave(self, start, hours):
        """:param start: hours from now"""
        since = fields.Datetime.now() + timedelta(hours=start)
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Dentist",
                "resource_id": self.resource.id,
                "company_id": self.company.id,
                "date_from": since,
                "date_to": since + timedelta(hours=hours),
                "calendar_id": self.calendar(set(range(7))).id,
            }
        )

    def calendar(self, days, first=0, last=24):
        calendar = self.env["resource.calendar"].create(
            {
                "name": "Round the clock",
                "tz": "UTC",
                "company_id": self.company.id,
                "attendance_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Day",
                            "dayofweek": str(day),
                            "hour_from": first,
                            "hour_to": last,
                            "day_period": "morning",
                        },
                    )
                    for day in days
                ],
            }
        )
        self.employee.resource_calendar_id = calendar
        return calendar

    def not_today(self):
        """Return days whose shifts do not begin soon, not even at 11 p.m."""
        today = fields.Datetime.now().weekday()
        return set(range(7)) - {today, (today + 1) % 7}

    def test_without_working_hours_people_are_there_when_they_say_so(self):
        self.anna._refresh_shifts()
        self.assertTrue(self.anna.on_shift)

    def test_who_is_not_on_shift_is_offered_nothing(self):
        self.calendar(self.not_today())
        self.make_ticket()
        self.assertFalse(self.drain())
        self.assertEqual(self.anna.absence, "off_shift")

    def test_who_is_on_leave_is_offered_nothing(self):
        self.leave(-1, 2)
        self.make_ticket()
        self.assertFalse(self.drain())
        self.assertEqual(self.anna.absence, "absent")

    def test_the_end_of_a_shift_is_known_before_it_comes(self):
        self.leave(1, 1)
        self.drain()
        self.assertTrue(self.anna.on_shift)
        expected = fields.Datetime.now() + timedelta(hours=1)
        self.assertAlmostEqual(
            self.anna.shift_changes_at, expected, delta=timedelta(minutes=1)
        )

    def test_leave_that_begins_sends_work_back(self):
        ticket = self.make_ticket()
        self.drain()
        self.accept(ticket)
        self.leave(-1, 2)
        self.drain()
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")
        self.assertFalse(ticket.user_id)

    def test_the_switch_says_when_the_calendar_disagrees(self):
        self.calendar(self.not_today())
        self.drain()
        desk = self.desk.get_desk()
        self.assertEqual(
            desk["disagreements"], ["You are available, but you are not on shift."]
        )
        self.assertTrue(desk["can_work_anyway"])

    def test_who_works_on_anyway_is_offered_work(self):
        self.calendar(self.not_today())
        ticket = self.make_ticket()
        self.assertFalse(self.drain())
        desk = self.desk.start_overtime()
        self.assertEqual((desk["disagreements"], desk["can_work_anyway"]), ([], False))
        self.drain()
        self.assertEqual(self.holder(ticket), self.anna)

    def test_working_on_ends_with_going_offline(self):
        self.calendar(self.not_today())
        self.desk.start_overtime()
        self.desk.set_state("offline")
        self.desk.set_state("available")
        self.make_ticket()
        self.assertFalse(self.drain())

    def test_whose_calendar_changes_is_looked_at_again(self):
        calendar = self.calendar(set(range(7)))
        self.drain()
        self.assertTrue(self.anna.on_shift)
        # Of all days: one could end in the middle of the test.
        calendar.attendance_ids.unlink()
        self.drain()
        self.assertFalse(self.anna.on_shift)
