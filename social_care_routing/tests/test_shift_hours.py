# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date, datetime, timedelta

from odoo import Command

from .shift_common import ShiftCase, at


class TestNight(ShiftCase):
    """Midnight is no end of a shift that goes on."""

    def assert_works_through(self, moment):
        """Around midnight, to the second."""
        for seconds in (-61, -60, -1, 0, 1, 60):
            now = moment + timedelta(seconds=seconds)
            self.assertTrue(self.is_on_shift(now), now)
            self.assertGreater(self.anna.shift_changes_at, moment + timedelta(hours=5))

    def test_a_shift_that_is_stored_until_24_goes_on(self):
        self.work_by((22, 24), (0, 6), tz="Europe/Brussels")
        self.assert_works_through(at(23))

    def test_a_shift_that_is_stored_until_23_59_goes_on(self):
        self.work_by((22, 23 + 59 / 60), (0, 6), tz="Europe/Brussels")
        self.assert_works_through(at(23))

    def test_who_works_around_the_clock_is_always_there(self):
        self.work_by((0, 24), tz="Europe/Brussels")
        self.assert_works_through(at(23))

    def test_two_parts_of_a_day_that_touch_are_one(self):
        self.work_by((8, 12), (12, 17))
        self.assertTrue(self.is_on_shift(at(9)))
        self.assertEqual(self.anna.shift_changes_at, at(17))

    def test_work_is_kept_at_midnight(self):
        self.work_by((22, 24), (0, 6), tz="Europe/Brussels")
        self.drain_at(at(22))
        ticket = self.own(at(22, 30))
        for second in (58, 59):
            self.drain_at(at(22, 59, second))
        self.drain_at(at(23))
        self.assertEqual(ticket.user_id, self.anna.user_id)

    def test_two_weeks_that_differ_meet_at_midnight(self):
        rows = [
            Command.create(
                {
                    "name": "Night",
                    "dayofweek": day,
                    "week_type": week,
                    "hour_from": begins,
                    "hour_to": ends,
                }
            )
            for week, day, begins, ends in (
                ("0", "6", 20, 24),
                ("1", "0", 0, 6),
                ("1", "6", 20, 24),
                ("0", "0", 0, 6),
            )
        ]
        calendar = self.work_by(two_weeks_calendar=True)
        calendar.attendance_ids = rows
        for sunday in (3, 10):
            self.assert_works_through(at(24, days=sunday))
        self.assertFalse(self.is_on_shift(at(12)))

    def test_the_clocks_change_in_the_middle_of_a_night(self):
        self.work_by((22, 24), (0, 6), tz="Europe/Brussels")
        for sunday, hours in ((date(2026, 10, 25), 9), (date(2026, 3, 29), 7)):
            begins = datetime.combine(sunday, datetime.min.time())
            summer = 1 + (sunday.month == 10)
            begins -= timedelta(hours=2 + summer)
            ends = begins + timedelta(hours=hours)
            self.assertFalse(self.is_on_shift(begins - timedelta(seconds=1)))
            for hour in range(hours):
                self.assertTrue(self.is_on_shift(begins + timedelta(hours=hour)))
                self.assertEqual(self.anna.shift_changes_at, ends)
            self.assertFalse(self.is_on_shift(ends))

    def test_midnight_itself_is_left_out_by_the_clocks(self):
        """In Beirut the clock went from 23:59 to 1:00."""
        self.work_by((0, 24), tz="Asia/Beirut")
        self.assert_works_through(datetime(2026, 3, 28, 22))

    def test_a_shift_ends_at_midnight_not_before(self):
        self.work_by((16, 24))
        self.assertTrue(self.is_on_shift(at(23, 59, 59)))
        self.assertEqual(self.anna.shift_changes_at, at(24))
        self.assertFalse(self.is_on_shift(at(24)))

    def test_leave_of_two_days_has_no_second_of_work_between(self):
        self.work_by((0, 24))
        for day in (0, 1):
            self.leave(at(0, days=day), at(23, 59, 59, days=day))
        for second in range(58, 63):
            self.assertFalse(self.is_on_shift(at(23, 59, second)))
            self.assertEqual(self.anna.absence, "absent")


class TestWhoseHours(ShiftCase):
    """Which calendar holds for whom, and when."""

    def test_who_is_flexible_is_there_when_they_say_so(self):
        self.work_by(schedule_type="flexible", hours_per_day=8)
        for hour in (3, 12, 22):
            self.assertTrue(self.is_on_shift(at(hour)))

    def test_flexible_people_have_leave(self):
        self.work_by(schedule_type="flexible", hours_per_day=8)
        self.leave(at(8), at(17))
        self.assertFalse(self.is_on_shift(at(12)))
        self.assertEqual(self.anna.absence, "absent")

    def test_people_without_a_calendar_have_leave(self):
        self.assertTrue(self.is_on_shift(at(12)))
        self.leave(at(8), at(17))
        self.assertFalse(self.is_on_shift(at(12)))
        self.assertEqual(self.anna.absence, "absent")

    def test_people_without_a_calendar_have_the_holidays_of_their_company(self):
        self.company.resource_calendar_id = self.make_calendar((9, 17))
        calendar = self.company.resource_calendar_id
        self.leave(at(0), at(24), resource_id=False, calendar_id=calendar.id)
        self.assertFalse(self.is_on_shift(at(12)))

    def test_a_holiday_of_another_company_is_nothing_to_them(self):
        other = self.env["res.company"].create({"name": "Other"})
        holiday = self.leave(at(0), at(24), resource_id=False)
        holiday.company_id = other
        self.assertTrue(self.is_on_shift(at(12)))

    def test_a_holiday_of_another_calendar_is_nothing_to_them(self):
        self.work_by((9, 17))
        other = self.make_calendar((9, 17))
        self.leave(at(0), at(24), resource_id=False, calendar_id=other.id)
        self.assertTrue(self.is_on_shift(at(12)))

    def test_leave_counts_whatever_calendar_it_was_entered_for(self):
        self.work_by((9, 17))
        self.leave(at(0), at(24))
        self.work_by((9, 18))
        self.assertFalse(self.is_on_shift(at(12)))

    def test_who_is_archived_as_employee_is_not_on_shift(self):
        self.employee.active = False
        self.assertFalse(self.is_on_shift(at(12)))
        self.assertEqual(self.anna.absence, "off_shift")

    def test_who_is_no_employee_is_there_when_they_say_so(self):
        self.employee.user_id = False
        self.assertTrue(self.is_on_shift(at(3)))

    def test_a_new_version_holds_from_its_day_on(self):
        self.work_by((9, 17))
        evening = self.make_calendar((16, 22))
        self.employee.create_version(
            {
                "date_version": at(0, days=1).date(),
                "resource_calendar_id": evening.id,
            }
        )
        self.assertTrue(self.is_on_shift(at(10)))
        self.assertFalse(self.is_on_shift(at(18)))
        self.assertEqual(self.anna.shift_changes_at, at(16, days=1))
        self.assertFalse(self.is_on_shift(at(10, days=1)))
        self.assertTrue(self.is_on_shift(at(18, days=1)))

    def test_two_versions_of_one_contract_do_not_add_up(self):
        self.work_by((9, 17))
        self.employee.version_id.contract_date_start = at(0, days=-30).date()
        evening = self.make_calendar((16, 22))
        self.employee.create_version(
            {"date_version": at(0).date(), "resource_calendar_id": evening.id}
        )
        self.assertFalse(self.is_on_shift(at(10)))
        self.assertTrue(self.is_on_shift(at(18)))

    def test_a_contract_that_has_ended_has_no_hours(self):
        self.work_by((9, 17))
        self.employee.version_id.write(
            {
                "contract_date_start": at(0, days=-30).date(),
                "contract_date_end": at(0).date(),
            }
        )
        self.assertTrue(self.is_on_shift(at(16, 59)))
        self.assertFalse(self.is_on_shift(at(12, days=1)))

    def test_the_last_day_of_a_contract_is_that_of_the_employee(self):
        self.work_by((0, 24), tz="America/New_York")
        self.employee.version_id.write(
            {
                "contract_date_start": at(0, days=-30).date(),
                "contract_date_end": at(0).date(),
            }
        )
        self.assertTrue(self.is_on_shift(at(4, 59, days=1)))
        self.assertFalse(self.is_on_shift(at(5, days=1)))

    def test_the_hours_are_those_of_the_persons_time_zone(self):
        self.work_by((9, 17))
        self.resource.tz = "Asia/Tokyo"
        self.assertTrue(self.is_on_shift(at(1)))
        self.assertFalse(self.is_on_shift(at(9)))
