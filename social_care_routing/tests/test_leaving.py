# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import fields

from .routing_common import RoutingCase


class TestLeaving(RoutingCase):
    """Nobody waits for who has left, whichever way they went."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")
        cls.ticket = cls.make_ticket()
        cls.work = cls.ticket.social_care_work_ids

    def begin(self):
        self.drain()
        self.accept(self.ticket)

    def assert_waits(self):
        self.assertEqual(self.work.state, "waiting")
        self.assertFalse(self.ticket.user_id)

    def test_work_and_offers_of_who_leaves_the_team_go_back(self):
        self.begin()
        offered = self.make_ticket()
        self.drain()
        self.assertEqual(self.holder(offered), self.anna)
        self.team.user_ids -= self.anna.user_id
        self.assert_waits()
        self.assertEqual(offered.social_care_work_ids.state, "waiting")
        self.assertFalse(self.drain())

    def test_offers_of_who_leaves_the_company_go_back(self):
        self.drain()
        other = self.env["res.company"].create({"name": "Other"})
        self.anna.user_id.write(
            {"company_ids": [(6, 0, other.ids)], "company_id": other.id}
        )
        self.assert_waits()

    def test_that_somebody_lost_their_work_is_on_record(self):
        self.begin()
        self.team.user_ids -= self.anna.user_id
        decisions = self.work.decision_ids.filtered("given_back_at")
        self.assertEqual(decisions.agent_id, self.anna)

    def test_work_of_who_cannot_log_in_any_more_goes_back(self):
        self.begin()
        self.anna.user_id.active = False
        self.assert_waits()

    def test_who_cannot_log_in_is_given_nothing(self):
        self.team.social_care_routing_mode = "assign"
        self.anna.user_id.active = False
        self.drain()
        self.assert_waits()

    def test_work_of_a_person_who_was_archived_goes_back(self):
        self.begin()
        self.anna.active = False
        self.assert_waits()

    def test_an_offer_to_who_was_deleted_goes_to_the_next(self):
        self.drain()
        self.anna.unlink()
        self.assert_waits()
        bert = self.make_agent("bert")
        self.drain()
        self.assertEqual(self.holder(self.ticket), bert)

    def test_an_offer_to_nobody_does_not_stop_the_queue(self):
        """The database alone knows that this person is gone."""
        self.drain()
        late = fields.Datetime.now() - timedelta(seconds=1)
        self.work.write({"agent_id": False, "offer_until": late})
        self.drain()
        self.assertEqual(self.holder(self.ticket), self.anna)

    def test_work_goes_back_with_the_person_that_had_it(self):
        self.begin()
        user = self.anna.user_id
        self.employee().unlink()
        user.unlink()
        self.env.invalidate_all()
        self.assert_waits()

    def test_work_goes_back_when_overtime_ends(self):
        self.anna.absence = "off_shift"
        self.as_user("social.care.agent", self.anna).start_overtime()
        self.assertLessEqual(self.anna.shift_changes_at, self.anna.overtime_until)
        self.begin()
        past = fields.Datetime.now() - timedelta(minutes=1)
        self.anna.write(
            {
                "absence": "off_shift",
                "overtime_until": past,
                "shift_changes_at": past,
            }
        )
        self.make_employee_absent()
        self.drain()
        self.assert_waits()
        self.assertFalse(self.anna.overtime_until)

    def employee(self):
        user = self.anna.user_id
        return self.env["hr.employee"].search([("user_id", "=", user.id)])

    def make_employee_absent(self):
        """Working hours without an hour."""
        calendar = self.env["resource.calendar"].create(
            {"name": "Never", "company_id": self.company.id, "attendance_ids": False}
        )
        calendar.attendance_ids.unlink()
        self.employee().resource_calendar_id = calendar

    def test_a_reopened_ticket_of_who_is_not_there_waits_for_others(self):
        self.begin()
        self.ticket.stage_id = self.stage_closed
        self.anna._set_state("offline")
        self.ticket.stage_id = self.stage_new
        self.assert_waits()

    def test_time_in_which_a_ticket_was_closed_is_no_work(self):
        self.begin()
        self.work.accepted_at = fields.Datetime.now() - timedelta(hours=5)
        self.ticket.stage_id = self.stage_closed
        self.ticket.stage_id = self.stage_new
        self.ticket.stage_id = self.stage_closed
        self.assertAlmostEqual(self.work.handle_seconds, 5 * 3600, delta=60)


class TestLost(RoutingCase):
    """What no event told of, the sweep finds."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.anna = cls.make_agent("anna")
        cls.bert = cls.make_agent("bert")
        cls.ticket = cls.make_ticket(user_id=cls.anna.user_id.id)
        cls.work = cls.ticket.social_care_work_ids

    def spoil(self, table, record):
        """Archived by the database alone."""
        self.env.flush_all()
        self.env.cr.execute(
            f"UPDATE {table} SET active = FALSE WHERE id = %s", [record.id]
        )
        self.env.invalidate_all()

    def test_work_of_who_was_archived_unseen_waits_again(self):
        self.spoil("res_users", self.anna.user_id)
        self.env["social.care.routing.drain"]._cron_sweep()
        self.assertFalse(self.ticket.user_id)
        self.assertEqual(self.work.state, "waiting")

    def test_work_of_others_stays_theirs(self):
        other = self.make_ticket(user_id=self.bert.user_id.id)
        self.spoil("res_users", self.anna.user_id)
        self.env["social.care.routing.drain"]._cron_sweep()
        self.assertEqual(other.user_id, self.bert.user_id)

    def test_work_of_a_team_that_was_archived_unseen_waits_without_one(self):
        self.ticket.user_id = False
        self.spoil("helpdesk_ticket_team", self.team)
        self.env["social.care.routing.drain"]._cron_sweep()
        self.assertFalse(self.ticket.team_id)
        self.assertEqual(self.work.state, "waiting")

    def test_what_is_in_order_is_not_touched(self):
        before = self.ticket.write_date
        self.env["social.care.routing.drain"]._cron_sweep()
        self.assertEqual(self.ticket.write_date, before)


class TestJoining(RoutingCase):
    def test_who_joins_a_team_by_their_own_form_takes_its_work(self):
        user = self.make_user("carl")
        user.helpdesk_team_ids = self.team
        agents = self.env["social.care.agent"].search([("user_id", "=", user.id)])
        self.assertEqual(len(agents), 1)

    def test_whoever_moves_to_another_company_is_seen_there(self):
        anna = self.make_agent("anna")
        other = self.env["res.company"].create({"name": "Other"})
        anna.user_id.write({"company_ids": [(4, other.id)], "company_id": other.id})
        self.assertEqual(anna.company_id, other)

    def test_who_takes_no_work_here_is_told_so(self):
        user = self.make_user("nobody")
        taken = self.env["social.care.agent"].with_user(user).take_next()
        self.assertIn("not in a team", taken["message"])
