# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from .sla_common import FRIDAY, MONDAY, NEXT_MONDAY, TUESDAY, at
from .test_sla_changes import ChangeCase


class TestHoursChanged(ChangeCase):
    """Holidays and working hours move what runs."""

    def setUp(self):
        super().setUp()
        self.make_sla("resolution", hours=2)
        self.subject = self.ticket(at(MONDAY, 10))
        self.own = self.subject.ticket_sla_ids

    def test_a_holiday_today_and_tomorrow(self):
        wednesday = at(TUESDAY, 24)
        self.change(at(MONDAY, 11), lambda: self.holiday(MONDAY, wednesday))
        self.assertTarget(self.own, "in_progress", at(wednesday, 11))

    def test_a_holiday_that_is_none_after_all(self):
        holiday = self.holiday(MONDAY, at(TUESDAY, 0))
        self.change(at(MONDAY, 11), holiday.unlink)
        self.assertTarget(self.own, "in_progress", at(MONDAY, 12))

    def test_a_holiday_of_the_whole_company(self):
        def act():
            self.holiday(MONDAY, TUESDAY, calendar_id=False)

        self.change(at(MONDAY, 11), act)
        self.assertTarget(self.own, "in_progress", at(TUESDAY, 11))

    def test_a_holiday_of_another_company_is_nothing_to_it(self):
        other = self.env["res.company"].create({"name": "Other"})
        holiday = self.holiday(MONDAY, TUESDAY, calendar_id=False)
        self.change(at(MONDAY, 11), lambda: holiday.write({"company_id": other.id}))
        self.assertTarget(self.own, "in_progress", at(MONDAY, 12))

    def test_the_leave_of_one_person_moves_nothing(self):
        resource = self.env["resource.resource"].create({"name": "Anna"})

        def act():
            self.holiday(MONDAY, TUESDAY, resource_id=resource.id)

        self.assertFalse(self.change(at(MONDAY, 11), act))

    def test_other_hours(self):
        monday = self.calendar.attendance_ids.filtered(lambda a: a.dayofweek == "0")
        self.change(at(MONDAY, 10, 30), lambda: monday.write({"hour_to": 11}))
        self.assertTarget(self.own, "in_progress", at(TUESDAY, 10))

    def test_another_time_zone(self):
        self.change(at(MONDAY, 11), lambda: self.calendar.write({"tz": "Etc/GMT+2"}))
        self.assertTarget(self.own, "in_progress", at(MONDAY, 13))

    def test_another_calendar_of_the_team_keeps_what_was_used(self):
        evening = self.evening.resource_calendar_id
        self.change(
            at(MONDAY, 11), lambda: self.team.write({"resource_calendar_id": evening})
        )
        self.assertAlmostEqual(self.own.consumed_time, 1)
        self.assertTarget(self.own, "in_progress", at(MONDAY, 19))

    def test_another_calendar_of_the_company_too(self):
        company = self.env.company
        company.resource_calendar_id = self.calendar
        none = self.make_team("None", resource_calendar_id=False)
        subject = self.ticket(at(MONDAY, 10), team_id=none.id)
        evening = self.evening.resource_calendar_id
        self.change(
            at(MONDAY, 11), lambda: company.write({"resource_calendar_id": evening})
        )
        self.assertTarget(subject.ticket_sla_ids, "in_progress", at(MONDAY, 19))
        self.assertTarget(self.own, "in_progress", at(MONDAY, 12))

    def test_no_calendar_any_more(self):
        self.env.company.resource_calendar_id = False
        self.change(
            at(MONDAY, 11), lambda: self.team.write({"resource_calendar_id": False})
        )
        self.assertTarget(self.own, "in_progress", at(MONDAY, 12))
        self.assertAlmostEqual(self.own.consumed_time, 1)

    def test_those_of_other_teams_stay_as_they_were(self):
        other = self.ticket(at(MONDAY, 10), team_id=self.evening.id)
        before = other.ticket_sla_ids.deadline
        self.change(at(MONDAY, 11), lambda: self.holiday(MONDAY, at(TUESDAY, 24)))
        self.assertEqual(other.ticket_sla_ids.deadline, before)


class TestFlexible(ChangeCase):
    """A team whose calendar is flexible works its hours of each day around noon."""

    def test_a_deadline_is_the_same_whenever_it_is_planned(self):
        self.calendar.write(
            {
                "schedule_type": "flexible",
                "hours_per_day": 8,
                "full_time_required_hours": 40,
            }
        )
        sla = self.make_sla("resolution", hours=10)
        for hour in (0, 3, 8):
            own = self.target_of(self.ticket(at(MONDAY, hour)), sla)
            self.assertTarget(own, "in_progress", at(TUESDAY, 10))
        own = self.target_of(self.ticket(at(FRIDAY, 12)), sla)
        self.assertTarget(own, "in_progress", at(NEXT_MONDAY, 14))

    def test_a_flexible_calendar_without_hours_has_no_deadline(self):
        self.calendar.write(
            {
                "schedule_type": "flexible",
                "hours_per_day": 0,
                "full_time_required_hours": 0,
            }
        )
        self.make_sla("resolution", days=1, hours=1)
        own = self.ticket(at(MONDAY, 10)).ticket_sla_ids
        self.assertTarget(own, "in_progress")
        self.assertFalse(own.deadline)


class TestLastSecond(ChangeCase):
    """Odoo fails to read a day that ends at 23:59:59."""

    def setUp(self):
        super().setUp()
        self.monday, self.tuesday = self.calendar.attendance_ids[:2]
        self.entered = 23 + 59 / 60 + 59 / 3600
        self.monday.hour_to = self.entered

    def test_a_day_until_the_last_second_counts_until_midnight(self):
        self.make_sla("resolution", hours=1)
        own = self.ticket(at(MONDAY, 23, 30)).ticket_sla_ids
        self.assertTarget(own, "in_progress", at(TUESDAY, 9, 30))

    def test_a_night_shift_loses_no_second(self):
        self.tuesday.hour_from = 0
        self.make_sla("resolution", hours=1)
        own = self.ticket(at(MONDAY, 23, 30)).ticket_sla_ids
        self.assertTarget(own, "in_progress", at(TUESDAY, 0, 30))

    def test_the_calendar_stays_as_it_was_entered(self):
        self.make_sla("resolution", hours=1)
        self.ticket(at(MONDAY, 23, 30))
        self.assertAlmostEqual(self.monday.hour_to, self.entered)
        self.env.invalidate_all()
        self.assertAlmostEqual(self.monday.hour_to, self.entered)

    def test_past_deadlines_are_read_alike(self):
        """A target that is overdrawn is planned backwards by Odoo itself."""
        self.make_sla("resolution", hours=1)
        own = self.ticket(at(MONDAY, 23, 30)).ticket_sla_ids
        own.consumed_time = 2
        self.assertTarget(own, "in_progress", at(MONDAY, 22, 30))
