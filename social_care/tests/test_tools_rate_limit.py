# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care.tools import errors, http, rate_limit
from odoo.addons.social_care.tools.rate_limit import Budget

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
        return rate_limit.retry_at(names, NOW)

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

    def test_iso_time_and_decimals(self):
        """C1: as real Mastodon and Discord servers say it."""
        at = "2026-03-01T12:00:59.869078Z"
        self.assertEqual(self.retry_at(x_ratelimit_reset=at), NOW + MINUTE)
        self.assertEqual(self.retry_at(x_ratelimit_reset_after="59.57"), NOW + MINUTE)
        self.assertEqual(self.retry_at(retry_after="59.5"), NOW + MINUTE)

    def test_the_spent_budget_is_waited_for(self):
        field = '"burst";r=5;t=1, "daily";r=0;t=60'
        self.assertEqual(self.retry_at(ratelimit=field), NOW + MINUTE)

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


class TestStandard(BaseCase):
    """The budgets that the usual headers tell."""

    def read_answer(self, prefix="ratelimit-", limit="100", remaining="7", reset="60"):
        headers = {"limit": limit, "remaining": remaining, "reset": reset}
        named = {prefix + name: value for name, value in headers.items()}
        return rate_limit.read_standard(named, NOW)

    def test_all_usual_prefixes_are_read(self):
        for prefix in rate_limit.PREFIXES:
            self.assertEqual(
                self.read_answer(prefix), [Budget("", 100, 7, NOW + MINUTE)]
            )

    def test_unix_time(self):
        unix = str(int((NOW - datetime(1970, 1, 1)).total_seconds()) + 60)
        self.assertEqual(self.read_answer(reset=unix)[0].reset_at, NOW + MINUTE)

    def test_policies_behind_the_limit_are_no_part_of_it(self):
        (budget,) = self.read_answer(limit="100, 100;w=60")
        self.assertEqual(budget.allowance, 100)

    def test_half_a_word_is_none(self):
        self.assertEqual(self.read_answer(remaining=""), [])
        self.assertEqual(self.read_answer(remaining="-1"), [])
        self.assertEqual(self.read_answer(reset="soon"), [])
        self.assertEqual(rate_limit.read_standard({}), [])

    def test_without_a_limit_what_remains_counts(self):
        self.assertEqual(self.read_answer(limit=""), [Budget("", 0, 7, NOW + MINUTE)])

    def test_part_of_a_call_is_no_call(self):
        (budget,) = self.read_answer(remaining="0.9")
        self.assertEqual(budget.remaining, 0)

    def test_another_prefix_and_suffix(self):
        """C1: X tells the limits of a day beside those of 15 minutes."""
        headers = {
            "x-rate-limit-limit": "900",
            "x-rate-limit-remaining": "899",
            "x-rate-limit-reset": "60",
            "x-user-limit-24hour-limit": "100",
            "x-user-limit-24hour-remaining": "0",
            "x-user-limit-24hour-reset": "3600",
        }
        budgets = rate_limit.read_standard(headers, NOW)
        budgets += rate_limit.read_prefixed(
            headers, "x-user-limit-24hour-", NOW, "user-day"
        )
        self.assertEqual(
            budgets,
            [
                Budget("", 900, 899, NOW + MINUTE),
                Budget("user-day", 100, 0, NOW + 60 * MINUTE),
            ],
        )

    @given(st.tuples(values, values, values))
    def test_whatever_is_said_the_database_can_keep_it(self, said):
        for budget in self.read_answer("ratelimit-", *said):
            self.assertLessEqual(
                max(budget.allowance, budget.remaining), LARGEST_INTEGER
            )
            self.assertLessEqual(NOW, budget.reset_at)
            self.assertLessEqual(budget.reset_at, NOW + timedelta(days=1))


class TestRealAnswers(BaseCase):
    """C1: headers as real servers send them, values as in their recordings or
    documents.
    """

    def test_mastodon(self):
        headers = {
            "x-ratelimit-limit": "300",
            "x-ratelimit-remaining": "279",
            "x-ratelimit-reset": "2026-03-01T12:00:59.581177Z",
        }
        budgets = rate_limit.read_standard(headers, NOW)
        self.assertEqual(budgets, [Budget("", 300, 279, NOW + MINUTE)])

    def test_reddit(self):
        headers = {
            "x-ratelimit-used": "1",
            "x-ratelimit-remaining": "599.0",
            "x-ratelimit-reset": "60",
        }
        budgets = rate_limit.read_standard(headers, NOW)
        self.assertEqual(budgets, [Budget("", 600, 599, NOW + MINUTE)])

    def test_discord(self):
        """The time to wait goes before the time of a clock that may be wrong."""
        headers = {
            "x-ratelimit-limit": "5",
            "x-ratelimit-remaining": "0",
            "x-ratelimit-reset": "1470173023.123",
            "x-ratelimit-reset-after": "59.57",
            "x-ratelimit-bucket": "abcd1234",
        }
        budgets = rate_limit.read_standard(headers, NOW)
        self.assertEqual(budgets, [Budget("", 5, 0, NOW + MINUTE)])
        self.assertEqual(rate_limit.retry_at(headers, NOW), NOW + MINUTE)

    def test_bluesky(self):
        unix = str(int((NOW - datetime(1970, 1, 1)).total_seconds()) + 60)
        headers = {
            "ratelimit-limit": "3000",
            "ratelimit-remaining": "2999",
            "ratelimit-reset": unix,
            "ratelimit-policy": "3000;w=300",
        }
        budgets = rate_limit.read_standard(headers, NOW)
        self.assertEqual(budgets, [Budget("", 3000, 2999, NOW + MINUTE)])

    def test_apple(self):
        headers = {"x-rate-limit": "user-hour-lim:3500;user-hour-rem:500;"}
        self.assertEqual(
            rate_limit.read_apple(headers, NOW),
            [Budget("user-hour", 3500, 500, NOW + 60 * MINUTE)],
        )
        self.assertEqual(rate_limit.read_standard(headers, NOW), [])

    def test_apple_s_hour_is_a_rolling_one(self):
        headers = {"x-rate-limit": "user-hour-lim:3500;user-hour-rem:0;"}
        (budget,) = rate_limit.read_apple(headers, NOW)
        self.assertEqual(budget.reset_at, NOW + 5 * MINUTE)
        (budget,) = rate_limit.read_apple(
            {"x-rate-limit": "user-minute-lim:9;user-minute-rem:0"}, NOW
        )
        self.assertEqual(budget.reset_at, NOW + MINUTE)

    def test_meta_app(self):
        headers = {
            "x-app-usage": '{"call_count":28,"total_time":25.5,"total_cputime":99}'
        }
        self.assertEqual(
            rate_limit.read_meta(headers, NOW),
            [Budget("app", 100, 1, NOW + 60 * MINUTE)],
        )

    def test_meta_business_use_cases(self):
        self.assertEqual(
            rate_limit.read_meta(self.meta_headers(), NOW),
            [
                Budget("pages", 100, 0, NOW + 19 * MINUTE),
                Budget("messenger", 100, 95, NOW + 60 * MINUTE),
            ],
        )

    def test_meta_of_one_page(self):
        """Another page of the same company does not stop this one."""
        budgets = rate_limit.read_meta(self.meta_headers(), NOW, "222")
        self.assertEqual(budgets, [Budget("pages", 100, 60, NOW + 60 * MINUTE)])

    def test_meta_over_a_hundred_percent_without_a_time(self):
        headers = {"x-app-usage": '{"call_count":131}'}
        (budget,) = rate_limit.read_meta(headers, NOW)
        self.assertEqual((budget.remaining, budget.reset_at), (0, NOW + 5 * MINUTE))

    def meta_headers(self):
        usage = {"call_count": 5, "total_cputime": 1, "total_time": 2}
        regain = "estimated_time_to_regain_access"
        business = {
            "111": [
                {"type": "pages", **usage, "call_count": 100, regain: 19},
                {"type": "messenger", **usage, regain: 0},
            ],
            "222": [{"type": "pages", **usage, "total_time": 39.2, regain: 0}],
        }
        return {"x-business-use-case-usage": json.dumps(business)}


class TestStructured(BaseCase):
    """C1: RateLimit and RateLimit-Policy as structured fields."""

    def read_answer(self, field, policy=""):
        headers = {"ratelimit": field, "ratelimit-policy": policy}
        return rate_limit.read_standard(headers, NOW)

    def test_items_with_their_policies(self):
        self.assertEqual(
            self.read_answer(
                '"burst";r=50;t=60, "daily";r=900',
                '"burst";q=100;w=60,"daily";q=1000;w=3600;qu="requests"',
            ),
            [
                Budget("burst", 100, 50, NOW + MINUTE),
                Budget("daily", 1000, 900, NOW + 60 * MINUTE),
            ],
        )

    def test_without_a_policy(self):
        self.assertEqual(
            self.read_answer('"default";r=50'),
            [Budget("default", 0, 50, NOW + 5 * MINUTE)],
        )

    def test_the_simpler_form_of_older_drafts(self):
        self.assertEqual(
            self.read_answer("limit=100, remaining=50, reset=60", "100;w=60"),
            [Budget("", 100, 50, NOW + MINUTE)],
        )

    def test_a_comma_inside_a_name_separates_nothing(self):
        (budget,) = self.read_answer('"a, b";r=1;t=60;pk=:c2VjcmV0:')
        self.assertEqual(budget, Budget("a, b", 0, 1, NOW + MINUTE))

    def test_structured_goes_before_single_headers(self):
        headers = {
            "ratelimit": '"a";r=1;t=60',
            "x-ratelimit-remaining": "9",
            "x-ratelimit-reset": "9",
        }
        (budget,) = rate_limit.read_standard(headers, NOW)
        self.assertEqual(budget.suffix, "a")

    def test_nonsense_is_none(self):
        for field in ("", "50", '"a"', '"a";t=60', '"a";r=-1', '"a";r=x', "r=1;t=2"):
            self.assertEqual(self.read_answer(field), [], field)


class TestHostileHeaders(BaseCase):
    """An answer is never lost because of its headers, nor a worker held up."""

    @given(st.text(max_size=200), st.text(max_size=200))
    def test_any_text(self, one, other):
        self.read_all(one, other)

    @given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists))
    def test_any_json(self, value):
        for usage in (
            value,
            {"call_count": value},
            {"1": value},
            {"1": [value, {"type": value, "call_count": value}]},
            {"1": [{"type": "pages", "call_count": 1, "total_time": value}]},
        ):
            self.read_all(json.dumps(usage), json.dumps(value))

    def test_long_ones(self):
        many = range(500)
        for text in (
            "[" * 100_000,
            '"a' * 100_000,
            '"a"' + ";r=1" * 100_000,
            "a" * 100_000,
            ", ".join(f'"{n}";r=1;t=1' for n in range(10_000)),
            "user-hour-lim:1;" * 10_000,
            json.dumps({str(n): [{"type": str(n), "call_count": n}] for n in many}),
        ):
            self.read_all(text, text)

    def read_all(self, one, other):
        headers = {
            "ratelimit": one,
            "ratelimit-policy": other,
            "x-rate-limit": one,
            "x-app-usage": one,
            "x-business-use-case-usage": other,
            "retry-after": one,
        }
        budgets = rate_limit.read_standard(headers, NOW)
        budgets += rate_limit.read_apple(headers, NOW)
        budgets += rate_limit.read_meta(headers, NOW)
        self.assertLess(len(budgets), 40)
        for budget in budgets:
            self.assertLessEqual(len(budget.suffix), 80)
            self.assertLessEqual(
                max(budget.allowance, budget.remaining), LARGEST_INTEGER
            )
            self.assertLessEqual(NOW, budget.reset_at)
            self.assertLessEqual(budget.reset_at, NOW + timedelta(days=1))
        rate_limit.retry_at(headers, NOW)


class TestSpentUntil(BaseCase):
    def test_the_last_of_the_spent_ones_counts(self):
        budgets = [
            Budget("a", 9, 0, NOW + MINUTE),
            Budget("b", 9, 0, NOW + 2 * MINUTE),
            Budget("c", 9, 1, NOW + 3 * MINUTE),
        ]
        self.assertEqual(rate_limit.get_spent_until(budgets), NOW + 2 * MINUTE)
        self.assertIsNone(rate_limit.get_spent_until(budgets[2:]))
