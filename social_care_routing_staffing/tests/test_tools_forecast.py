# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import math
import random
from datetime import date, datetime, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_routing_staffing.tools import forecast

MONDAY = date(2026, 9, 7)
LAST = MONDAY + timedelta(days=41)
HALF = 30


def at(day, hour, minute=0):
    return datetime.combine(day, datetime.min.time()).replace(hour=hour, minute=minute)


def weeks_of(per_interval, weeks=6, weekdays=range(5), hours=range(8, 18)):
    """The same number in each half-hour of each working day."""
    days = (MONDAY + timedelta(days=ahead) for ahead in range(7 * weeks))
    return {
        at(day, hour, minute): per_interval
        for day in days
        if day.weekday() in weekdays
        for hour in hours
        for minute in (0, 30)
    }


def bursty(chance, mean, spread):
    rate = chance.gammavariate(mean / (spread - 1), spread - 1)
    count, passed = 0, chance.expovariate(1)
    while passed < rate:
        count, passed = count + 1, passed + chance.expovariate(1)
    return count


def chance_weeks(mean, spread, seed=5, weeks=6):
    chance = random.Random(seed)
    return {start: bursty(chance, mean, spread) for start in weeks_of(1, weeks=weeks)}


class TestLearn(BaseCase):
    """Patterns by weekday and time."""

    def learn(self, counts, first=MONDAY, last=LAST, closed=frozenset()):
        return forecast.learn(counts, first, last, HALF, closed)

    def test_a_weekly_pattern_is_repeated(self):
        pattern = self.learn(weeks_of(12))
        monday = pattern.get_expected(MONDAY + timedelta(weeks=8))
        self.assertEqual(len(monday), 48)
        self.assertAlmostEqual(monday[20], 12)
        self.assertAlmostEqual(monday[2], 0)
        saturday = pattern.get_expected(MONDAY + timedelta(days=5))
        self.assertAlmostEqual(saturday.sum(), 0)

    def test_weekdays_differ(self):
        counts = weeks_of(30)
        counts |= weeks_of(60, weekdays=[0])
        pattern = self.learn(counts)
        monday, tuesday = (pattern.cells[day][20] for day in (0, 1))
        self.assertGreater(monday, 1.7 * tuesday)

    def test_a_closed_day_is_not_learned_from(self):
        """Not even where half of the Mondays were holidays."""
        counts = weeks_of(12)
        holidays = {MONDAY + timedelta(weeks=week) for week in (0, 2, 4)}
        counts = {s: n for s, n in counts.items() if s.date() not in holidays}
        blind = self.learn(counts)
        told = self.learn(counts, closed=holidays)
        self.assertAlmostEqual(told.cells[0][20], 12)
        self.assertLess(blind.cells[0][20], 11)
        self.assertEqual(told.days, 39)

    def test_a_short_history_is_not_taken_for_a_quiet_one(self):
        first = MONDAY + timedelta(weeks=5)
        counts = {
            start: n for start, n in weeks_of(40).items() if start.date() >= first
        }
        self.assertAlmostEqual(self.learn(counts, first=first).cells[2][20], 40)

    def test_an_unseen_weekday_is_the_mean_of_the_others(self):
        """Two days of history: the rest of the week is their mean."""
        counts = {at(MONDAY, 9): 10, at(MONDAY + timedelta(days=1), 9): 30}
        pattern = self.learn(counts, last=MONDAY + timedelta(days=1))
        self.assertAlmostEqual(pattern.cells[4].sum(), 20)

    def test_few_contacts_are_blended_with_the_profile(self):
        """Two on a Friday, at another time each week, come as on other days."""
        counts = weeks_of(20, weekdays=range(4))
        friday = MONDAY + timedelta(days=4)
        for week in range(6):
            day = friday + timedelta(weeks=week)
            counts |= {at(day, 9 + week): 1, at(day, 9 + week, 30): 1}
        cells = self.learn(counts).cells
        self.assertAlmostEqual(cells[4].sum(), 2)
        self.assertAlmostEqual(cells[4][20], 2 / 20, delta=0.01)
        self.assertAlmostEqual(cells[0][20], 20, delta=0.5)

    def test_one_contact_once_is_no_pattern(self):
        counts = weeks_of(1, hours=[14], weekdays=range(5))
        counts[at(MONDAY, 10)] = 1
        self.assertEqual(self.learn(counts).cells[0][20], 0)

    def test_a_single_storm_is_ignored(self):
        calm = weeks_of(12)
        storm = calm | {start: 200 for start in calm if start.date() == MONDAY}
        calm, storm = self.learn(calm), self.learn(storm)
        self.assertAlmostEqual(storm.cells[0].sum(), calm.cells[0].sum())
        self.assertAlmostEqual(storm.spread, 1, msg="nor are all days stormy")

    def test_a_single_outage_is_ignored(self):
        counts = weeks_of(12)
        broken = {s: n for s, n in counts.items() if s.date() != MONDAY}
        self.assertAlmostEqual(self.learn(broken).cells[0][20], 12)

    def test_a_burst_does_not_affect_the_rest_of_the_day(self):
        counts = weeks_of(12)
        counts[at(MONDAY, 10)] = 500
        monday = self.learn(counts).cells[0]
        self.assertAlmostEqual(monday[20], 12)
        self.assertAlmostEqual(monday.sum(), 12 * 20)

    def test_a_different_saturday_stays_separate(self):
        """What comes on Saturday evenings is no work of a Monday evening."""
        counts = weeks_of(3)
        counts |= weeks_of(3, weekdays=[5, 6], hours=range(19, 23))
        cells = self.learn(counts).cells
        self.assertAlmostEqual(cells[0][42], 0)
        self.assertAlmostEqual(cells[5][20], 0)
        self.assertAlmostEqual(cells[5][42], 3)

    @given(
        st.dictionaries(st.integers(0, 7 * 48 - 1), st.integers(1, 300)),
        st.integers(1, 8),
    )
    def test_regular_totals_are_kept(self, given_slots, weeks):
        counts = {
            at(MONDAY, 0) + timedelta(weeks=week, minutes=HALF * slot): n
            for slot, n in given_slots.items()
            for week in range(weeks)
        }
        last = MONDAY + timedelta(days=7 * weeks - 1)
        pattern = self.learn(counts, last=last)
        self.assertTrue((pattern.cells >= 0).all())
        for weekday in range(7):
            came = sum(n for slot, n in given_slots.items() if slot // 48 == weekday)
            self.assertAlmostEqual(pattern.cells[weekday].sum(), came, places=6)

    @given(st.dictionaries(st.integers(0, 42 * 48 - 1), st.integers(1, 300)))
    def test_the_forecast_does_not_exceed_the_maximum(self, given_slots):
        start = at(MONDAY, 0)
        counts = {
            start + timedelta(minutes=HALF * slot): n for slot, n in given_slots.items()
        }
        pattern = self.learn(counts)
        self.assertTrue((pattern.cells >= 0).all())
        self.assertLessEqual(pattern.cells.sum(), sum(counts.values()) + 1e-6)

    def test_without_history_nothing_is_expected(self):
        pattern = self.learn({})
        self.assertEqual((pattern.cells.sum(), pattern.spread), (0, 1))

    def test_days_outside_do_not_count(self):
        pattern = self.learn({at(LAST + timedelta(days=1), 9): 500})
        self.assertEqual(pattern.cells.sum(), 0)

    def test_it_is_better_than_last_week_alone(self):
        counts = chance_weeks(20, 4, weeks=7)
        learnt = self.learn(counts)
        off = naive = 0
        for start, came in counts.items():
            if start.date() > LAST:
                slot = start.hour * 2 + start.minute // 30
                off += abs(learnt.cells[start.weekday()][slot] - came)
                naive += abs(counts[start - timedelta(weeks=1)] - came)
        self.assertLess(off, 0.85 * naive)


class Series:
    """Made-up half-hours of a company that is busy on weekdays, at noon on Saturdays
    and on Sunday evenings; its days can be stormy, broken or have bursts."""

    levels = (1.2, 1.05, 1, 1, 0.9, 0.5, 0.35)

    def __init__(self, seed, daily, spread, **odds):
        """
        :param odds: of ``storm`` and ``broken`` days and of days with a ``burst``
        """
        self.chance = np.random.default_rng(seed)
        self.daily, self.spread, self.odds = daily, spread, odds

    def weeks(self, count):
        """Days by half-hours, the first is a Monday."""
        return np.array([self.day(number % 7) for number in range(7 * count)])

    def rates(self, weekday):
        slots = np.arange(48)
        if weekday < 5:
            run = np.exp(-(((slots - 20) / 5) ** 2))
            run += 0.8 * np.exp(-(((slots - 29) / 6) ** 2))
        else:
            run = np.exp(-(((slots - (24, 38)[weekday - 5]) / 4) ** 2))
        return self.daily * self.levels[weekday] * run / run.sum()

    def day(self, weekday):
        rates = self.rates(weekday)
        if self.happens("storm"):
            rates = rates * self.chance.uniform(2.5, 6)
        if self.happens("broken"):
            rates = rates * 0.02
        if self.happens("burst"):
            slot = self.chance.integers(12, 40)
            rates[slot : slot + 2] *= self.chance.uniform(4, 12)
        excess = self.spread - 1
        rates = self.chance.gamma(np.maximum(rates / excess, 1e-9), excess)
        return self.chance.poisson(rates)

    def happens(self, what):
        return self.chance.random() < self.odds.get(what, 0)


class TestAgainstTheMedian(BaseCase):
    """The plain median of weekday and time is hard to beat: it knows no outliers."""

    seeds = range(8)
    troubles = (
        {},
        {"storm": 0.06},
        {"broken": 0.05},
        {"burst": 0.15},
        {"storm": 0.05, "broken": 0.05, "burst": 0.1},
    )

    def errors(self, daily, spread, odds):
        """Absolute errors of the forecast and of the median on calm weeks to come, by
        what comes in them; and by how much both miss the total."""
        missed, came, totals = np.zeros(2), 0, np.zeros(2)
        for seed in self.seeds:
            past = Series(seed, daily, spread, **odds).weeks(6)
            future = Series(1000 + seed, daily, spread).weeks(4)
            for number, cells in enumerate(self.forecasts(past)):
                expected = np.tile(cells, (4, 1))
                missed[number] += abs(expected - future).sum()
                totals[number] += expected.sum()
            came += future.sum()
        return missed / came, abs(totals / came - 1)

    def forecasts(self, past):
        counts = {
            at(MONDAY, 0) + timedelta(days=day, minutes=HALF * slot): int(n)
            for (day, slot), n in np.ndenumerate(past)
            if n
        }
        learnt = forecast.learn(counts, MONDAY, LAST, HALF)
        median = [np.median(past[weekday::7], axis=0) for weekday in range(7)]
        return learnt.cells, np.array(median)

    def test_it_is_no_worse_whatever_happens(self):
        for odds in self.troubles:
            for daily, spread in ((300, 1.01), (300, 3), (1500, 1.01), (1500, 9)):
                with self.subTest(odds=odds, daily=daily, spread=spread):
                    (own, median), _totals = self.errors(daily, spread, odds)
                    self.assertLessEqual(own, 1.02 * median)

    def test_it_is_better_on_the_whole(self):
        ratios = []
        for odds in self.troubles:
            for daily, spread in ((100, 1.01), (300, 3), (1500, 9)):
                (own, median), _totals = self.errors(daily, spread, odds)
                ratios.append(own / median)
        self.assertLess(np.mean(ratios), 0.97)

    def test_with_few_contacts_the_forecast_is_not_zero(self):
        """There the median of most half-hours is 0; its error is small, its plan is
        not to be used."""
        for odds in ({}, {"burst": 0.15}, {"broken": 0.05}):
            with self.subTest(odds=odds):
                _errors, (own, median) = self.errors(20, 3, odds)
                self.assertLess(own, 0.15)
                self.assertGreater(median, 0.4)


class TestSpread(BaseCase):
    """Real contacts arrive in bursts."""

    def spread(self, counts):
        return forecast.learn(counts, MONDAY, LAST, HALF).spread

    def test_bursts_are_measured(self):
        self.assertAlmostEqual(self.spread(chance_weeks(20, 9)), 9, delta=1.5)
        self.assertAlmostEqual(self.spread(chance_weeks(20, 3)), 3, delta=0.5)

    def test_the_spread_is_at_least_one(self):
        self.assertEqual(self.spread(weeks_of(12)), 1)

    def test_different_weekdays_are_no_bursts(self):
        self.assertEqual(self.spread(weeks_of(12) | weeks_of(60, weekdays=[0])), 1)

    def test_the_busy_rate_is_sufficient_as_often_as_wanted(self):
        """Rates, not counts: the chance at a given rate is in Erlang's formulas."""
        chance = random.Random(7)
        for mean, spread in ((20, 9), (4, 3)):
            enough = forecast.get_busy_rate(mean, spread, 0.8)
            rates = (
                chance.gammavariate(mean / (spread - 1), spread - 1)
                for _ in range(20_000)
            )
            share = sum(rate <= enough for rate in rates) / 20_000
            self.assertAlmostEqual(share, 0.8, delta=0.01)

    @given(st.floats(0, 2000), st.floats(1, 20), st.floats(0.5, 0.99))
    def test_the_busy_rate_is_never_below_the_expected_one(self, mean, spread, share):
        enough = forecast.get_busy_rate(mean, spread, share)
        self.assertGreaterEqual(enough, mean)
        self.assertTrue(math.isfinite(enough))

    @given(st.floats(1, 2000), st.floats(1, 20))
    def test_higher_confidence_takes_more(self, mean, spread):
        found = [
            forecast.get_busy_rate(mean, spread, share) for share in (0.5, 0.8, 0.95)
        ]
        self.assertEqual(found, sorted(found))

    @given(st.floats(0, 2000), st.floats(1, 20))
    def test_likely_rates_average_to_the_expected_one(self, mean, spread):
        rates = forecast.list_likely_rates(mean, spread)
        self.assertAlmostEqual(sum(rates) / len(rates), mean, delta=1e-6 * (1 + mean))
        self.assertEqual(rates, sorted(rates))
