# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import math
import random
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_routing.tools import forecast

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
    """The past by weekday and time."""

    def learn(self, counts, first=MONDAY, last=LAST, closed=frozenset()):
        return forecast.learn(counts, first, last, HALF, closed)

    def test_what_came_each_week_comes_again(self):
        pattern = self.learn(weeks_of(12))
        monday = pattern.expected(MONDAY + timedelta(weeks=8))
        self.assertEqual(len(monday), 48)
        self.assertAlmostEqual(monday[20], 12)
        self.assertAlmostEqual(monday[2], 0)
        saturday = pattern.expected(MONDAY + timedelta(days=5))
        self.assertAlmostEqual(saturday.sum(), 0)

    def test_weekdays_differ(self):
        counts = weeks_of(30)
        counts |= weeks_of(60, weekdays=[0])
        pattern = self.learn(counts)
        monday, tuesday = (pattern.cells[day][20] for day in (0, 1))
        self.assertGreater(monday, 1.7 * tuesday)

    def test_a_closed_day_teaches_nothing(self):
        counts = weeks_of(12)
        holiday = MONDAY + timedelta(weeks=2)
        counts = {start: n for start, n in counts.items() if start.date() != holiday}
        blind = self.learn(counts)
        told = self.learn(counts, closed={holiday})
        self.assertAlmostEqual(told.cells[0][20], 12)
        self.assertLess(blind.cells[0][20], 11)
        self.assertEqual(told.days, 41)

    def test_a_young_company_is_not_taken_for_a_quiet_one(self):
        first = MONDAY + timedelta(weeks=5)
        counts = {
            start: n for start, n in weeks_of(40).items() if start.date() >= first
        }
        self.assertAlmostEqual(self.learn(counts, first=first).cells[2][20], 40)

    def test_a_weekday_never_seen_is_like_the_others(self):
        """Two days of history: the rest of the week is their mean."""
        counts = {at(MONDAY, 9): 10, at(MONDAY + timedelta(days=1), 9): 30}
        pattern = self.learn(counts, last=MONDAY + timedelta(days=1))
        self.assertAlmostEqual(pattern.cells[4].sum(), 20)

    def test_few_contacts_lean_on_the_usual_run_of_a_day(self):
        """One contact on one Monday at ten does not make ten o'clock a rush hour."""
        counts = weeks_of(1, hours=[14], weekdays=range(5))
        counts[at(MONDAY, 10)] = 1
        monday = self.learn(counts).cells[0]
        self.assertLess(monday[20], 1 / 6)
        self.assertGreater(self.learn(counts).cells[1][20], 0)

    @given(st.dictionaries(st.integers(0, 42 * 48 - 1), st.integers(1, 300)))
    def test_what_is_expected_in_six_weeks_is_what_came_in_six(self, given_slots):
        start = at(MONDAY, 0)
        counts = {
            start + timedelta(minutes=HALF * slot): n for slot, n in given_slots.items()
        }
        pattern = self.learn(counts)
        came = sum(counts.values())
        self.assertTrue((pattern.cells >= 0).all())
        self.assertAlmostEqual(pattern.cells.sum() * 6, came, places=6)

    def test_without_history_nothing_is_expected(self):
        pattern = self.learn({})
        self.assertEqual((pattern.cells.sum(), pattern.spread), (0, 1))

    def test_days_outside_do_not_count(self):
        pattern = self.learn({at(LAST + timedelta(days=1), 9): 500})
        self.assertEqual(pattern.cells.sum(), 0)

    def test_it_foresees_better_than_last_week_alone(self):
        counts = chance_weeks(20, 4, weeks=7)
        learnt = self.learn(counts)
        off = naive = 0
        for start, came in counts.items():
            if start.date() > LAST:
                slot = start.hour * 2 + start.minute // 30
                off += abs(learnt.cells[start.weekday()][slot] - came)
                naive += abs(counts[start - timedelta(weeks=1)] - came)
        self.assertLess(off, 0.85 * naive)


class TestSpread(BaseCase):
    """Real contacts come in bursts."""

    def spread(self, counts):
        return forecast.learn(counts, MONDAY, LAST, HALF).spread

    def test_bursts_are_measured(self):
        self.assertAlmostEqual(self.spread(chance_weeks(20, 9)), 9, delta=1.5)
        self.assertAlmostEqual(self.spread(chance_weeks(20, 3)), 3, delta=0.5)

    def test_a_calm_past_is_not_below_pure_chance(self):
        self.assertEqual(self.spread(weeks_of(12)), 1)

    def test_different_weekdays_are_no_bursts(self):
        self.assertEqual(self.spread(weeks_of(12) | weeks_of(60, weekdays=[0])), 1)

    def test_busy_is_enough_as_often_as_wanted(self):
        """Rates, not counts: the chance at a given rate is in Erlang's formulas."""
        chance = random.Random(7)
        for mean, spread in ((20, 9), (4, 3)):
            enough = forecast.busy(mean, spread, 0.8)
            rates = (
                chance.gammavariate(mean / (spread - 1), spread - 1)
                for _ in range(20_000)
            )
            share = sum(rate <= enough for rate in rates) / 20_000
            self.assertAlmostEqual(share, 0.8, delta=0.01)

    @given(st.floats(0, 2000), st.floats(1, 20), st.floats(0.5, 0.99))
    def test_busy_is_never_less_than_expected(self, mean, spread, share):
        enough = forecast.busy(mean, spread, share)
        self.assertGreaterEqual(enough, mean)
        self.assertTrue(math.isfinite(enough))

    @given(st.floats(1, 2000), st.floats(1, 20))
    def test_to_be_surer_takes_more(self, mean, spread):
        found = [forecast.busy(mean, spread, share) for share in (0.5, 0.8, 0.95)]
        self.assertEqual(found, sorted(found))

    @given(st.floats(0, 2000), st.floats(1, 20))
    def test_what_is_likely_comes_to_what_is_expected(self, mean, spread):
        rates = forecast.likely(mean, spread)
        self.assertAlmostEqual(sum(rates) / len(rates), mean, delta=1e-6 * (1 + mean))
        self.assertEqual(rates, sorted(rates))
