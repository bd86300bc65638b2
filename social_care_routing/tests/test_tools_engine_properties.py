# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest
from collections import Counter
from dataclasses import replace

from hypothesis import given

from ..tools.people import NOTHING
from .engine_cases import snapshots


class TestEngineProperties(unittest.TestCase):
    @given(snapshots())
    def test_agents_stay_below_their_limit_per_medium(self, make):
        before, snapshot = make(), make()
        given_out = Counter(
            (d.person, snapshot.lanes[d.item.lane].medium) for d in snapshot.decide()
        )
        for (one, medium), count in given_out.items():
            person = before.people[one]
            room = person.limits.get(medium, NOTHING).at_once
            self.assertLessEqual(count + person.doing.get(medium, 0), room)

    @given(snapshots())
    def test_decisions_fit_the_counted_capacity(self, make):
        """The database is read only as far as there is room."""
        before, snapshot = make(), make()
        given_out = Counter(
            (d.person, snapshot.lanes[d.item.lane].medium) for d in snapshot.decide()
        )
        for (one, medium), count in given_out.items():
            self.assertLessEqual(count, before.people[one].count_room(medium))
        for person in before.people.values():
            for medium in (1, 2, 3):
                hindered = bool(person.find_hindrance(medium))
                self.assertNotEqual(hindered, person.count_room(medium) > 0)

    @given(snapshots())
    def test_agents_stay_below_their_total_load(self, make):
        snapshot = make()
        for one in {decision.person for decision in snapshot.decide()}:
            person = snapshot.people[one]
            if person.total:
                self.assertLessEqual(person.load, person.total)

    @given(snapshots())
    def test_agents_stay_below_their_limit_of_pending_offers(self, make):
        before, snapshot = make(), make()
        for decision in snapshot.decide():
            person = snapshot.people[decision.person]
            if person.most_offers and snapshot.lanes[decision.item.lane].offered:
                most = max(person.most_offers, before.people[person.id].offers)
                self.assertLessEqual(person.offers, most)

    @given(snapshots())
    def test_only_work_that_may_interrupt_does(self, make):
        before, snapshot = make(), make()
        for decision in snapshot.decide():
            person = before.people[decision.person]
            medium = snapshot.lanes[decision.item.lane].medium
            for other, count in person.doing.items():
                if count and other != medium:
                    allowed = person.limits.get(other, NOTHING).interrupted_by
                    self.assertIn(medium, allowed)
            person.take(medium, before.now)

    @given(snapshots())
    def test_work_goes_to_available_qualified_members(self, make):
        snapshot = make()
        for decision in snapshot.decide():
            person = snapshot.people[decision.person]
            asked = snapshot.lanes[decision.item.lane].get_asked(decision.item.step)
            self.assertFalse(person.absent)
            self.assertTrue(asked.teams & person.teams)
            self.assertFalse(asked.list_missing(person))
            self.assertNotIn(person.id, decision.item.refused)

    @given(snapshots())
    def test_no_item_is_assigned_twice(self, make):
        counts = Counter(decision.item.id for decision in make().decide())
        self.assertLessEqual(max(counts.values(), default=0), 1)

    @given(snapshots())
    def test_decisions_equal_those_of_a_full_scan(self, make):
        """Without pools and heaps: all people anew for each item."""
        snapshot, plain = make(), make()
        self.assertEqual(
            [(d.item.id, d.person) for d in snapshot.decide()], list(_slowly(plain))
        )

    @given(snapshots())
    def test_no_item_is_held_for_an_unqualified_agent(self, make):
        snapshot = make()
        for item in snapshot.items:
            if snapshot.is_held(item):
                codes = set(snapshot.list_hindrances(item)[item.last])
                self.assertFalse(codes & {"team", "skill", "refused", "away"})

    @given(snapshots())
    def test_no_item_waits_while_an_agent_could_take_it(self, make):
        snapshot = make()
        taken = {decision.item.id for decision in snapshot.decide()}
        for item in snapshot.items:
            if item.id not in taken:
                reasons = snapshot.list_hindrances(item)
                self.assertTrue(all(reasons.values()), (item, reasons))

    @given(snapshots())
    def test_higher_priority_goes_first_among_equals(self, make):
        """Of two that ask the same of the same people the later is never alone."""
        snapshot = make()
        taken = {decision.item.id for decision in snapshot.decide()}
        plain = [i for i in snapshot.items if not (i.refused or i.hold or i.last)]
        for first in plain:
            for second in plain:
                same = (first.lane, first.step) == (second.lane, second.step)
                if same and (first.rank, first.id) < (second.rank, second.id):
                    self.assertFalse(second.id in taken and first.id not in taken)

    @given(snapshots())
    def test_decisions_follow_the_order_of_the_queue(self, make):
        order = [(d.item.rank, d.item.id) for d in make().decide()]
        self.assertEqual(order, sorted(order))

    @given(snapshots())
    def test_a_later_relaxation_step_excludes_no_agent(self, make):
        snapshot = make()
        for lane in snapshot.lanes.values():
            for step in range(6):
                narrow, wide = lane.get_asked(step), lane.get_asked(step + 1)
                for person in snapshot.people.values():
                    if not narrow.list_missing(person) and narrow.teams & person.teams:
                        self.assertFalse(wide.list_missing(person))
                        self.assertTrue(wide.teams & person.teams)

    @given(snapshots())
    def test_decisions_do_not_depend_on_input_order(self, make):
        first = [(d.item.id, d.person) for d in make().decide()]
        again = make()
        again.items.reverse()
        again.people = dict(reversed(again.people.items()))
        self.assertEqual(first, [(d.item.id, d.person) for d in again.decide()])

    @given(snapshots())
    def test_a_limit_returns_the_first_decisions(self, make):
        whole = [(d.item.id, d.person) for d in make().decide()]
        part = [(d.item.id, d.person) for d in make().decide(3)]
        self.assertEqual(part, whole[:3])

    @given(snapshots())
    def test_listing_hindrances_changes_nothing(self, make):
        snapshot = make()
        before = {one: replace(p) for one, p in snapshot.people.items()}
        for item in snapshot.items:
            snapshot.list_hindrances(item)
        self.assertEqual(before, snapshot.people)

    @given(snapshots())
    def test_agents_without_hindrance_can_get_it(self, make):
        """What the explanation says and what the engine does are the same."""
        for item in make().items:
            free = [o for o, codes in make().list_hindrances(item).items() if not codes]
            alone = make()
            alone.items = [item]
            decisions = alone.decide()
            self.assertEqual(bool(free), bool(decisions))
            if decisions:
                self.assertIn(decisions[0].person, free)

    @given(snapshots())
    def test_loading_by_capacity_changes_no_decision(self, make):
        """Of each lane no more is ever read than there is room for."""
        whole = [(d.item.id, d.person) for d in make().decide()]
        short = make()
        short.items = _within_room(short)
        self.assertEqual(whole, [(d.item.id, d.person) for d in short.decide()])


def _slowly(snapshot):
    for item in sorted(snapshot.items, key=lambda i: (i.rank, i.id)):
        lane = snapshot.lanes[item.lane]
        asked = lane.get_asked(item.step)
        found = [
            snapshot.people[one]
            for one, codes in snapshot.list_hindrances(item).items()
            if not codes
        ]
        known = [person for person in found if person.id == item.last]
        best = min(
            known or found,
            key=lambda person: (
                round(person.load - lane.fit_weight * asked.fit(person) / 100, 6),
                -asked.fit(person),
                person.idle_since,
                person.id,
            ),
            default=None,
        )
        if best:
            best.take(lane.medium, snapshot.now, lane.offered)
            yield item.id, best.id


def _within_room(snapshot):
    """As the queue reads it: the first of each lane, and all that are special."""
    places = {}
    for item in sorted(snapshot.items, key=lambda i: (i.rank, i.id)):
        places.setdefault((item.lane, item.step), []).append(item)
    kept = []
    for (lane, step), items in places.items():
        plain = [i for i in items if not (i.refused or i.hold)]
        kept += plain[: snapshot.count_room(lane, step)]
        kept += [i for i in items if i.refused or i.hold]
    return kept
