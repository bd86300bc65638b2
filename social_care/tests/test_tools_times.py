# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import example, given
from hypothesis import strategies as st

from odoo import fields
from odoo.tests import BaseCase

from odoo.addons.social_care.tools.times import (
    EARLIEST,
    TRUSTED,
    reckon,
    subtract_days,
    to_utc,
    utc_now,
)

NOON = datetime(2026, 3, 1, 12)
ZONES = st.integers(-12 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))
any_claim = st.datetimes(timezones=st.none() | ZONES)
any_received = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1))


class TestToUtc(BaseCase):
    """A moment with a zone becomes naive UTC, wherever in the calendar it lies."""

    def test_a_time_with_a_zone_is_moved(self):
        zone = timezone(timedelta(hours=2))
        self.assertEqual(to_utc(datetime(2026, 3, 1, 14, tzinfo=zone)), NOON)

    def test_a_time_without_a_zone_is_utc(self):
        self.assertEqual(to_utc(NOON), NOON)

    def test_the_last_evening_of_the_calendar_west_of_us_is_its_end(self):
        zone = timezone(timedelta(hours=-12))
        last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=zone)
        self.assertEqual(to_utc(last), datetime.max)

    def test_the_first_morning_of_the_calendar_east_of_us_is_its_beginning(self):
        zone = timezone(timedelta(hours=14))
        self.assertEqual(to_utc(datetime(1, 1, 1, tzinfo=zone)), datetime.min)

    @given(any_claim)
    def test_no_moment_is_too_much(self, claim):
        self.assertIsNone(to_utc(claim).tzinfo)


class TestReckon(BaseCase):
    """A sender's clock is shown and never trusted."""

    def test_an_ordinary_time_is_taken_as_it_is(self):
        said = NOON - timedelta(minutes=3)
        self.assertEqual(reckon(said, NOON), (said, said, ""))

    def test_the_future_is_the_moment_in_which_we_received_it(self):
        claim = datetime(2031, 1, 1)
        self.assertEqual(reckon(claim, NOON), (NOON, NOON, "2031-01-01 00:00:00"))

    def test_a_local_time_without_its_zone_is_no_later_than_now(self):
        for hours in (1, 2, 14):
            reckoned = reckon(NOON + timedelta(hours=hours), NOON)
            self.assertEqual(reckoned[:2], (NOON, NOON), hours)
            self.assertTrue(reckoned.claimed)

    def test_what_waited_for_days_counts_from_when_it_was_said(self):
        said = NOON - timedelta(days=6, hours=23)
        self.assertEqual(reckon(said, NOON).effective, said)

    def test_what_claims_to_be_older_is_shown_so_and_counts_from_now(self):
        for claim in (NOON - timedelta(days=7, seconds=1), datetime(1970, 1, 1)):
            self.assertEqual(reckon(claim, NOON), (claim, NOON, ""))

    def test_a_year_that_no_screen_shows_is_kept_as_text(self):
        reckoned = reckon(datetime.min, NOON)
        self.assertEqual(reckoned.shown, datetime(1970, 1, 1))
        self.assertEqual(reckoned.claimed, "0001-01-01 00:00:00")

    def test_the_year_9999_is_kept_as_text(self):
        claim = datetime(
            9999, 12, 31, 23, 59, 59, tzinfo=timezone(-timedelta(hours=12))
        )
        reckoned = reckon(claim, NOON)
        self.assertEqual(reckoned[:2], (NOON, NOON))
        self.assertEqual(reckoned.claimed[:10], "9999-12-31")

    @given(any_claim, any_received)
    @example(datetime.max, NOON)
    @example(datetime.min, NOON)
    def test_queue_and_sla_count_from_the_week_before_we_received_it(self, claim, at):
        reckoned = reckon(claim, at)
        week_before = (at - TRUSTED).replace(microsecond=0)
        self.assertTrue(week_before <= reckoned.effective <= at)
        self.assertLessEqual(reckoned.shown, at)

    def test_our_time_is_whole_seconds(self):
        received = NOON.replace(microsecond=123456)
        self.assertEqual(reckon(datetime(2031, 1, 1), received)[:2], (NOON, NOON))
        self.assertEqual(reckon(received, received)[:2], (received, received))

    @given(any_claim, any_received)
    def test_screens_can_show_it_and_tell_when_it_is_not_what_was_said(self, claim, at):
        reckoned = reckon(claim, at)
        text = fields.Datetime.to_string(reckoned.shown)
        self.assertEqual(len(text), len("2026-03-01 12:00:00"))
        self.assertEqual(bool(reckoned.claimed), reckoned.shown != to_utc(claim))

    @given(any_received, st.lists(any_claim, min_size=2, max_size=2))
    def test_claims_that_we_received_at_once_keep_their_order(self, at, claims):
        first, second = sorted(map(to_utc, claims))
        self.assertLessEqual(reckon(first, at).shown, reckon(second, at).shown)


class TestDays(BaseCase):
    def test_some_days_ago(self):
        self.assertEqual(subtract_days(NOON, 2), NOON - timedelta(days=2))
        self.assertEqual(subtract_days(NOON, 0), NOON)

    @given(any_received, st.integers(-(2**31), 2**31))
    def test_any_number_that_a_field_takes(self, moment, days):
        self.assertTrue(EARLIEST <= subtract_days(moment, days) <= moment)


class TestNow(BaseCase):
    def test_now_is_utc_and_has_fractions_of_a_second(self):
        now = utc_now()
        self.assertIsNone(now.tzinfo)
        self.assertLess(abs(datetime.now(UTC).replace(tzinfo=None) - now).seconds, 5)
        self.assertTrue(any(utc_now().microsecond for _ in range(3)))
