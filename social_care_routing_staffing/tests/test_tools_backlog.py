# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import heapq
import math
import random
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care_routing_staffing.tools import backlog, erlang, forecast

HALF, HOUR = 1800, 3600
slots = st.lists(st.tuples(st.floats(0, 60), st.booleans()), min_size=1, max_size=30)


def simulate(contacts, people, is_open, within, handling, days=300, seed=3):
    """The share answered in time in each interval, in order of arrival; the clock of
    the target only runs in open intervals."""
    chance, good, came = random.Random(seed), [0] * len(contacts), [0] * len(contacts)
    for _day in range(days):
        busy, ready = [], 0.0
        for slot, now in _arrivals(chance, contacts):
            ready = _start(max(now, ready), busy, people)
            came[slot] += 1
            good[slot] += _open_between(now, ready, is_open) <= within
            heapq.heappush(busy, ready + chance.expovariate(1 / handling))
    return [
        share / total if total else 1 for share, total in zip(good, came, strict=True)
    ]


def _arrivals(chance, contacts):
    for slot, mean in enumerate(contacts):
        now = slot * HALF + (chance.expovariate(mean / HALF) if mean else math.inf)
        while now < (slot + 1) * HALF:
            yield slot, now
            now += chance.expovariate(mean / HALF)


def _start(now, busy, people):
    """When an agent is available; after the last interval as many stay as in it."""
    while True:
        while busy and busy[0] <= now:
            heapq.heappop(busy)
        slot = min(int(now // HALF), len(people) - 1)
        if len(busy) < people[slot]:
            return now
        following = (int(now // HALF) + 1) * HALF
        now = min(busy[0] if busy else following, following)


def _open_between(start, stop, is_open):
    total, now = 0.0, start
    while now < stop:
        slot = int(now // HALF)
        until = min(stop, (slot + 1) * HALF)
        total += (until - now) * is_open[min(slot, len(is_open) - 1)]
        now = until
    return total


class TestSpreadOut(BaseCase):
    """Work can be deferred until its deadline."""

    def test_short_targets_defer_nothing(self):
        self.assertEqual(
            backlog.defer_work([3, 5, 2], [True] * 3, HALF, 20 * 60), [3, 5, 2]
        )

    def test_a_peak_is_spread_over_its_waiting_time(self):
        work = backlog.defer_work([0, 80, 0, 0, 0, 0], [True] * 6, HALF, 2 * HOUR)
        self.assertEqual(work, [0, 20, 20, 20, 20, 0])

    def test_work_of_the_night_is_done_in_the_morning(self):
        is_open = [False, False, True, True, True]
        work = backlog.defer_work([6, 6, 0, 0, 0], is_open, HALF, HOUR)
        self.assertEqual(work, [0, 0, 6, 6, 0])

    @given(slots, st.integers(60, 8 * HOUR))
    def test_all_work_is_planned_once(self, found, within):
        contacts, is_open = zip(*found, strict=True)
        long = is_open + (True,) * 20
        work = backlog.defer_work(contacts + (0,) * 20, long, HALF, within)
        self.assertAlmostEqual(sum(work), sum(contacts), places=6)
        self.assertTrue(
            all(
                not done
                for done, open_now in zip(work, long, strict=True)
                if not open_now
            )
        )

    @given(slots, st.integers(1, 16))
    def test_no_peak_grows(self, found, intervals):
        contacts = [came for came, _open in found]
        work = backlog.defer_work(contacts, [True] * len(found), HALF, intervals * HALF)
        self.assertLessEqual(max(work), max(contacts) + 1e-9)


class TestPeopleNeeded(BaseCase):
    """Agents required to meet the target."""

    def needed(self, contacts, within, is_open=None, target=0.8, **more):
        return backlog.find_agents_needed(
            contacts,
            is_open or [True] * len(contacts),
            HALF,
            within,
            360,
            target,
            **more,
        )

    def test_in_a_steady_state_it_is_erlang_c(self):
        people = self.needed([60] * 10, 20 * 60)
        self.assertEqual(set(people), {erlang.find_agents_needed(12, 0.8, 1200, 360)})

    def test_not_all_hours_of_a_night_are_busy_at_once(self):
        """To be ready for a night that is busier than most is less than to be ready
        for busier hours than most all through it."""
        is_open = [False] * 20 + [True]
        night = [4] * 20 + [0]
        busy = partial(forecast.get_busy_rate, spread=9, share=0.8)
        whole = self.needed(night, HOUR, is_open, busy=busy)
        each = self.needed([busy(come) for come in night], HOUR, is_open)
        usual = self.needed(night, HOUR, is_open)
        self.assertLess(usual[-1], whole[-1])
        self.assertLess(whole[-1], each[-1])

    def test_a_deferrable_peak_needs_fewer_agents(self):
        peak = [10, 10, 100, 10, 10, 10, 10, 10, 10, 10]
        soon, late = self.needed(peak, 20 * 60), self.needed(peak, 4 * HOUR)
        self.assertGreater(max(soon), 1.5 * max(late))

    def test_no_agents_are_needed_outside_opening_hours(self):
        people = self.needed([5, 5, 5, 5], HOUR, [False, False, True, True])
        self.assertEqual(people[:2], [0, 0])
        self.assertGreater(people[2], 1)

    @given(st.lists(st.floats(0, 60), min_size=1, max_size=12), st.floats(0, 20))
    def test_more_contacts_never_need_fewer_agents(self, contacts, extra):
        few = self.needed(contacts, HOUR)
        more = self.needed([came + extra for came in contacts], HOUR)
        self.assertTrue(all(a <= b for a, b in zip(few, more, strict=True)))

    def test_a_simulation_reaches_the_target(self):
        """Night, a rush in the morning, a calm afternoon."""
        contacts = [3] * 4 + [8, 20, 30, 30, 20, 12, 8, 6, 6, 4, 2, 2] + [0] * 6
        is_open = [False] * 4 + [True] * 18
        for within in (20 * 60, HOUR, 4 * HOUR):
            people = self.needed(contacts, within, is_open)[:-1] + [1]
            found = simulate(contacts, people, is_open, within, 360)
            came = sum(contacts)
            whole = sum(a * b for a, b in zip(found, contacts, strict=True)) / came
            self.assertGreaterEqual(whole, 0.8, within)


class TestAnsweredInTime(BaseCase):
    """Service level of a number of agents."""

    def share(self, contacts, people, within, is_open=None, **more):
        return backlog.compute_levels(
            contacts,
            people,
            is_open or [True] * len(contacts),
            HALF,
            within,
            360,
            **more,
        )

    def test_in_a_steady_state_it_is_near_erlang_c(self):
        for people, load, within in ((1, 0.6, 900), (3, 2.5, 1200), (13, 12, 900)):
            shares, _left = self.share([load * 5] * 60, [people] * 60, within)
            exact = erlang.compute_service_level(load, people, within, 360)
            self.assertAlmostEqual(shares[50], exact, delta=0.02)

    def test_a_simulated_day_agrees(self):
        """Too few in the morning, a backlog, enough later."""
        contacts = [10, 10, 40, 40, 20, 10, 10, 10, 10, 5]
        people = [3, 3, 4, 5, 5, 5, 5, 4, 3, 3]
        for within in (20 * 60, HOUR, 2 * HOUR):
            shares, _left = self.share(contacts, people, within)
            found = simulate(contacts, people, [True] * 10, within, 360)
            for slot, (mine, theirs) in enumerate(zip(shares, found, strict=True)):
                self.assertAlmostEqual(mine, theirs, delta=0.1, msg=(within, slot))

    def test_an_early_backlog_delays_later_contacts(self):
        calm, _left = self.share([10] * 8, [3] * 8, 1200)
        after, left = self.share([60] + [10] * 7, [3] * 8, 1200)
        self.assertGreater(calm[2], 0.9)
        self.assertLess(after[2], 0.2)
        self.assertGreater(left[0], left[-1])

    def test_the_initial_backlog_is_handled_first(self):
        empty, _left = self.share([10] * 4, [3] * 4, 1200)
        full, _left = self.share([10] * 4, [3] * 4, 1200, waiting=60)
        self.assertGreater(empty[0] - full[0], 0.7)

    def test_time_outside_opening_hours_does_not_count(self):
        is_open = [False, False, True, True, True]
        people = [0, 0, 4, 4, 4]
        counted, _left = self.share([5, 5, 5, 5, 5], people, HOUR, is_open)
        always, _left = self.share([5, 5, 5, 5, 5], people, HOUR)
        self.assertGreater(counted[0], 0.95)
        self.assertLess(always[0], counted[0] - 0.1)

    def test_without_agents_nothing_is_answered(self):
        shares, left = self.share([6, 6], [0, 0], 1200)
        self.assertEqual(shares, [0, 0])
        self.assertAlmostEqual(left[1], 12, places=3)

    @given(
        st.lists(
            st.tuples(st.floats(0, 40), st.integers(0, 8)), min_size=1, max_size=8
        ),
        st.sampled_from([1200, HOUR, 4 * HOUR]),
    )
    def test_more_agents_never_lower_the_service_level(self, found, within):
        contacts, people = zip(*found, strict=True)
        few, waits = self.share(contacts, people, within)
        more, waits_less = self.share(contacts, [n + 1 for n in people], within)
        for a, b in zip(few, more, strict=True):
            self.assertTrue(0 <= a <= b + 1e-6 <= 1 + 2e-6)
        for a, b in zip(waits_less, waits, strict=True):
            self.assertLessEqual(a, b + 1e-6)

    @given(st.lists(st.floats(0, 40), min_size=1, max_size=8), st.integers(0, 6))
    def test_a_longer_target_is_met_more_often(self, contacts, people):
        crew = [people] * len(contacts)
        hour, _left = self.share(contacts, crew, HOUR)
        hours, _left = self.share(contacts, crew, 3 * HOUR)
        self.assertGreaterEqual(sum(hours), sum(hour) - 0.02 * len(contacts))
