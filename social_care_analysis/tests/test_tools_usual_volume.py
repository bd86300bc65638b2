# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools.usual_volume import (
    AGES,
    DAY,
    DAYS,
    HORIZON,
    compute_day_levels,
    estimate,
)

# Now is a Wednesday, 10 o'clock: five days ago it was Friday, four days ago Saturday.
HOURS = 24 * 2 + 10 - np.arange(AGES)
WEEKEND = (HOURS // 24) % 7 > 4


def flat(hourly):
    return np.full(AGES, float(hourly))


def drawn(hourly, spread, seed=3):
    chance = np.random.default_rng(seed)
    return chance.negative_binomial(hourly / (spread - 1), 1 / spread, AGES) * 1.0


class TestUsual(BaseCase):
    """What is usual at this hour, of one key."""

    def test_it_is_the_mean_of_such_hours(self):
        usual = estimate(flat(12), WEEKEND)
        self.assertEqual(len(usual.rates), HORIZON + 1)
        for rate in usual.rates:
            self.assertAlmostEqual(rate, 12, delta=0.5)

    def test_the_hour_of_the_day_counts(self):
        counts = np.where(HOURS % 24 == 10, 40.0, 0)
        usual = estimate(counts, WEEKEND)
        self.assertGreater(usual.rates[0], 15)
        self.assertLess(usual.rates[3], 1)

    def test_workdays_and_weekends_are_apart(self):
        counts = np.where(WEEKEND, 0.0, 30.0)
        self.assertGreater(estimate(counts, WEEKEND).rates[0], 25)
        at_weekend = np.roll(WEEKEND, -DAY * 4)
        self.assertLess(estimate(np.roll(counts, -DAY * 4), at_weekend).rates[0], 5)

    def test_too_few_days_of_a_kind_are_told_by_all_days(self):
        """On the first weekend of a company, its workdays tell."""
        counts = flat(np.nan)
        counts[: 5 * DAY] = np.where(HOURS[: 5 * DAY] % 24 == 10, 60, 0)
        only_today = np.zeros(AGES, bool)
        only_today[:10] = True
        self.assertGreater(estimate(counts, only_today).rates[0], 20)

    def test_what_the_current_hours_have_does_not_count(self):
        """They may be the storm."""
        counts = flat(5)
        counts[:2] = 500
        self.assertAlmostEqual(estimate(counts, WEEKEND).rates[0], 5, delta=0.5)

    def test_of_a_new_company_the_hours_before_tell(self):
        counts = flat(np.nan)
        counts[:12] = 6
        counts[:2] = 100
        usual = estimate(counts, WEEKEND)
        self.assertAlmostEqual(usual.rates[0], 6, delta=1)
        self.assertEqual(usual.known, 10)

    def test_in_the_first_hours_it_is_too_early_to_say(self):
        counts = flat(np.nan)
        self.assertIsNone(estimate(counts, WEEKEND))
        counts[:2] = 100
        self.assertIsNone(estimate(counts, WEEKEND))

    def test_where_nothing_was_said_some_doubt_is_left(self):
        known = estimate(flat(0), WEEKEND).rates[0]
        counts = flat(np.nan)
        counts[:12] = 0
        self.assertGreater(known, 0)
        self.assertGreater(estimate(counts, WEEKEND).rates[0], 2 * known)

    def test_last_week_s_storm_is_not_usual(self):
        calm = estimate(drawn(4, 1.5), WEEKEND)
        counts = drawn(4, 1.5)
        counts[7 * DAY - 1 : 7 * DAY + 3] = 600
        counts[2 * DAY] = 90
        after = estimate(counts, WEEKEND)
        self.assertLess(after.rates[0], calm.rates[0] * 1.3)
        self.assertLess(after.spread, calm.spread * 1.5)

    def test_the_spread_is_that_of_the_key(self):
        for spread in (1.5, 4, 10):
            found = [
                estimate(drawn(30, spread, seed), WEEKEND).spread for seed in range(8)
            ]
            self.assertAlmostEqual(np.mean(found), spread, delta=0.35 * spread)

    def test_a_steady_key_has_still_some_spread(self):
        self.assertGreater(estimate(flat(50), WEEKEND).spread, 1.1)

    def test_a_loud_day_makes_more_usual(self):
        levels = np.ones(AGES)
        levels[:DAY] = 2
        doubled = estimate(flat(10), WEEKEND, levels)
        self.assertAlmostEqual(doubled.rates[0], 20, delta=1)

    def test_days_are_compared_by_what_they_would_be_at_a_usual_level(self):
        levels = np.repeat(np.where(np.arange(DAYS) % 2, 2.0, 1.0), DAY)
        self.assertAlmostEqual(
            estimate(10 * levels, WEEKEND, levels).rates[0], 10, delta=0.5
        )

    @given(st.floats(0, 200), st.floats(1, 100))
    def test_more_history_of_more_makes_more_usual(self, hourly, more):
        less = estimate(flat(hourly), WEEKEND).rates[0]
        self.assertLess(less, estimate(flat(hourly + more), WEEKEND).rates[0])


class TestWindows(BaseCase):
    """What is usual in a window that ends now."""

    def test_it_is_the_rates_of_the_hours_that_it_touches(self):
        counts = np.where(HOURS % 24 == 10, 60.0, 0)
        counts[HOURS % 24 == 9] = 60.0
        usual = estimate(counts, WEEKEND)
        ten, nine = usual.rates[:2]
        self.assertAlmostEqual(usual.expected(30, 10), (10 * ten + 20 * nine) / 60)
        self.assertAlmostEqual(usual.expected(30, 45), ten / 2)
        self.assertAlmostEqual(
            usual.expected(90, 10), (10 * ten + 60 * nine + 20 * usual.rates[2]) / 60
        )

    def test_the_longer_the_less_sure(self):
        usual = estimate(flat(5), WEEKEND)
        self.assertGreater(usual.spread_of(30), usual.spread)
        self.assertGreater(usual.spread_of(240), usual.spread_of(30))


class TestDayLevels(BaseCase):
    """How loud a day is as a whole."""

    def test_usual_days_have_the_level_one(self):
        for level in compute_day_levels(flat(30), WEEKEND):
            self.assertAlmostEqual(level, 1)

    def test_a_loud_day_is_louder_and_a_quiet_one_less(self):
        totals = flat(30)
        totals[1:25] = 45
        totals[3 * DAY + 1 : 4 * DAY + 1] = 24
        levels = compute_day_levels(totals, WEEKEND)
        self.assertAlmostEqual(levels[0], 1.5, delta=0.05)
        self.assertAlmostEqual(levels[3 * DAY + 5], 0.8, delta=0.05)

    def test_the_current_hour_does_not_count(self):
        totals = flat(30)
        totals[0] = 5000
        self.assertAlmostEqual(compute_day_levels(totals, WEEKEND)[0], 1)

    def test_a_weekend_is_not_compared_with_workdays(self):
        totals = np.where(WEEKEND, 10.0, 40.0)
        for level in compute_day_levels(totals, WEEKEND):
            self.assertAlmostEqual(level, 1, delta=0.05)

    def test_no_day_is_out_of_all_measure(self):
        totals = flat(30)
        totals[1:25] = 3000
        self.assertEqual(compute_day_levels(totals, WEEKEND)[0], 2.0)
        totals[1:25] = 0
        self.assertEqual(compute_day_levels(totals, WEEKEND)[0], 0.7)

    def test_what_nobody_counted_tells_nothing(self):
        totals = flat(np.nan)
        self.assertEqual(set(compute_day_levels(totals, WEEKEND)), {1.0})
        totals[:30] = 50
        self.assertEqual(compute_day_levels(totals, WEEKEND)[0], 1.0)
        totals[: 2 * DAY] = 10
        totals[:DAY] = 50
        self.assertEqual(
            compute_day_levels(totals, WEEKEND)[0], 1.0, "two days are no rule"
        )
