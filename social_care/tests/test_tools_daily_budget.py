# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import date, datetime, timedelta
from zoneinfo import available_timezones

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care.tools.daily_budget import get_day, get_next_day

PACIFIC = "America/Los_Angeles"
zones = st.sampled_from(sorted(available_timezones() - {"localtime", "Factory"}))
times = st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1))


class TestDay(BaseCase):
    """C13: a day is the network's, whatever ours is."""

    def test_youtube_begins_its_day_at_midnight_pacific_time(self):
        winter = datetime(2026, 1, 15, 7, 59)
        self.assertEqual(get_day(PACIFIC, winter), date(2026, 1, 14))
        self.assertEqual(get_next_day(PACIFIC, winter), datetime(2026, 1, 15, 8))
        summer = datetime(2026, 7, 15, 7, 1)
        self.assertEqual(get_day(PACIFIC, summer), date(2026, 7, 15))
        self.assertEqual(get_next_day(PACIFIC, summer), datetime(2026, 7, 16, 7))

    def test_utc(self):
        night = datetime(2026, 12, 31, 23, 59, 59)
        self.assertEqual(get_day("UTC", night), date(2026, 12, 31))
        self.assertEqual(get_next_day("UTC", night), datetime(2027, 1, 1))

    def test_days_when_clocks_change(self):
        spring = datetime(2026, 3, 8, 12)
        self.assertEqual(get_next_day(PACIFIC, spring), datetime(2026, 3, 9, 7))
        autumn = datetime(2026, 11, 1, 12)
        self.assertEqual(get_next_day(PACIFIC, autumn), datetime(2026, 11, 2, 8))

    def test_a_day_that_has_no_midnight(self):
        """Clocks in Lebanon go forward at midnight."""
        before = datetime(2022, 3, 26, 12)
        until = get_next_day("Asia/Beirut", before)
        self.assertEqual(until, datetime(2022, 3, 26, 22))
        self.assertEqual(get_day("Asia/Beirut", until), date(2022, 3, 27))

    @given(zones, times)
    def test_the_next_day_is_near_and_another_one(self, zone, now):
        until = get_next_day(zone, now)
        self.assertLess(now, until)
        self.assertLessEqual(until - now, timedelta(hours=50))
        self.assertGreater(get_day(zone, until), get_day(zone, now))
