# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import random

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import storm
from odoo.addons.social_care_analysis.tools.storm import Watch, levels, levels_of, look

counts = st.lists(st.integers(0, 5000), max_size=30)


def bursty(chance, mean):
    """A count whose variance is ten times its mean."""
    shape = mean / (storm.SPREAD - 1)
    rate = chance.gammavariate(shape, storm.SPREAD - 1)
    return _poisson(chance, rate)


def _poisson(chance, rate):
    count, passed = 0, chance.expovariate(1)
    while passed < rate:
        count, passed = count + 1, passed + chance.expovariate(1)
    return count


class TestLevels(BaseCase):
    """What is unusual depends on what is usual."""

    def test_without_history_it_takes_more_than_a_handful(self):
        self.assertGreaterEqual(levels([], 10).starts, storm.FEWEST)
        self.assertLess(levels([], 10).starts, 30)

    def test_quiet_hours_storm_earlier_than_loud_ones(self):
        quiet, loud = levels([1] * 14, 10), levels([300] * 14, 10)
        self.assertLess(quiet.starts, loud.starts)
        self.assertGreater(loud.starts, 50)

    def test_one_past_storm_is_not_usual(self):
        calm = levels([6] * 14, 10)
        after = levels([6] * 13 + [5000], 10)
        self.assertLess(after.starts, calm.starts * 2)

    def test_a_longer_window_allows_more(self):
        self.assertLess(levels([60] * 14, 10).starts, levels([60] * 14, 60).starts)

    @given(counts, st.integers(1, 120))
    def test_it_starts_above_the_usual_and_calms_between(self, history, minutes):
        found = levels(history, minutes)
        self.assertGreater(found.starts, found.usual)
        self.assertGreaterEqual(found.starts, storm.FEWEST)
        self.assertLessEqual(found.usual, found.calms)
        self.assertLess(found.calms, found.starts)

    @given(st.lists(st.integers(0, 500), min_size=1, max_size=30))
    def test_more_of_the_usual_never_makes_a_storm_easier(self, history):
        louder = [count + 50 for count in history]
        self.assertLessEqual(levels(history, 10).starts, levels(louder, 10).starts)

    def test_both_ways_of_counting_agree_where_they_meet(self):
        below, above = (levels([hourly] * 14, 60).starts for hourly in (490, 560))
        self.assertLess(abs(above / 560 - below / 490), 0.1)

    def test_bursty_weeks_raise_no_false_alarm(self):
        chance = random.Random(3)
        alarms = 0
        for _day in range(500):
            history = [bursty(chance, 60) for _ in range(14)]
            alarms += bursty(chance, 60) >= levels(history, 60).starts
        self.assertLessEqual(alarms, 5)

    def test_five_thousand_in_ten_minutes_is_seen_after_seconds(self):
        found = levels([20] * 14, 10)
        self.assertLess(found.starts, 5000 / 600 * 10)


class TestLevelsOf(BaseCase):
    """From what is usual in the window alone, as an incident remembers it."""

    def test_it_is_what_a_history_of_that_comes_to(self):
        for hourly in (0, 3, 60, 900):
            found = levels([hourly] * 14, 30)
            self.assertEqual(levels_of(found.usual), found)

    def test_a_storm_of_the_usual_size_calms(self):
        """What is usual never keeps an incident open."""
        for usual in (0.1, 5, 40, 600):
            self.assertGreaterEqual(levels_of(usual).calms, usual)

    def test_so_few_times_is_it_exceeded_by_chance(self):
        chance = random.Random(5)
        for usual in (5, 40):
            starts = levels_of(usual).starts
            alarms = sum(bursty(chance, usual) >= starts for _ in range(20_000))
            self.assertLess(alarms / 20_000, 0.003)

    @given(st.floats(0, 5000), st.floats(0, 5000))
    def test_where_more_is_usual_it_takes_more(self, one, other):
        less, more = sorted((one, other))
        self.assertLessEqual(levels_of(less).starts, levels_of(more).starts)

    @given(st.floats(0, 5000))
    def test_it_starts_above_and_calms_below(self, usual):
        found = levels_of(usual)
        self.assertGreaterEqual(found.starts, storm.FEWEST)
        self.assertGreater(found.starts, found.usual)
        self.assertLess(found.calms, found.starts)


class TestWatch(BaseCase):
    """It starts at once and ends when it stays calm."""

    usual = storm.Levels(usual=2.0, starts=20, calms=10.0)

    def looks(self, *given, watch=None):
        states = []
        watch = watch or Watch()
        for count in given:
            watch = look(watch, count, self.usual)
            states.append(watch.storm)
        return states

    def test_it_starts_at_the_level(self):
        self.assertEqual(self.looks(19, 20), [False, True])

    def test_below_the_start_and_above_the_calm_it_goes_on(self):
        self.assertEqual(self.looks(25, 15, 11, 15), [True] * 4)

    def test_it_ends_after_calm_looks_in_a_row(self):
        self.assertEqual(self.looks(25, 5, 5, 5, 5), [True, True, True, False, False])

    def test_a_gust_between_starts_the_count_anew(self):
        found = self.looks(25, 5, 5, 12, 5, 5, 5)
        self.assertEqual(found, [True] * 6 + [False])

    def test_it_can_start_again(self):
        self.assertEqual(self.looks(25, 0, 0, 0, 25)[-2:], [False, True])
