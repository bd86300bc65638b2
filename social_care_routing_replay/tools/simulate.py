# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What would have happened: arrivals and shifts, and an engine that gives out the work.

A person begins what they are given as soon as their capacity allows; each thing takes
as long as it took, whoever does it, and goes on beside others at a pace that one may
choose. Whoever leaves finishes what they are almost done with; the rest goes back to
the queue, or waits for them where a policy knows no queue.
Times are seconds. The same input always gives the same result.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from math import inf

from odoo.addons.social_care_routing.tools.engine import Item, Snapshot
from odoo.addons.social_care_routing.tools.people import NOTHING, Person

from .scores import Outcome, scores

# What can be finished within this, people finish before they leave.
OVERRUN = 600


class TooLong(Exception):
    """A run takes longer than it may."""


def alone(_at_once):
    """Each of several things goes on as if it were the only one."""
    return 1.0


def shared(at_once):
    """People share their time evenly among what they do at once."""
    return 1.0 / max(at_once, 1)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something that somebody asked, as it was recorded.

    :param handling: seconds that it keeps whoever does it and nothing else
    :param starts: priority boosts in seconds, as (from when, how much), in order; the
        first counts from the beginning
    :param rings: when each further ring of its lane begins
    :param deadline: when its SLA ends
    :param knows: id of whom the customer knows, or 0
    :param held_until: until when it waits for them
    """

    id: int
    at: float
    lane: int
    handling: float
    starts: tuple = ()
    rings: tuple = ()
    deadline: float = inf
    knows: int = 0
    held_until: float = 0.0


@dataclass(frozen=True, slots=True)
class Worker:
    """A person, with the times at which they are there, as (from, to), in order."""

    person: Person
    shifts: tuple

    def hours(self, start, end):
        """How many hours they are there between two moments."""
        there = (min(stop, end) - max(begin, start) for begin, stop in self.shifts)
        return sum(max(span, 0) for span in there) / 3600


class Engine:
    """The policy that is at work in production."""

    gives_back = True

    def __init__(self, lanes):
        self.lanes = lanes

    def choose(self, people, items, now):
        """Who gets what now. People are left as they are.

        :return: list of (item, person id)
        """
        awaited = {item.last for item in items if item.hold}
        some = [
            replace(person, doing=dict(person.doing))
            for person in people
            if not person.absent and (person.id in awaited or _has_room(person))
        ]
        if not some:
            return []
        snapshot = Snapshot(some, self.lanes, items, now)
        return [(found.item, found.person) for found in snapshot.decide()]


def _has_room(person):
    return any(not person.hindrance(medium) for medium in person.limits)


@dataclass(slots=True)
class Task:
    """One arrival on its way.

    :param left: seconds of handling that remain
    :param goes_on_at: since when they count down
    """

    arrival: Arrival
    item: Item
    outcome: Outcome
    left: float
    goes_on_at: float = 0.0
    ends_at: float = inf


@dataclass(slots=True)
class Desk:
    """What one person has.

    :param person: as a policy sees them: all that they were given counts
    :param hands: the same person with only what they are at
    :param at: tasks that they are at
    :param pile: tasks given to them beyond what they do at once
    :param pace: seconds of handling that a second is worth for each of ``at``
    """

    person: Person
    hands: Person
    at: list = field(default_factory=list)
    pile: list = field(default_factory=list)
    pace: float = 1.0


class Simulation:
    """One run.

    :param lanes: list of tools.engine.Lane
    :param workers: list of Worker
    :param arrivals: list of Arrival
    :param policy: object with ``choose(people, items, now)`` as Engine has, and
        ``gives_back``: whether what people leave behind goes to others
    :param end: nothing happens after it
    :param reaction: {team: seconds until an offer of theirs is accepted}
    :param pace: how fast each of so many things at once goes on: a function from their
        number to seconds of handling in a second, ``alone`` or ``shared``
    :param is_over: asked at each moment at which something happens; where it is true
        the run ends with TooLong
    """

    def __init__(
        self,
        lanes,
        workers,
        arrivals,
        policy,
        end,
        reaction=None,
        pace=alone,
        is_over=bool,
    ):
        self.lanes = {lane.id: lane for lane in lanes}
        self.workers = workers
        self.policy = policy
        self.end = end
        self.reaction = reaction or {}
        self.pace = pace
        self.is_over = is_over
        self.desks = {worker.person.id: _desk(worker.person) for worker in workers}
        self.tasks = {arrival.id: self._task(arrival) for arrival in arrivals}
        self.waiting = {}
        self.violations = Counter()
        self.given = []
        self._fresh, self._freer = {}, False
        self._events, self._number = [], 0
        self._plan(workers, arrivals)

    def _task(self, arrival):
        lane = self.lanes[arrival.lane]
        head_start = arrival.starts[0][1] if arrival.starts else 0
        held = arrival.held_until > arrival.at
        item = Item(
            arrival.id,
            arrival.lane,
            0,
            arrival.at - head_start,
            last=arrival.knows,
            hold=held,
        )
        outcome = Outcome(arrival.at, lane.team, lane.medium, arrival.deadline)
        return Task(arrival, item, outcome, arrival.handling)

    # -- what is known beforehand ----------------------------------------------

    def _plan(self, workers, arrivals):
        for worker in workers:
            for start, stop in worker.shifts:
                self._at(start, self._come, self.desks[worker.person.id])
                self._at(stop, self._leave, self.desks[worker.person.id])
        for arrival in arrivals:
            self._plan_arrival(self.tasks[arrival.id])

    def _plan_arrival(self, task):
        arrival = task.arrival
        self._at(arrival.at, self._wait, task)
        for moment, seconds in arrival.starts[1:]:
            self._at(moment, self._move, (task, arrival.at - seconds))
        for moment in arrival.rings:
            self._at(moment, self._relax, task)
        if task.item.hold:
            self._at(arrival.held_until, self._hold_no_more, task)

    def _at(self, moment, what, about):
        if moment < self.end:
            self._number += 1
            heappush(self._events, (moment, self._number, what, about))

    # -- the run ---------------------------------------------------------------

    def run(self):
        """
        :return: list of Outcome, in the order of the arrivals given
        :raises TooLong: where its time is up
        """
        while self._events:
            if self.is_over():
                raise TooLong
            now = self._events[0][0]
            while self._events and self._events[0][0] == now:
                _now, _number, what, about = heappop(self._events)
                what(about, now)
            self._give_out(now)
        return [task.outcome for task in self.tasks.values()]

    def score(self, target):
        """Run, and judge.

        :param target: seconds within which somebody should have begun
        :return: tools.scores.Scores
        """
        outcomes = self.run()
        start = min((one.arrived_at for one in outcomes), default=0.0)
        loads = self.loads(start)
        return scores(outcomes, loads, self.end, target, self.violations)

    def loads(self, start):
        """{person: weighted things for each hour that they were there}"""
        loads = dict.fromkeys(self.desks, 0.0)
        for task in self.tasks.values():
            outcome = task.outcome
            if outcome.person:
                limits = self.desks[outcome.person].person.limits
                loads[outcome.person] += limits.get(outcome.medium, NOTHING).load
        hours = {w.person.id: w.hours(start, self.end) for w in self.workers}
        return {one: load / hours[one] for one, load in loads.items() if hours[one]}

    def _give_out(self, now):
        """Where nobody has more room than before, only what is new finds somebody."""
        tasks = self.waiting if self._freer else self._fresh
        items = [task.item for task in tasks.values()]
        self._fresh, self._freer = {}, False
        if items:
            people = [desk.person for desk in self.desks.values()]
            for item, person in self.policy.choose(people, items, now):
                self._give(self.tasks[item.id], self.desks[person], now)

    # -- items -----------------------------------------------------------------

    def _wait(self, task, _now):
        self.waiting[task.arrival.id] = self._fresh[task.arrival.id] = task

    def _again(self, task):
        if task.arrival.id in self.waiting:
            self._fresh[task.arrival.id] = task

    def _move(self, about, _now):
        task, task.item.rank = about[0], about[1]

    def _relax(self, task, _now):
        task.item.ring += 1
        self._again(task)

    def _hold_no_more(self, task, _now):
        task.item.hold = False
        self._again(task)

    # -- people ----------------------------------------------------------------

    def _come(self, desk, now):
        desk.person.absent = desk.hands.absent = ""
        self._freer = True
        self._begin_more(desk, now)

    def _leave(self, desk, now):
        desk.person.absent = desk.hands.absent = "off_shift"
        # Who is only waited for is waited for no more.
        self._freer = True
        for task in [t for t in desk.at if t.ends_at > now + OVERRUN]:
            self._lay_down(task, desk, now)
        self._keep_pace(desk, now)
        if self.policy.gives_back:
            self._give_back(desk)

    def _lay_down(self, task, desk, now):
        """It is begun, not finished: whoever goes on does so where it was left."""
        desk.at.remove(task)
        desk.hands.put_down(task.outcome.medium)
        task.left = min((task.ends_at - now) * desk.pace, task.arrival.handling)
        task.ends_at = inf
        desk.pile.insert(0, task)

    def _give_back(self, desk):
        """Whoever gets it next begins anew."""
        for task in desk.pile:
            desk.person.put_down(task.outcome.medium)
            task.left = task.arrival.handling
            task.outcome.begun_at, task.outcome.person = None, 0
            self.waiting[task.arrival.id] = task
        desk.pile = []

    def _give(self, task, desk, now):
        self._check(task, desk.person)
        self.given.append((now, task.arrival.id, desk.person.id))
        del self.waiting[task.arrival.id]
        lane = self.lanes[task.item.lane]
        desk.person.take(lane.medium, now, lane.offered)
        if lane.offered:
            self._at(now + self.reaction.get(lane.team, 0), self._answer, desk)
        task.outcome.person = desk.person.id
        desk.pile.append(task)
        self._begin_more(desk, now)

    def _check(self, task, person):
        """The same rules for every policy, checked apart from it."""
        lane = self.lanes[task.item.lane]
        asked = lane.asked(task.item.ring)
        task.outcome.able = not asked.missing(person)
        broken = {
            "absent": bool(person.absent),
            "team": bool(asked.teams) and not asked.teams & person.teams,
            "skill": not task.outcome.able,
            "capacity": bool(person.hindrance(lane.medium, lane.offered)),
        }
        self.violations.update(code for code, is_so in broken.items() if is_so)

    def _begin_more(self, desk, now):
        if desk.person.absent:
            return
        for task in list(desk.pile):
            if not desk.hands.hindrance(task.outcome.medium):
                desk.pile.remove(task)
                self._begin(task, desk, now)

    def _begin(self, task, desk, now):
        accepted = now + self.reaction.get(task.outcome.team, 0)
        if task.outcome.begun_at is None:
            task.outcome.begun_at = accepted
        desk.hands.take(task.outcome.medium, now)
        task.goes_on_at = accepted
        desk.at.append(task)
        if not self._keep_pace(desk, now):
            self._plan_end(task, desk)

    def _keep_pace(self, desk, now):
        """What somebody does at once has become more or less: where that matters, what
        they are at ends at another time.

        :return: whether it matters
        """
        pace = self.pace(len(desk.at))
        if pace == desk.pace:
            return False
        for task in desk.at:
            done = max(0.0, now - task.goes_on_at) * desk.pace
            task.left = max(0.0, task.left - done)
            task.goes_on_at = max(now, task.goes_on_at)
        desk.pace = pace
        for task in desk.at:
            self._plan_end(task, desk)
        return True

    def _plan_end(self, task, desk):
        task.ends_at = task.goes_on_at + task.left / desk.pace
        self._at(task.ends_at, self._finish, (task, desk, task.ends_at))

    def _answer(self, desk, _now):
        """They have answered an offer, and may be asked again."""
        desk.person.offers -= 1
        self._freer = True

    def _finish(self, about, now):
        task, desk, ends_at = about
        if task.ends_at != ends_at:
            return
        task.ends_at, task.outcome.done_at = inf, now
        desk.at.remove(task)
        self._keep_pace(desk, now)
        for person in (desk.person, desk.hands):
            person.put_down(task.outcome.medium)
        self._freer = True
        self._begin_more(desk, now)


def _desk(person):
    return Desk(
        *(replace(person, absent="off_shift", doing={}) for _part in ("all", "at hand"))
    )
