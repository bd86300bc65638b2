# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from .shift_common import ShiftCase, at


class TestNoticed(ShiftCase):
    """What changes shifts is noticed with the next look at the queue, for those whom it
    concerns."""

    def setUp(self):
        super().setUp()
        self.calendar = self.work_by((9, 17))
        with self.when(at(0)):
            self.bert = self.make_agent("bert")
        self.drain_at(at(10))
        self.assertTrue(self.anna.on_shift)

    def concerned(self):
        self.env.flush_all()
        return self.env["social.care.shift.change"].search([]).agent_id

    def assert_noticed(self, is_on, agents=None):
        self.assertEqual(self.concerned(), agents or self.anna)
        self.drain_at(at(10, 1))
        self.assertEqual(self.anna.on_shift, is_on)
        self.assertFalse(self.concerned())

    def test_leave_that_is_entered_and_refused(self):
        leave = self.leave(at(9), at(12))
        self.assert_noticed(False)
        leave.unlink()
        self.assert_noticed(True)

    def test_leave_that_is_moved(self):
        leave = self.leave(at(14), at(15))
        self.assert_noticed(True)
        leave.date_from = at(9)
        self.assert_noticed(False)

    def test_leave_that_turns_out_to_be_anothers(self):
        leave = self.leave(at(9), at(12))
        self.assert_noticed(False)
        leave.resource_id = self.employee_of(self.bert).resource_id
        self.assert_noticed(True, self.anna | self.bert)

    def test_a_holiday_of_the_calendar(self):
        self.leave(at(0), at(24), resource_id=False, calendar_id=self.calendar.id)
        self.assert_noticed(False)

    def test_a_holiday_of_the_company(self):
        holiday = self.leave(at(0), at(24), resource_id=False)
        self.drain_at(at(10))
        holiday.company_id = self.company
        self.assertEqual(self.concerned() & self.of_company(), self.of_company())
        self.drain_at(at(10, 1))
        self.assertFalse(self.anna.on_shift)

    def of_company(self):
        return self.anna | self.bert

    def test_hours_of_the_calendar(self):
        self.calendar.attendance_ids.hour_from = 11
        self.assert_noticed(False)
        self.calendar.attendance_ids[0].copy({"hour_from": 9, "hour_to": 10.5})
        self.calendar.attendance_ids.unlink()
        self.assert_noticed(False)

    def test_flexible_hours(self):
        self.calendar.attendance_ids.hour_from = 11
        self.assert_noticed(False)
        self.calendar.flexible_hours = True
        self.assert_noticed(True)

    def test_the_time_zone_of_the_employee(self):
        self.employee.tz = "Asia/Tokyo"
        self.assert_noticed(False)

    def test_the_time_zone_of_the_resource(self):
        self.resource.tz = "Asia/Tokyo"
        self.assert_noticed(False)

    def test_the_time_zone_of_the_calendar(self):
        self.calendar.tz = "Asia/Tokyo"
        self.assertEqual(self.concerned(), self.anna)

    def test_another_calendar_of_the_employee(self):
        self.employee.resource_calendar_id = self.make_calendar((18, 20))
        self.assert_noticed(False)

    def test_another_calendar_of_the_resource(self):
        self.resource.calendar_id = self.make_calendar((18, 20))
        self.assert_noticed(False)

    def test_a_new_version(self):
        self.employee.version_id.date_version = at(0, days=-9).date()
        self.drain_at(at(10))
        evening = self.make_calendar((18, 20))
        self.employee.create_version(
            {"date_version": at(0).date(), "resource_calendar_id": evening.id}
        )
        self.assert_noticed(False)

    def test_the_end_of_a_contract(self):
        self.employee.version_id.write(
            {
                "contract_date_start": at(0, days=-9).date(),
                "contract_date_end": at(0, days=-1).date(),
            }
        )
        self.assert_noticed(False)

    def test_an_employee_that_is_archived(self):
        self.employee.active = False
        self.assert_noticed(False)

    def test_an_employee_that_is_somebody_else(self):
        self.employee_of(self.bert).user_id = False
        self.drain_at(at(10))
        self.calendar.attendance_ids.hour_from = 11
        self.employee.user_id = self.bert.user_id
        self.assert_noticed(True, self.anna | self.bert)
        self.assertFalse(self.bert.on_shift)

    def test_the_main_company_of_a_person(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.calendar.attendance_ids.hour_from = 11
        self.drain_at(at(10))
        user = self.anna.user_id
        user.write({"company_ids": [(4, other.id)], "company_id": other.id})
        self.assert_noticed(True)

    def test_what_decides_nothing_is_no_change(self):
        self.calendar.name = "Others"
        self.employee.job_title = "Agent"
        self.anna.user_id.signature = "Anna"
        self.assertFalse(self.concerned())

    def test_nobody_else_is_looked_at(self):
        self.leave(at(9), at(12))
        looked_at = []
        whole = type(self.anna)._refresh_shifts

        def refresh(agents):
            looked_at.extend(agents)
            return whole(agents)

        with patch.object(type(self.anna), "_refresh_shifts", refresh):
            self.drain_at(at(10, 1))
        self.assertEqual(looked_at, [self.anna])

    def test_a_change_writes_no_agent(self):
        """Else whoever enters leave for minutes would hold up the queue."""
        writes = []
        whole = type(self.anna).write

        def write(agents, vals):
            writes.append(agents)
            return whole(agents, vals)

        with patch.object(type(self.anna), "write", write):
            self.leave(at(9), at(12))
            self.calendar.attendance_ids.hour_from = 11
            self.employee.tz = "Asia/Tokyo"
            self.env.flush_all()
        self.assertFalse(writes)

    def test_who_is_deleted_meanwhile_is_nobody(self):
        self.leave(at(9), at(12))
        self.anna.unlink()
        self.assertFalse(self.concerned())
        self.employee.unlink()
        self.drain_at(at(10, 1))
