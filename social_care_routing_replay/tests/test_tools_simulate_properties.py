# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from odoo.addons.social_care_routing.tests.engine_cases import NOW, snapshots
from odoo.addons.social_care_routing.tools.engine import Snapshot

from ..tools.simulate import Engine
from .simulate_cases import DAY, HOUR, arrivals, crowds, simulation, worker, workers

LARGEST_START = 30 * 60


class TestSimulationProperties(unittest.TestCase):
    @given(workers(), crowds())
    def test_nothing_is_lost(self, some, came):
        run = simulation(some, came)
        outcomes = run.run()
        self.assertEqual(len(outcomes), len(came))
        waiting = {run.tasks[one].arrival.id for one in run.waiting}
        for task in run.tasks.values():
            held = task.arrival.id in waiting
            self.assertNotEqual(held, task.outcome.person != 0)
            self.assertEqual(held, task.outcome.begun_at is None)

    @given(workers(), crowds())
    def test_the_engine_breaks_no_rule(self, some, came):
        run = simulation(some, came)
        run.run()
        self.assertEqual(run.violations, {})

    @given(workers(), crowds())
    def test_no_contact_begins_before_its_arrival(self, some, came):
        for outcome in simulation(some, came).run():
            if outcome.begun_at is not None:
                self.assertGreaterEqual(outcome.begun_at, outcome.arrived_at)

    @given(workers(), crowds())
    def test_same_input_same_output(self, some, came):
        first, again = simulation(some, came), simulation(some, came)
        self.assertEqual(first.run(), again.run())
        self.assertEqual(first.given, again.given)

    @given(workers(), crowds(), st.randoms())
    def test_the_order_of_agents_matters_only_to_ties(self, some, came, chance):
        shuffled = list(some)
        chance.shuffle(shuffled)
        whole = [simulation(s, came).score(60).whole for s in (some, shuffled)]
        self.assertEqual(whole[0].count, whole[1].count)
        self.assertEqual(simulation(shuffled, came).violations, {})

    @given(workers(), crowds())
    def test_no_contact_starves(self, some, came):
        """Whoever waits longer than the largest head start goes before all that come
        later in the same lane."""
        came = [replace(one, last_agent=0) for one in came]
        run = simulation(some, came)
        run.run()
        first = {}
        for place, (at, item, _person) in enumerate(run.given):
            first.setdefault(item, (at, place))
        for earlier in came:
            for later in came:
                if later.lane != earlier.lane:
                    continue
                if later.at > earlier.at + LARGEST_START and later.id in first:
                    self.assertIn(earlier.id, first)
                    self.assertLess(first[earlier.id], first[later.id])

    @given(
        st.lists(st.integers(0, 600), min_size=1, max_size=25),
        st.integers(1, 4),
        st.integers(5, 60),
    )
    def test_one_more_similar_agent_never_lengthens_waits(
        self, minutes, count, handling
    ):
        moments = [minute * 60.0 for minute in sorted(minutes)]
        came = arrivals(*moments, handling=handling * 60.0)
        few, many = (
            simulation([worker(n, at_once=1) for n in range(1, people + 1)], came).run()
            for people in (count, count + 1)
        )
        for before, after in zip(few, many, strict=True):
            if before.begun_at is not None:
                self.assertLessEqual(after.begun_at, before.begun_at)

    @given(st.lists(st.integers(0, 600), min_size=1, max_size=25), st.integers(1, 4))
    def test_one_more_similar_agent_never_lowers_the_sla(self, minutes, count):
        moments = [minute * 60.0 for minute in minutes]
        came = [
            replace(one, deadline=one.at + HOUR)
            for one in arrivals(*sorted(moments), handling=1800.0)
        ]
        shares = [
            simulation([worker(n, at_once=1) for n in range(1, people + 1)], came)
            .score(60)
            .whole.sla
            for people in (count, count + 1)
        ]
        self.assertLessEqual(*shares)

    @given(snapshots())
    def test_the_policy_assigns_like_the_engine(self, make):
        """Leaving out agents at capacity changes nothing."""
        snapshot = make()
        assume(snapshot.items)
        lanes, people = list(snapshot.lanes.values()), list(snapshot.people.values())
        chosen = Engine(lanes).choose(people, snapshot.items, NOW)
        whole = Snapshot(people, lanes, make().items, NOW).decide()
        self.assertEqual(
            [(item.id, person) for item, person in chosen],
            [(decision.item.id, decision.person) for decision in whole],
        )


class TestLongRuns(unittest.TestCase):
    def test_enough_agents_answer_everything(self):
        came = arrivals(*(n * 120.0 for n in range(600)), handling=900.0)
        some = [worker(n, at_once=2) for n in range(1, 6)]
        scores = simulation(some, came, end=2 * DAY).score(1800)
        self.assertEqual(scores.whole.waiting, 0)
        self.assertEqual(scores.whole.service_level, 1.0)
        self.assertGreater(scores.fairness, 0.99)
