# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care.tools.moments import parse_time

MARCH = datetime(2026, 3, 1, 8, 30)
SECONDS = 1772353800


class TestParseTime(BaseCase):
    """A moment is read in every way in which networks and tools write it."""

    def assert_read(self, expected, *written):
        for value in written:
            self.assertEqual(parse_time(value), expected, value)

    def test_iso(self):
        self.assert_read(
            MARCH,
            "2026-03-01T08:30:00Z",
            "2026-03-01t08:30:00z",
            "2026-03-01T10:30:00+02:00",
            "2026-03-01 10:30:00 +0200",
            "2026-03-01 08:30 UTC",
            "20260301T083000Z",
            " 2026-03-01T08:30 ",
        )
        self.assert_read(datetime(2026, 3, 1), "2026-03-01", "20260301", 20260301)

    def test_fractions_are_kept(self):
        self.assert_read(
            MARCH.replace(microsecond=123456),
            "2026-03-01T08:30:00.123456Z",
            "2026-03-01T08:30:00.123456789Z",
        )

    def test_a_leap_second(self):
        self.assert_read(datetime(2016, 12, 31, 23, 59, 59), "2016-12-31T23:59:60Z")

    def test_unix_time_in_any_unit(self):
        for unit in (1, 10**3, 10**6, 10**9):
            self.assert_read(MARCH, SECONDS * unit, str(SECONDS * unit))
        self.assert_read(MARCH.replace(microsecond=500000), SECONDS + 0.5)

    def test_mails_and_twitter(self):
        self.assert_read(
            MARCH,
            "Sun, 01 Mar 2026 08:30:00 GMT",
            "Sun, 1 Mar 2026 10:30:00 +0200",
            "Sun Mar 01 08:30:00 +0000 2026",
        )

    def test_the_ends_of_time(self):
        self.assert_read(datetime.max, "9999-12-31T23:59:59-12:00")
        self.assert_read(datetime.min, "0001-01-01T00:00:00+14:00", -9.9e10)

    def test_what_is_no_time(self):
        for value in (
            *("soon", "some day", "", "12", "2026-13-45", "10:00", "Monday", "x" * 999),
            *(None, True, [], {}, float("nan"), float("inf"), 10**30, 10**400),
        ):
            with self.assertRaises(ValueError, msg=value):
                parse_time(value)

    @given(st.datetimes(timezones=st.just(UTC)))
    def test_every_moment_in_iso(self, moment):
        self.assert_read(moment.replace(tzinfo=None), moment.isoformat())

    @given(st.text() | st.integers() | st.floats() | st.from_regex(r"[\d:+. T-]{8,30}"))
    def test_nothing_breaks_it(self, value):
        try:
            self.assertIsNone(parse_time(value).tzinfo)
        except ValueError:
            return
