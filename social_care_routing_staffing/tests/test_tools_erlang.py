# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import heapq
import itertools
import math
import random
from fractions import Fraction
from unittest.mock import patch

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_routing_staffing.tools import erlang

loads = st.floats(0.01, 300)
crews = st.integers(1, 400)
times = st.floats(1, 3600)
moments = st.floats(20, 900)
shares = st.floats(0.05, 0.99)

# "Appendix A: Table of Erlang B" of Carrier Grade Voice over IP, 2nd edition, as shown
# at globalspec.com: erlangs that so many channels take at 0.01, 0.1, 1 and 5 %.
TABLE_B = {
    2: ("0.0", "0.0", "0.2", "0.4"),
    3: ("0.1", "0.2", "0.5", "0.9"),
    4: ("0.2", "0.4", "0.9", "1.5"),
    5: ("0.5", "0.8", "1.4", "2.2"),
    6: ("0.7", "1.1", "1.9", "3.0"),
    7: ("1.1", "1.6", "2.5", "3.7"),
    8: ("1.4", "2.1", "3.1", "4.5"),
    9: ("1.8", "2.6", "3.8", "5.4"),
}


def exactly_waiting(load, people):
    """Erlang C as it is defined, in whole fractions."""
    power, busy = Fraction(1), Fraction(0)
    for state in range(people):
        busy += power
        power = power * load / (state + 1)
    full = power * people / (people - load)
    return float(full / (busy + full))


def exactly_blocked(load, lines):
    power = total = Fraction(1)
    for line in range(1, lines + 1):
        power = power * load / line
        total += power
    return float(power / total)


def compute_mean_wait(load, people, handling):
    """Average speed of answer in seconds (Erlang C): C h / (n - A)."""
    if people <= load:
        return math.inf
    return erlang.compute_erlang_c(load, people) * handling / (people - load)


def compute_occupancy(load, people):
    """Share of their time that people spend on contacts."""
    return min(1.0, load / people) if people else float(load > 0)


def largest_load(fits):
    low, high = 0.0, 1000.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if fits(middle) else (low, middle)
    return low


class Centre:
    """A simulated call centre; what share was answered in time, gave up, waited."""

    def __init__(self, load, people, handling, patience=math.inf, calls=300_000):
        self.chance = random.Random(11)
        self.free = [0.0] * people
        self.rate, self.handling, self.patience = load / handling, handling, patience
        self.waits, self.lost = [], []
        now = 0.0
        for _ in range(calls):
            now += self.chance.expovariate(self.rate)
            self._call(now)

    def _call(self, now):
        start = max(now, self.free[0])
        patience = math.inf
        if self.patience < math.inf:
            patience = self.chance.expovariate(1 / self.patience)
        if start - now > patience:
            self.lost.append(patience)
            return
        self.waits.append(start - now)
        length = self.chance.expovariate(1 / self.handling)
        heapq.heapreplace(self.free, start + length)

    def in_time(self, within):
        answered = sum(wait <= within for wait in self.waits)
        return answered / (len(self.waits) + len(self.lost))

    @property
    def gave_up(self):
        return len(self.lost) / (len(self.waits) + len(self.lost))

    @property
    def wait(self):
        everybody = self.waits + self.lost
        return sum(everybody) / len(everybody)


class TestPublished(BaseCase):
    """Published values, at their precision."""

    def test_table_of_erlang_b(self):
        for channels, row in TABLE_B.items():
            for share, printed in zip((1e-4, 1e-3, 1e-2, 5e-2), row, strict=True):
                load = largest_load(
                    lambda load, n=channels, s=share: (
                        erlang.compute_erlang_b(load, n) <= s
                    )
                )
                self.assertAlmostEqual(load, float(printed), delta=0.051)

    def test_example_of_a_trunk_calculator(self):
        """erlang.com, calculator manual: 15 lines at 1 % carry 8.108 erlangs."""
        load = largest_load(lambda load: erlang.compute_erlang_b(load, 15) <= 0.01)
        self.assertAlmostEqual(load, 8.108, places=3)

    def test_table_of_erlang_c_and_its_example(self):
        """scribd.com/document/831962299, "Table C": 8 channels at 5 % take 3.87
        erlangs and 1.6 % of delayed calls wait longer than a call takes; 10 channels
        at 1 % take 4.08, and with 3.87 it is 0.22 %."""
        for channels, share, printed in ((8, 0.05, 3.87), (10, 0.01, 4.08)):
            load = largest_load(
                lambda load, n=channels, s=share: (
                    load < n and erlang.compute_erlang_c(load, n) <= s
                )
            )
            self.assertAlmostEqual(load, printed, delta=0.01)
        for channels, printed in ((8, 0.016), (10, 0.0022)):
            late = 1 - erlang.compute_service_level(3.87, channels, 60, 60)
            late /= erlang.compute_erlang_c(3.87, channels)
            self.assertAlmostEqual(late, printed, places=3 if channels == 8 else 4)

    def test_example_of_a_hundred_calls(self):
        """The tests of pyworkforce: 100 calls in 30 minutes of 3 minutes each, 80 % in
        20 s, 85 % busy at most, 30 % shrinkage: 14 people, 20 on the roster, 88.8 %
        in time, 71.4 % busy, 17.4 % wait."""
        load = erlang.compute_load(100, 1800, 180)
        people = erlang.find_agents_needed(load, 0.8, 20, 180, max_occupancy=0.85)
        self.assertEqual((people, erlang.add_shrinkage(people, 0.3)), (14, 20))
        level = erlang.compute_service_level(load, 14, 20, 180)
        self.assertAlmostEqual(level, 0.888, places=3)
        self.assertAlmostEqual(compute_occupancy(load, 14), 0.714, places=3)
        self.assertAlmostEqual(erlang.compute_erlang_c(load, 14), 0.174, places=3)

    def test_values_of_other_programs(self):
        """Tests in public code: B and C for 123 erlangs and 132 people, C for
        thousands, and 752 s a call with 90 % in 20 s."""
        self.assertEqual(round(erlang.compute_erlang_b(123, 132), 4), 0.0312)
        self.assertEqual(round(erlang.compute_erlang_c(123, 132), 4), 0.3211)
        self.assertEqual(round(erlang.compute_erlang_c(12345, 12421), 4), 0.3812)
        load = erlang.compute_load(35, 900, 752)
        level = erlang.compute_service_level(load, 37, 20, 752)
        self.assertTrue(0.9042 <= level <= 0.9043)
        load = erlang.compute_load(25, 900, 752)
        self.assertEqual(erlang.find_agents_needed(load, 0.9, 20, 752), 28)


class TestErlangC(BaseCase):
    """Erlang C: customers who never abandon."""

    def test_exact_fractions(self):
        for load, people in ((1, 2), (2, 3), (5, 7), (10, 14), (20, 25), (48, 55)):
            exact = exactly_waiting(Fraction(load), people)
            self.assertAlmostEqual(
                erlang.compute_erlang_c(load, people), exact, places=12
            )

    @given(st.fractions(Fraction(1, 50), 60, max_denominator=50), st.integers(1, 70))
    def test_it_matches_the_definition(self, load, people):
        blocked = exactly_blocked(load, people)
        self.assertAlmostEqual(
            erlang.compute_erlang_b(float(load), people), blocked, places=9
        )
        assume(people > load)
        exact = exactly_waiting(load, people)
        self.assertAlmostEqual(
            erlang.compute_erlang_c(float(load), people), exact, places=9
        )

    def test_a_single_agent_is_an_m_m_1_queue(self):
        """M/M/1: all is known from the first page of any textbook."""
        self.assertAlmostEqual(erlang.compute_erlang_c(0.6, 1), 0.6)
        self.assertAlmostEqual(compute_mean_wait(0.6, 1, 100), 0.6 * 100 / 0.4)
        level = 1 - 0.6 * math.exp(-0.4 * 50 / 100)
        self.assertAlmostEqual(erlang.compute_service_level(0.6, 1, 50, 100), level)

    @given(loads, crews, times, times)
    def test_more_agents_never_lower_the_service_level(
        self, load, people, within, handling
    ):
        fewer = erlang.compute_service_level(load, people, within, handling)
        more = erlang.compute_service_level(load, people + 1, within, handling)
        self.assertLessEqual(fewer, more + 1e-12)
        self.assertLessEqual(
            compute_mean_wait(load, people + 1, handling),
            compute_mean_wait(load, people, handling),
        )

    @given(loads, st.floats(0, 50), crews, times, times)
    def test_more_load_never_raises_the_service_level(
        self, load, extra, people, within, handling
    ):
        less = erlang.compute_service_level(load, people, within, handling)
        more = erlang.compute_service_level(load + extra, people, within, handling)
        self.assertLessEqual(more, less + 1e-9)

    @given(loads, crews, times, times)
    def test_shares_lie_between_0_and_1(self, load, people, within, handling):
        for share in (
            erlang.compute_erlang_c(load, people),
            erlang.compute_erlang_b(load, people),
            erlang.compute_service_level(load, people, within, handling),
            compute_occupancy(load, people),
        ):
            self.assertTrue(0 <= share <= 1, share)

    def test_too_few_agents_have_no_service_level(self):
        self.assertEqual(erlang.compute_erlang_c(5, 5), 1)
        self.assertEqual(erlang.compute_service_level(5, 5, 20, 180), 0)
        self.assertEqual(compute_mean_wait(5, 4, 180), math.inf)

    def test_a_simulated_centre_agrees(self):
        centre = Centre(load=10, people=12, handling=180)
        level = erlang.compute_service_level(10, 12, 20, 180)
        self.assertAlmostEqual(centre.in_time(20), level, delta=0.02)
        wait = compute_mean_wait(10, 12, 180)
        self.assertAlmostEqual(centre.wait / wait, 1, delta=0.1)


class TestErlangA(BaseCase):
    """Erlang A: customers who abandon."""

    def test_a_simulated_centre_agrees(self):
        for load, people, patience in ((48, 50, 120), (12, 10, 90)):
            centre = Centre(load, people, 60, patience)
            found = erlang.compute_erlang_a(load, people, 20, 60, patience)
            self.assertAlmostEqual(centre.in_time(20), found.service_level, delta=0.02)
            self.assertAlmostEqual(centre.gave_up, found.abandonment, delta=0.01)
            self.assertAlmostEqual(centre.wait, found.wait, delta=1)

    @given(st.floats(0.5, 100), st.integers(1, 120), moments, st.floats(5, 10_000))
    def test_all_queue_lengths_are_summed_up(self, load, people, handling, patience):
        """As one sum over every length of the queue, one by one."""
        ratio = handling / patience
        found = erlang.compute_erlang_a(load, people, 20, handling, patience)
        longest = int(3 * load / ratio + 20 * math.sqrt(load / ratio) + 2000)
        ahead = np.arange(longest + 1.0)
        steps = np.log(load / (people + ahead[1:] * ratio))
        likely = np.concatenate(([0.0], np.cumsum(steps)))
        chances = np.exp(likely - likely.max())
        full = erlang.compute_erlang_b(load, people)
        nobody = (1 - full) * chances[0]
        chances *= full
        gives_up = ratio * float(ahead @ chances) / (nobody + chances.sum()) / load
        self.assertAlmostEqual(found.abandonment, gives_up, delta=1e-4)

    @given(st.floats(0.5, 5000), st.integers(1, 6000), st.integers(1, 2**31 - 1))
    def test_few_lengths_are_evaluated_for_long_queues(self, load, people, patience):
        ahead, chances, _nobody = erlang._weigh_queue_lengths(
            load, people, 60 / patience
        )
        self.assertEqual(len(ahead), len(chances))
        self.assertLessEqual(len(ahead), 5000)

    @given(st.floats(0.5, 60), st.integers(1, 80), times)
    def test_endless_patience_is_erlang_c(self, load, people, within):
        assume(people > load * 1.1)
        found = erlang.compute_erlang_a(load, people, within, 180, 1e9)
        level = erlang.compute_service_level(load, people, within, 180)
        self.assertAlmostEqual(found.service_level, level, places=4)
        self.assertAlmostEqual(
            found.waiting, erlang.compute_erlang_c(load, people), places=4
        )

    @given(st.floats(0.5, 80), st.integers(1, 60), times, moments, moments)
    def test_contacts_are_answered_or_abandoned(
        self, load, people, within, handling, patience
    ):
        found = erlang.compute_erlang_a(load, people, within, handling, patience)
        self.assertTrue(0 <= found.abandonment <= found.waiting + 1e-9 <= 1 + 2e-9)
        served = 1 - found.abandonment
        self.assertLessEqual(found.service_level, served + 1e-9)
        at_once = 1 - found.waiting
        self.assertGreaterEqual(found.service_level, at_once - 1e-9)
        self.assertLessEqual(found.occupancy, 1 + 1e-9)

    @given(st.floats(0.5, 80), st.integers(1, 60), moments, moments)
    def test_more_agents_lower_the_abandonment_rate(
        self, load, people, handling, patience
    ):
        few = erlang.compute_erlang_a(load, people, 20, handling, patience)
        more = erlang.compute_erlang_a(load, people + 1, 20, handling, patience)
        self.assertLessEqual(more.abandonment, few.abandonment + 1e-9)
        self.assertGreaterEqual(more.service_level, few.service_level - 1e-9)


class TestPeopleNeeded(BaseCase):
    """The fewest agents that meet the target."""

    @given(loads, shares, times, times, st.integers(1, 4))
    def test_one_agent_fewer_misses_the_target(
        self, load, target, within, handling, at_once
    ):
        people = erlang.find_agents_needed(load, target, within, handling, at_once)
        level = erlang.compute_level(load, people, within, handling, at_once)
        self.assertGreaterEqual(level, target)
        fewer = erlang.compute_level(load, people - 1, within, handling, at_once)
        self.assertLess(fewer, target)

    @given(st.floats(0.01, 60), shares, st.floats(0.3, 1))
    def test_maximum_occupancy_is_kept(self, load, target, most):
        people = erlang.find_agents_needed(load, target, 20, 180, max_occupancy=most)
        self.assertLessEqual(compute_occupancy(load, people), most + 1e-9)

    @given(st.floats(0.01, 60), st.floats(0, 20), shares)
    def test_more_load_never_needs_fewer_agents(self, load, extra, target):
        few = erlang.find_agents_needed(load, target, 20, 180)
        self.assertGreaterEqual(
            erlang.find_agents_needed(load + extra, target, 20, 180), few
        )

    def test_concurrent_chats_need_fewer_agents(self):
        alone = erlang.find_agents_needed(10, 0.8, 20, 600)
        three = erlang.find_agents_needed(10, 0.8, 20, 600, concurrency=3)
        self.assertEqual((alone, three), (14, 5))

    @given(
        st.floats(0.01, 80),
        shares,
        st.floats(1, 600),
        st.integers(1, 3),
        st.sampled_from((0.5, 0.9, 1.0)),
        st.sampled_from((0, 5, 60, 600, 7200)),
    )
    def test_bisection_finds_what_counting_finds(
        self, load, target, within, at_once, most, patience
    ):
        """As counting up from one finds it, where nobody is too busy either."""
        found = erlang.find_agents_needed(
            load, target, within, 180, at_once, most, patience
        )
        at_most = 0 if patience and most == 1 else load / at_once / most - 1e-9
        counted = next(
            people
            for people in itertools.count(1)
            if people >= at_most
            and erlang.compute_level(load, people, within, 180, at_once, patience)
            >= target
        )
        self.assertEqual(found, counted)

    @given(
        st.floats(0.01, 20_000),
        shares,
        st.sampled_from((1, 20, 3600)),
        st.integers(0, 2**31 - 1),
    )
    def test_few_numbers_of_agents_are_tried(self, load, target, within, patience):
        """Whatever the load and the patience."""
        with patch.object(
            erlang, "compute_level", side_effect=erlang.compute_level
        ) as tried:
            erlang.find_agents_needed(load, target, within, 180, patience=patience)
        self.assertLessEqual(tried.call_count, 4 + 2 * math.log2(load + 4))

    def test_a_large_center_is_planned_without_counting(self):
        """Counting up took one try for each of two thousand agents."""
        people = erlang.find_agents_needed(2000, 0.8, 20, 180, patience=60)
        levels = [
            erlang.compute_level(2000, some, 20, 180, 1, 60)
            for some in (people - 1, people)
        ]
        self.assertLess(levels[0], 0.8)
        self.assertGreaterEqual(levels[1], 0.8)

    def test_abandonment_reduces_the_load(self):
        waiting = erlang.find_agents_needed(48, 0.8, 20, 60)
        impatient = erlang.find_agents_needed(48, 0.8, 20, 60, patience=60)
        self.assertLess(impatient, waiting)

    def test_without_load_no_agents_are_needed(self):
        self.assertEqual(erlang.find_agents_needed(0, 0.8, 20, 180), 0)
        self.assertEqual(erlang.compute_level(0, 0, 20, 180), 1)

    def test_long_targets_need_little_more_than_the_load(self):
        """Why what may wait is planned by its backlog."""
        load = erlang.compute_load(60, 1800, 360)
        found = [
            erlang.find_agents_needed(load, 0.8, within, 360)
            for within in (20, 120, 900, 1800)
        ]
        self.assertEqual(found, [16, 15, 13, 13])

    @given(st.integers(0, 200), st.floats(0, 0.9))
    def test_enough_agents_remain_after_shrinkage(self, people, shrinkage):
        rostered = erlang.add_shrinkage(people, shrinkage)
        self.assertGreaterEqual(rostered * (1 - shrinkage), people - 1e-6)
        self.assertLess((rostered - 1) * (1 - shrinkage), people)
