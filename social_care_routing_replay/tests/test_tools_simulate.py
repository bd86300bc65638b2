# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest
from dataclasses import replace
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.social_care_routing.tools.people import Person

from ..tools.simulate import Worker, share_time
from .simulate_cases import (
    ANY,
    BY_CHAT,
    CHAT,
    DAY,
    HOUR,
    IN_POLISH,
    MAIL,
    POLISH,
    TEAM,
    arrival,
    arrivals,
    simulation,
    worker,
)


def waits(run):
    outcomes = run.run()
    return [one.begun_at and one.begun_at - one.arrived_at for one in outcomes]


class Everybody:
    """Assigns everything to person 1, whatever their load."""

    gives_back = False

    def choose(self, people, items, now):
        return [(item, 1) for item in items]


class TestPace(unittest.TestCase):
    """Agents who share their time among concurrent contacts."""

    def run_it(self, at_once, *moments, **values):
        run = simulation(
            [worker(1, at_once=at_once)], arrivals(*moments), pace=share_time, **values
        )
        return run.run()

    def done(self, *args, **values):
        return [outcome.done_at for outcome in self.run_it(*args, **values)]

    def test_a_single_contact_takes_as_long_as_recorded(self):
        self.assertEqual(self.done(3, 0.0), [600])

    def test_two_concurrent_contacts_take_twice_as_long(self):
        self.assertEqual(self.done(2, 0.0, 0.0), [1200, 1200])

    def test_a_later_contact_slows_down_earlier_ones(self):
        """300 seconds are handled alone, 300 concurrently in 600."""
        self.assertEqual(self.done(2, 0.0, 300.0), [900, 1200])

    def test_sequential_handling_ends_no_later(self):
        moments = 0.0, 0.0, 0.0
        self.assertEqual(self.done(1, *moments), [600, 1200, 1800])
        self.assertEqual(self.done(3, *moments), [1800, 1800, 1800])

    def test_a_pending_offer_is_not_in_progress(self):
        lane = replace(ANY, offered=True)
        run = simulation(
            [worker(1)],
            arrivals(0.0),
            lanes=(lane,),
            reaction={TEAM: 30},
            pace=share_time,
        )
        self.assertEqual(run.run()[0].done_at, 630)

    def test_the_end_of_a_shift_suspends_work(self):
        """Two side by side for 900 seconds: 450 of 3,000 are done of each, and who goes
        on without giving back finishes both the next day."""
        run = simulation(
            [worker(1, shifts=((0, 900), (10_000, DAY)))],
            arrivals(0.0, 0.0, handling=3000),
            policy=Everybody(),
            pace=share_time,
        )
        ends = [outcome.done_at for outcome in run.run()]
        self.assertEqual(ends, [15_100, 15_100])

    @given(st.lists(st.integers(0, 3600), min_size=1, max_size=12), st.integers(1, 5))
    def test_agents_work_no_more_than_their_hours(self, moments, at_once):
        """Busy until everything is done, whatever the capacity."""
        moments = sorted(map(float, moments))
        free = 0.0
        for at in moments:
            free = max(free, at) + 600
        last = max(self.done(at_once, *moments))
        self.assertAlmostEqual(last, free, places=3)

    @given(st.lists(st.integers(0, 3600), min_size=1, max_size=12), st.integers(1, 4))
    def test_lower_capacity_begins_no_sooner_overall(self, moments, at_once):
        """A single one may: three that end together free no capacity until then."""
        moments = sorted(map(float, moments))
        few, many = (
            sum(outcome.begun_at for outcome in self.run_it(number, *moments))
            for number in (at_once, at_once + 1)
        )
        self.assertGreaterEqual(few + 1e-3, many)


class TestWork(unittest.TestCase):
    def test_available_agents_begin_at_once(self):
        outcomes = simulation([worker(1)], arrivals(HOUR)).run()
        self.assertEqual(outcomes[0].begun_at, HOUR)
        self.assertEqual(outcomes[0].done_at, HOUR + 600)
        self.assertEqual(outcomes[0].person, 1)

    def test_finishing_frees_capacity(self):
        run = simulation([worker(1, at_once=1)], arrivals(0.0, 60.0, 60.0))
        self.assertEqual(waits(run), [0, 540, 1140])

    def test_capacity_limits_concurrent_contacts(self):
        run = simulation([worker(1, at_once=2)], arrivals(0.0, 60.0, 60.0))
        self.assertEqual(waits(run), [0, 0, 540])

    def test_another_medium_takes_capacity(self):
        both = [arrival(1, 0.0), arrival(2, 60.0, lane=BY_CHAT.id)]
        run = simulation([worker(1, total=2.0)], both)
        self.assertEqual(waits(run), [0, 540])

    def test_contacts_wait_for_the_next_shift(self):
        run = simulation([worker(1, [(8 * HOUR, 16 * HOUR)])], arrivals(6 * HOUR))
        self.assertEqual(waits(run), [2 * HOUR])

    def test_contacts_after_the_last_shift_keep_waiting(self):
        run = simulation([worker(1, [(0, HOUR)])], arrivals(2 * HOUR))
        self.assertEqual(waits(run), [None])
        self.assertEqual(run.score(HOUR).whole.waiting, 1)

    def test_an_offer_is_accepted_after_the_reaction_time(self):
        run = simulation([worker(1)], arrivals(0.0), reaction={TEAM: 20})
        (outcome,) = run.run()
        self.assertEqual((outcome.begun_at, outcome.done_at), (20, 620))

    def test_agents_get_one_offer_at_a_time(self):
        asked = replace(ANY, offered=True)
        came = arrivals(0.0, 0.0)
        for reaction, expected in ((20, [20, 40]), (0, [0, 0])):
            run = simulation(
                [worker(1, most_offers=1)],
                came,
                lanes=[asked],
                reaction={TEAM: reaction},
            )
            self.assertEqual(waits(run), expected)
            self.assertEqual(run.violations, {})


class TestOrder(unittest.TestCase):
    def test_a_boosted_contact_goes_first(self):
        came = [*arrivals(0.0, 60.0), arrival(3, 120.0, boosts=((0.0, 90.0),))]
        run = simulation([worker(1, at_once=1)], came)
        run.run()
        self.assertEqual([item for _at, item, _one in run.given], [1, 3, 2])

    def test_a_later_boost_counts_from_then_on(self):
        late = ((0.0, 0.0), (1000.0, 5000.0))
        came = [*arrivals(0.0, 1.0, 2.0), arrival(4, 3.0, boosts=late)]
        run = simulation([worker(1, at_once=1)], came)
        run.run()
        self.assertEqual([item for _at, item, _one in run.given], [1, 2, 4, 3])

    def test_the_last_agent_is_preferred_if_available(self):
        run = simulation([worker(1), worker(2)], arrivals(0.0, last_agent=2))
        self.assertEqual(run.run()[0].person, 2)

    def test_a_reservation_ends_in_time(self):
        busy = arrivals(0.0, handling=HOUR, last_agent=2)
        held = arrival(2, 60.0, last_agent=2, held_until=900.0)
        run = simulation([worker(1, at_once=1), worker(2, at_once=1)], [*busy, held])
        self.assertEqual(waits(run), [0, 840])
        self.assertEqual(run.tasks[2].outcome.person, 1)

    def test_a_reservation_ends_with_the_shift(self):
        busy = arrivals(0.0, handling=300, last_agent=2)
        held = arrival(2, 60.0, last_agent=2, held_until=900.0)
        there = [worker(1, at_once=1), worker(2, [(0, 120.0)], at_once=1)]
        self.assertEqual(waits(simulation(there, [*busy, held])), [0, 60])


class TestRings(unittest.TestCase):
    def test_relaxation_lowers_the_requirement(self):
        came = arrivals(0.0, lane=IN_POLISH.id, relaxations=(900.0,))
        run = simulation([worker(1, skills={POLISH: 10})], came)
        self.assertEqual(waits(run), [900])
        self.assertEqual(run.violations, {})

    def test_without_relaxation_it_waits_for_a_skilled_agent(self):
        came = arrivals(0.0, lane=IN_POLISH.id)
        some = [worker(1), worker(2, [(HOUR, DAY)], skills={POLISH: 50})]
        run = simulation(some, came)
        self.assertEqual(waits(run), [HOUR])
        self.assertEqual(run.tasks[1].outcome.person, 2)


class TestLeaving(unittest.TestCase):
    def test_almost_finished_work_is_completed(self):
        run = simulation(
            [worker(1, [(0, 300.0)]), worker(2)],
            arrivals(0.0, last_agent=1),
        )
        self.assertEqual(run.run()[0].done_at, 600)

    def test_unfinished_work_goes_to_another_agent(self):
        came = arrivals(0.0, handling=HOUR, last_agent=1)
        run = simulation([worker(1, [(0, 300.0)]), worker(2)], came)
        (outcome,) = run.run()
        self.assertEqual(outcome.person, 2)
        self.assertEqual(outcome.begun_at, 300)
        self.assertEqual(outcome.done_at, 300 + HOUR)

    def test_a_pending_offer_returns_to_the_queue(self):
        came = arrivals(290.0, handling=1200, last_agent=1)
        there = [worker(1, [(0, 300.0)]), worker(2)]
        run = simulation(there, came, reaction={TEAM: 20})
        (outcome,) = run.run()
        self.assertEqual((outcome.person, outcome.begun_at), (2, 320))

    def test_a_policy_without_a_queue_keeps_work_with_the_agent(self):
        came = arrivals(0.0, handling=HOUR)
        shifts = [(0, 1800.0), (2 * HOUR, 4 * HOUR)]
        run = simulation([worker(1, shifts), worker(2)], came, policy=Everybody())
        (outcome,) = run.run()
        self.assertEqual(outcome.person, 1)
        self.assertEqual(outcome.done_at, 2 * HOUR + 1800)


class TestOtherPolicies(unittest.TestCase):
    def test_work_beyond_capacity_is_pending(self):
        run = simulation([worker(1, at_once=1)], arrivals(0.0, 0.0), policy=Everybody())
        self.assertEqual(waits(run), [0, 600])
        self.assertEqual(run.violations, {"capacity": 1})

    def test_each_violated_rule_is_counted(self):
        stranger = Worker(Person(1, limits={}), ((HOUR, DAY),))
        came = arrivals(0.0, lane=IN_POLISH.id)
        run = simulation([stranger], came, policy=Everybody())
        run.run()
        everything = dict.fromkeys(("absent", "team", "skill", "capacity"), 1)
        self.assertEqual(run.violations, everything)

    def test_an_unskilled_answer_is_not_a_skilled_one(self):
        came = arrivals(0.0, lane=IN_POLISH.id, deadline=HOUR)
        whole = simulation([worker(1)], came, policy=Everybody()).score(60).whole
        self.assertEqual((whole.sla, whole.sla_skilled), (1.0, 0.0))


class TestScore(unittest.TestCase):
    def test_later_deadlines_are_not_judged(self):
        came = arrivals(23 * HOUR, handling=2 * HOUR, deadline=DAY + HOUR)
        self.assertIsNone(simulation([worker(1)], came).score(60).whole.sla)

    def test_without_deadlines_there_is_no_share(self):
        self.assertEqual(arrivals(0.0)[0].deadline, inf)
        self.assertIsNone(simulation([worker(1)], arrivals(0.0)).score(60).whole.sla)

    def test_loads_are_per_hour_of_presence(self):
        came = arrivals(0.0, 0.0)
        scores = simulation([worker(1, [(0, 10 * HOUR)])], came).score(60)
        self.assertEqual(scores.loads, {1: 0.2})

    def test_groups_are_teams_and_media(self):
        chat = arrival(2, 0.0, lane=BY_CHAT.id)
        scores = simulation([worker(1)], [*arrivals(0.0), chat]).score(60)
        self.assertEqual(list(scores.groups), [(TEAM, MAIL), (TEAM, CHAT)])
        self.assertEqual(scores.groups[TEAM, CHAT].count, 1)
