# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care.tools import errors, http

NOW = datetime(2026, 3, 1, 12, 0, 0)
MINUTE = timedelta(minutes=1)
LARGEST_INTEGER = 2**31 - 1

zones = st.timezones() | st.none()
values = (
    st.text(max_size=20)
    | st.integers(0, 10**30).map(str)
    | st.datetimes(timezones=zones).map(format_datetime)
)


class TestRetryAt(BaseCase):
    """When the network wants to hear from us again."""

    def retry_at(self, **headers):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        return http.retry_at(names, NOW)

    def test_seconds(self):
        self.assertEqual(self.retry_at(retry_after="60"), NOW + MINUTE)

    def test_http_date(self):
        date = "Sun, 01 Mar 2026 12:01:00 GMT"
        self.assertEqual(self.retry_at(retry_after=date), NOW + MINUTE)

    def test_reset_in_seconds(self):
        self.assertEqual(self.retry_at(ratelimit_reset="60"), NOW + MINUTE)

    def test_reset_as_unix_time(self):
        unix = str(int((NOW - datetime(1970, 1, 1)).total_seconds()) + 60)
        self.assertEqual(self.retry_at(ratelimit_reset=unix), NOW + MINUTE)

    def test_reset_as_unix_time_with_the_older_prefixes(self):
        unix = str(int((NOW - datetime(1970, 1, 1)).total_seconds()) + 60)
        self.assertEqual(self.retry_at(x_ratelimit_reset=unix), NOW + MINUTE)
        self.assertEqual(self.retry_at(x_rate_limit_reset=unix), NOW + MINUTE)

    def test_reset_as_unix_time_in_milliseconds(self):
        unix = int((NOW - datetime(1970, 1, 1)).total_seconds()) + 60
        self.assertEqual(self.retry_at(ratelimit_reset=f"{unix}000"), NOW + MINUTE)

    def test_retry_after_goes_before_reset(self):
        at = self.retry_at(retry_after="60", ratelimit_reset="5")
        self.assertEqual(at, NOW + MINUTE)

    def test_without_a_word_five_minutes(self):
        for headers in ({}, {"retry_after": "soon"}, {"retry_after": "-1"}):
            self.assertEqual(self.retry_at(**headers), NOW + 5 * MINUTE)

    @given(values)
    def test_whatever_is_said_it_is_a_time_to_come_within_a_day(self, value):
        at = self.retry_at(retry_after=value)
        self.assertLessEqual(NOW, at)
        self.assertLessEqual(at, NOW + timedelta(days=1))

    def test_429_carries_the_time(self):
        response = http.Response(429, {"retry-after": "60"}, b"")
        with self.assertRaises(errors.RateLimited) as caught:
            http.raise_for_status(response)
        wait = caught.exception.until - datetime.now(UTC).replace(tzinfo=None)
        self.assertAlmostEqual(wait.total_seconds(), 60, delta=5)
        self.assertIsNone(caught.exception.until.tzinfo)


class TestRateLimit(BaseCase):
    """The budget that an answer's headers tell."""

    def budget(self, prefix, limit="100", remaining="7", reset="60"):
        headers = {"limit": limit, "remaining": remaining, "reset": reset}
        return http.rate_limit({prefix + k: v for k, v in headers.items()}, NOW)

    def test_all_usual_prefixes_are_read(self):
        for prefix in ("ratelimit-", "x-ratelimit-", "x-rate-limit-"):
            self.assertEqual(self.budget(prefix), (100, 7, NOW + MINUTE))

    def test_unix_time(self):
        unix = str(int((NOW - datetime(1970, 1, 1)).total_seconds()) + 60)
        self.assertEqual(self.budget("ratelimit-", reset=unix)[2], NOW + MINUTE)

    def test_half_a_word_is_none(self):
        self.assertIsNone(self.budget("ratelimit-", remaining=""))
        self.assertIsNone(self.budget("ratelimit-", limit="100, 100;w=60"))
        self.assertIsNone(http.rate_limit({}))

    @given(st.tuples(values, values, values))
    def test_whatever_is_said_the_database_can_keep_it(self, said):
        budget = self.budget("ratelimit-", *said)
        if budget:
            allowance, remaining, reset_at = budget
            self.assertLessEqual(max(allowance, remaining), LARGEST_INTEGER)
            self.assertLessEqual(reset_at, NOW + timedelta(days=1))
