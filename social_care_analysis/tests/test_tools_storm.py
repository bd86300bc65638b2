# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools import storm
from odoo.addons.social_care_analysis.tools.counts import tail
from odoo.addons.social_care_analysis.tools.storm import Rise
from odoo.addons.social_care_analysis.tools.usual_volume import HORIZON, Usual

SLOTS = HORIZON * 60 // storm.SLOT
usuals = st.floats(0.01, 500)
spreads = st.floats(1.05, 12)


def usual(hourly, spread=1.5, known=26.0):
    return Usual(np.full(HORIZON + 1, float(hourly)), spread, known)


def slots(*last):
    """So much in the last slots, nothing before."""
    return np.array([0] * (SLOTS - len(last)) + list(last), float)


class TestTail(BaseCase):
    """The chance of so many or more."""

    def test_it_is_a_negative_binomial_distribution(self):
        # Mean 2 and spread 2: as often as two or more heads come before two tails.
        self.assertAlmostEqual(tail(1, 2.0, 2.0), 0.75)
        self.assertAlmostEqual(tail(2, 2.0, 2.0), 0.5)

    def test_none_or_more_is_certain(self):
        self.assertEqual(tail(0, 3.0, 2.0), 1)
        self.assertEqual(list(tail(np.array([0, 1]), 2.0, 2.0)), [1, 0.75])

    @given(st.integers(1, 300), usuals, spreads)
    def test_more_is_rarer(self, count, expected, spread):
        self.assertLessEqual(
            tail(count + 1, expected, spread), tail(count, expected, spread)
        )

    @given(st.integers(1, 300), usuals, spreads)
    def test_where_more_is_usual_it_is_likelier(self, count, expected, spread):
        likelier = tail(count, expected * 1.5, spread)
        self.assertGreaterEqual(likelier + 1e-12, tail(count, expected, spread))


class TestRise(BaseCase):
    """What a number of people is worth as evidence."""

    def test_fewer_than_ten_are_worth_nothing(self):
        self.assertEqual(Rise(30, 0.01, 1.5).decades(9), 0)
        self.assertGreater(Rise(30, 0.01, 1.5).decades(10), storm.ENOUGH)

    def test_a_decade_is_a_tenth_of_the_chance(self):
        rise = Rise(30, 4.0, 2.0)
        self.assertAlmostEqual(10 ** -rise.decades(15), tail(15, 4.0, 2.0))

    def test_the_cumulative_test_is_the_most(self):
        self.assertEqual(Rise(90, 0.01, 1.5, most=3.0).decades(50), 3.0)

    def test_the_largest_crowd_is_still_a_number(self):
        self.assertLess(Rise(30, 0.01, 1.5).decades(100_000), 1000)

    @given(st.integers(10, 300), usuals, spreads)
    def test_more_people_are_never_less_evidence(self, people, expected, spread):
        rise = Rise(30, expected, spread)
        self.assertLessEqual(rise.decades(people), rise.decades(people + 1))


class TestRises(BaseCase):
    """In which windows there may be a storm."""

    def rises(self, counts, hourly, spread=1.5):
        return storm.find_rises(counts, usual(hourly, spread), 60)

    def decades(self, counts, hourly, spread=1.5):
        """The evidence of the counts alone."""
        return max(
            (
                rise.decades(storm.count_last(counts, rise.minutes))
                for rise in self.rises(counts, hourly, spread)
            ),
            default=0,
        )

    def test_what_is_usual_is_none(self):
        for hourly in (0.5, 6, 60, 600):
            self.assertFalse(self.rises(np.full(SLOTS, hourly / 12), hourly))

    def test_a_sudden_crowd_is_one(self):
        self.assertGreater(self.decades(slots(5, 15), 3), storm.ENOUGH)

    def test_the_same_crowd_is_none_where_it_is_usual(self):
        self.assertLess(self.decades(slots(5, 15), 60), storm.LEAST)

    def test_an_hour_shows_what_half_an_hour_does_not(self):
        crowd = np.array([4] * (SLOTS - 24) + [0] * 12 + [7] * 12, float)
        rises = self.rises(crowd, 40, spread=2)
        found = [rise.minutes for rise in rises if rise.most == math.inf]
        self.assertEqual(found, [60])

    def test_what_adds_up_over_hours_is_one_as_well(self):
        """Ten an hour where two are usual: no half hour and no hour has many."""
        slow = slots(*[1, 1, 1, 1, 1, 0] * 6)
        rises = self.rises(slow, 2)
        self.assertEqual([rise.minutes > 60 for rise in rises], [True])
        self.assertGreater(self.decades(slow, 2), storm.ENOUGH)

    def test_what_adds_up_began_where_the_usual_ended(self):
        slow = np.array([0] * (SLOTS - 30) + [1] * 30, float)
        longest = max(rise.minutes for rise in self.rises(slow, 1))
        self.assertEqual(longest, 30 * storm.SLOT)

    def test_bursts_make_it_less_sure(self):
        crowd = slots(4, 14)
        self.assertLess(self.decades(crowd, 6, spread=4), self.decades(crowd, 6))

    def test_bursts_make_what_adds_up_less_sure(self):
        slow = slots(*[1, 1, 1, 1, 1, 0] * 6)
        most = [self.rises(slow, 1, spread)[-1].most for spread in (1.1, 2.2)]
        self.assertAlmostEqual(most[0], 2 * most[1])

    @given(st.lists(st.integers(0, 20), min_size=SLOTS, max_size=SLOTS), usuals)
    def test_each_has_enough_to_be_looked_at(self, counts, hourly):
        counts = np.array(counts, float)
        for rise in self.rises(counts, hourly):
            people = storm.count_last(counts, rise.minutes)
            self.assertGreaterEqual(people, storm.FEWEST)
            self.assertGreaterEqual(rise.decades(people), storm.LEAST)
            self.assertGreater(people, rise.usual)

    def test_chance_alone_raises_nothing_in_a_year_of_half_hours(self):
        chance = np.random.default_rng(3)
        for hourly in (1, 8, 40):
            shape = hourly / 12 / 0.5
            raised = 0
            for _ in range(1000):
                counts = chance.negative_binomial(shape, 1 / 1.5, SLOTS).astype(float)
                raised += self.decades(counts, hourly) >= storm.ENOUGH
            self.assertLessEqual(raised, 1)


class TestMayRise(BaseCase):
    """Which keys are looked at."""

    def test_a_steady_key_is_not(self):
        for each in (0.5, 3, 40):
            self.assertFalse(storm.may_rise(np.full(SLOTS, each)))

    def test_a_crowd_is(self):
        self.assertTrue(storm.may_rise(np.array([3] * (SLOTS - 2) + [20, 20], float)))

    def test_an_hour_of_more_is(self):
        self.assertTrue(storm.may_rise(np.array([3] * (SLOTS - 12) + [5] * 12, float)))

    def test_what_has_begun_to_add_up_is(self):
        for slot in range(20, 31):
            self.assertTrue(storm.may_rise(slots(*[1] * slot)), slot)

    def test_fewer_than_ten_are_not(self):
        self.assertFalse(storm.may_rise(slots(9)))
        self.assertTrue(storm.may_rise(slots(10)))


class TestCalm(BaseCase):
    """A storm begins at once and ends when it stays calm."""

    def test_half_of_what_starts_a_storm_is_calm(self):
        rise = Rise(30, 4.0, 2.0)
        starts = storm.count_to_start(4.0, 2.0)
        self.assertEqual(storm.compute_calm_below(rise, 200), starts / 2)

    def test_the_start_is_the_fewest_that_are_enough(self):
        for expected in (0.1, 4, 40):
            starts = storm.count_to_start(expected, 2.0)
            rise = Rise(30, expected, 2.0)
            self.assertGreaterEqual(rise.decades(starts), storm.ENOUGH)
            if starts > storm.FEWEST:
                self.assertLess(rise.decades(starts - 1), storm.ENOUGH)

    def test_a_slow_storm_is_not_calm_at_once(self):
        """Ten people in two hours are 2.5 in half an hour: it goes on at that."""
        calm = storm.compute_calm_below(Rise(120, 1.0, 1.5), 10)
        self.assertAlmostEqual(calm, (0.25 + 2.5) / 2)

    @given(usuals, spreads, st.sampled_from([30, 60, 145]))
    def test_what_is_usual_is_calm(self, expected, spread, minutes):
        """A storm of the usual size would never end."""
        calm = storm.compute_calm_below(
            Rise(minutes, expected, spread), int(expected * 3) + 10
        )
        self.assertGreaterEqual(calm, expected * 30 / minutes - 1e-9)

    def test_calm_checks_count_in_a_row(self):
        found = quiet = 0
        for people in (4, 4, 5, 4, 4, 4):
            quiet = storm.count_calm_checks(quiet, people, 5)
            found = found or quiet >= storm.CALM_CHECKS and people
        self.assertEqual(quiet, storm.CALM_CHECKS)
        self.assertEqual(storm.count_calm_checks(2, 5, 5), 0)
