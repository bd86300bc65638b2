# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from odoo.addons.social_care_routing.models.social_care_routing_drain import KEY
from odoo.addons.social_care_routing.tests.routing_common import RoutingCase

FEW, MANY = 3, 12


class TestAttendance(RoutingCase):
    """Where the company wants it, only who is checked in takes work."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.social_care_requires_check_in = True
        cls.anna = cls.make_agent("anna")
        cls.marek = cls.make_agent("marek")

    def employee(self, agent):
        return self.env["hr.employee"].search([("user_id", "=", agent.user_id.id)])

    def check_in(self, agent, hours=1):
        since = fields.Datetime.now() - timedelta(hours=hours)
        employee = self.employee(agent)
        attendances = self.env["hr.attendance"]
        return attendances.create({"employee_id": employee.id, "check_in": since})

    def check_out(self, attendance):
        attendance.check_out = fields.Datetime.now()

    def words(self, agent):
        return self.as_user("social.care.agent", agent).get_desk()["disagreements"]

    def looks(self, act):
        """Whether the queue looks again because of it."""
        data = self.env.cr.postcommit.data
        data.pop(KEY, None)
        act()
        return KEY in data

    # -- who is offered work ---------------------------------------------------

    def test_only_who_is_checked_in_is_offered_work(self):
        self.check_in(self.marek)
        ticket = self.make_ticket()
        self.drain()
        self.assertEqual(self.holder(ticket), self.marek)
        self.assertEqual(
            (self.anna | self.marek)._get_absences(), {self.anna.id: "not_checked_in"}
        )

    def test_whoever_checks_in_is_offered_what_waits(self):
        ticket = self.make_ticket()
        self.assertFalse(self.drain())
        self.assertTrue(self.looks(lambda: self.check_in(self.anna)))
        self.drain()
        self.assertEqual(self.holder(ticket), self.anna)

    def test_what_somebody_says_themselves_comes_first(self):
        self.anna._set_state("away")
        self.assertEqual(self.anna._get_absences(), {self.anna.id: "away"})

    def test_a_company_that_does_not_want_it_asks_nobody_to_check_in(self):
        self.company.social_care_requires_check_in = False
        ticket = self.make_ticket()
        self.drain()
        self.assertTrue(self.holder(ticket))
        self.assertFalse(self.words(self.anna))

    def test_when_the_company_wants_it_no_more_the_queue_looks_again(self):
        company = self.company
        self.assertTrue(
            self.looks(lambda: company.write({"social_care_requires_check_in": False}))
        )

    def test_who_is_no_employee_need_not_check_in(self):
        self.employee(self.anna).user_id = False
        ticket = self.make_ticket()
        self.drain()
        self.assertEqual(self.holder(ticket), self.anna)

    def test_an_employee_of_another_company_checks_in_there(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.employee(self.anna).company_id = other
        self.assertNotIn(self.anna.id, self.anna._get_absences())

    # -- checking out ----------------------------------------------------------

    def test_checking_out_sends_an_offer_on(self):
        inside = self.check_in(self.anna)
        ticket = self.make_ticket()
        self.drain()
        self.assertEqual(self.holder(ticket), self.anna)
        self.check_in(self.marek)
        self.check_out(inside)
        self.assertEqual(ticket.social_care_work_ids.state, "waiting")
        self.drain()
        self.assertEqual(self.holder(ticket), self.marek)

    def test_checking_out_sends_back_what_was_not_begun(self):
        inside = self.check_in(self.anna)
        begun, fresh = self.make_ticket(minutes=9), self.make_ticket(minutes=5)
        self.drain()
        self.accept(begun)
        self.accept(fresh)
        begun.with_user(self.anna.user_id).message_post(
            body="I ask the warehouse",
            message_type="comment",
            subtype_xmlid="mail.mt_note",
        )
        self.check_out(inside)
        self.assertEqual(begun.user_id, self.anna.user_id)
        self.assertFalse(fresh.user_id)
        self.assertEqual(fresh.social_care_work_ids.state, "waiting")

    def test_an_attendance_that_is_taken_away_was_none(self):
        inside = self.check_in(self.anna)
        self.assertFalse(self.anna._get_absences())
        self.assertTrue(self.looks(inside.unlink))
        self.assertEqual(self.anna._get_absences(), {self.anna.id: "not_checked_in"})

    def test_a_remark_on_an_attendance_is_nothing_to_the_queue(self):
        inside = self.check_in(self.anna)
        self.assertFalse(self.looks(lambda: inside.write({"out_mode": "manual"})))

    # -- words -----------------------------------------------------------------

    def test_who_forgot_to_check_in_is_told(self):
        words = "You are available, but not checked in."
        self.assertEqual(self.words(self.anna), [words])

    def test_who_checked_out_and_stays_available_is_told(self):
        self.check_out(self.check_in(self.anna))
        words = "You are checked out, but marked available."
        self.assertEqual(self.words(self.anna), [words])

    def test_who_checked_in_and_stays_offline_is_told(self):
        self.check_in(self.anna)
        self.anna._set_state("offline")
        words = "You are checked in, but marked offline."
        self.assertEqual(self.words(self.anna), [words])

    def test_where_both_agree_nobody_is_told_anything(self):
        self.check_in(self.anna)
        self.assertFalse(self.words(self.anna))
        self.marek._set_state("offline")
        self.assertFalse(self.words(self.marek))

    def test_a_ticket_says_who_would_have_to_check_in(self):
        ticket = self.make_ticket()
        story = ticket.with_user(self.supervisor).social_care_get_routing_story()
        anna = next(who for who in story["agents"] if who["id"] == self.anna.id)
        self.assertFalse(anna["can"])
        reason = {
            "code": "not_checked_in",
            "words": "Not checked in",
            "change": "They check in.",
        }
        self.assertEqual(anna["reasons"], [reason])

    # -- cost ------------------------------------------------------------------

    def test_it_costs_no_query_for_each_person(self):
        agents = self.env["social.care.agent"]
        for n in range(MANY):
            agents |= self.make_agent(f"many{n}")

        def cost(some):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            some._get_absences()
            return self.env.cr.sql_log_count - before

        self.assertEqual(cost(agents), cost(agents[:FEW]))
