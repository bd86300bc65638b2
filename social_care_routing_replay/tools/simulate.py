# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Discrete-event simulation of arrivals and shifts, with the engine routing the work.

Agents begin what they are assigned as soon as their capacity allows. Each contact takes
as long as it was recorded, whoever handles it, and proceeds alongside others at a pace
that is a parameter. At the end of a shift agents finish what is almost done; the rest
returns to the queue, or waits for them if the policy has no queue. Times are seconds.
The same input always gives the same result.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from heapq import heappop, heappush
from math import inf

from odoo.addons.social_care_routing.tools.engine import Item, Snapshot
from odoo.addons.social_care_routing.tools.people import NOTHING, Person

from .scores import Outcome, score_outcomes

# Agents finish what takes no longer than this before they leave.
OVERRUN = 600


class TooLong(Exception):
    """The simulation exceeds its limits in time or size."""


def keep_full_pace(_at_once):
    """Each contact proceeds as if it were the only one."""
    return 1.0


def share_time(at_once):
    """Agents share their time evenly among concurrent contacts."""
    return 1.0 / max(at_once, 1)


@dataclass(frozen=True, slots=True)
class Arrival:
    """One contact as it was recorded.

    :param handling: seconds of an agent's undivided attention
    :param boosts: priority boosts in seconds, as (from when, how much), in order; the
        first applies from the beginning
    :param relaxations: when each relaxation step of its lane begins
    :param deadline: of its SLA target
    :param last_agent: id of the last agent of the customer, or 0
    :param held_until: until when it is reserved for them
    """

    id: int
    at: float
    lane: int
    handling: float
    boosts: tuple = ()
    relaxations: tuple = ()
    deadline: float = inf
    last_agent: int = 0
    held_until: float = 0.0


@dataclass(frozen=True, slots=True)
class Worker:
    """An agent and the times of their presence, as (from, to), in order."""

    person: Person
    shifts: tuple

    def count_hours(self, start, end):
        """Hours of presence between two moments."""
        there = (min(stop, end) - max(begin, start) for begin, stop in self.shifts)
        return sum(max(span, 0) for span in there) / 3600


class Engine:
    """The routing policy used in production."""

    gives_back = True

    def __init__(self, lanes):
        self.lanes = lanes

    def choose(self, people, items, now):
        """Assign items to people, who are left unchanged.

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
    return any(not person.find_hindrance(medium) for medium in person.limits)


@dataclass(slots=True)
class Task:
    """One arrival in progress.

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
    """What one agent has been assigned.

    :param person: as policies see them: everything assigned counts
    :param hands: the same person with only what they work on
    :param active: tasks that they work on
    :param pending: tasks assigned beyond their capacity
    :param pace: seconds of handling per second for each active task
    """

    person: Person
    hands: Person
    active: list = field(default_factory=list)
    pending: list = field(default_factory=list)
    pace: float = 1.0


class Simulation:
    """One run.

    :param lanes: list of tools.engine.Lane
    :param workers: list of Worker
    :param arrivals: list of Arrival
    :param policy: object with ``choose(people, items, now)`` like Engine, and
        ``gives_back``: whether work left at the end of a shift goes to others
    :param end: nothing happens after it
    :param reaction: {team: seconds until an offer is accepted}
    :param pace: function from the number of concurrent contacts to seconds of handling
        per second of each, ``keep_full_pace`` or ``share_time``
    :param is_over: called at each event; if it returns true, the run ends with TooLong
    """

    def __init__(
        self,
        lanes,
        workers,
        arrivals,
        policy,
        end,
        reaction=None,
        pace=keep_full_pace,
        is_over=bool,
    ):
        self.lanes = {lane.id: lane for lane in lanes}
        self.workers = workers
        self.policy = policy
        self.end = end
        self.reaction = reaction or {}
        self.pace = pace
        self.is_over = is_over
        self.desks = {worker.person.id: _make_desk(worker.person) for worker in workers}
        self.tasks = {arrival.id: self._make_task(arrival) for arrival in arrivals}
        self.waiting = {}
        self.violations = Counter()
        self.given = []
        self._fresh, self._freer = {}, False
        self._events, self._number = [], 0
        self._plan_events(workers, arrivals)

    def _make_task(self, arrival):
        lane = self.lanes[arrival.lane]
        boost = arrival.boosts[0][1] if arrival.boosts else 0
        held = arrival.held_until > arrival.at
        item = Item(
            arrival.id,
            arrival.lane,
            0,
            arrival.at - boost,
            last=arrival.last_agent,
            hold=held,
        )
        outcome = Outcome(arrival.at, lane.team, lane.medium, arrival.deadline)
        return Task(arrival, item, outcome, arrival.handling)

    # -- scheduled events ------------------------------------------------------

    def _plan_events(self, workers, arrivals):
        for worker in workers:
            for start, stop in worker.shifts:
                self._schedule(start, self._begin_shift, self.desks[worker.person.id])
                self._schedule(stop, self._end_shift, self.desks[worker.person.id])
        for arrival in arrivals:
            self._plan_arrival(self.tasks[arrival.id])

    def _plan_arrival(self, task):
        arrival = task.arrival
        self._schedule(arrival.at, self._enqueue, task)
        for moment, seconds in arrival.boosts[1:]:
            self._schedule(moment, self._apply_boost, (task, arrival.at - seconds))
        for moment in arrival.relaxations:
            self._schedule(moment, self._relax, task)
        if task.item.hold:
            self._schedule(arrival.held_until, self._end_hold, task)

    def _schedule(self, moment, what, about):
        if moment < self.end:
            self._number += 1
            heappush(self._events, (moment, self._number, what, about))

    # -- the run ---------------------------------------------------------------

    def run(self):
        """Run to the end.

        :return: list of Outcome, in the order of the arrivals given
        :raises TooLong: if its time limit has passed
        """
        while self._events:
            if self.is_over():
                raise TooLong
            now = self._events[0][0]
            while self._events and self._events[0][0] == now:
                _now, _number, what, about = heappop(self._events)
                what(about, now)
            self._distribute(now)
        return [task.outcome for task in self.tasks.values()]

    def score(self, target):
        """Run to the end and score the outcomes.

        :param target: threshold of the service level in seconds
        :return: tools.scores.Scores
        """
        outcomes = self.run()
        start = min((one.arrived_at for one in outcomes), default=0.0)
        loads = self.compute_loads(start)
        return score_outcomes(outcomes, loads, self.end, target, self.violations)

    def compute_loads(self, start):
        """
        :return: {person id: weighted contacts per hour of presence}
        """
        loads = dict.fromkeys(self.desks, 0.0)
        for task in self.tasks.values():
            outcome = task.outcome
            if outcome.person:
                limits = self.desks[outcome.person].person.limits
                loads[outcome.person] += limits.get(outcome.medium, NOTHING).load
        hours = {w.person.id: w.count_hours(start, self.end) for w in self.workers}
        return {one: load / hours[one] for one, load in loads.items() if hours[one]}

    def _distribute(self, now):
        """If nobody has more capacity than before, only new items can find an agent."""
        tasks = self.waiting if self._freer else self._fresh
        items = [task.item for task in tasks.values()]
        self._fresh, self._freer = {}, False
        if items:
            people = [desk.person for desk in self.desks.values()]
            for item, person in self.policy.choose(people, items, now):
                self._assign(self.tasks[item.id], self.desks[person], now)

    # -- items -----------------------------------------------------------------

    def _enqueue(self, task, _now):
        self.waiting[task.arrival.id] = self._fresh[task.arrival.id] = task

    def _retry(self, task):
        if task.arrival.id in self.waiting:
            self._fresh[task.arrival.id] = task

    def _apply_boost(self, about, _now):
        task, task.item.rank = about[0], about[1]

    def _relax(self, task, _now):
        task.item.step += 1
        self._retry(task)

    def _end_hold(self, task, _now):
        task.item.hold = False
        self._retry(task)

    # -- people ----------------------------------------------------------------

    def _begin_shift(self, desk, now):
        desk.person.absent = desk.hands.absent = ""
        self._freer = True
        self._begin_pending(desk, now)

    def _end_shift(self, desk, now):
        desk.person.absent = desk.hands.absent = "off_shift"
        # Items reserved for this agent are released.
        self._freer = True
        for task in [t for t in desk.active if t.ends_at > now + OVERRUN]:
            self._suspend(task, desk, now)
        self._adjust_pace(desk, now)
        if self.policy.gives_back:
            self._requeue(desk)

    def _suspend(self, task, desk, now):
        """The task is unfinished; it will be resumed where it was left."""
        desk.active.remove(task)
        desk.hands.put_down(task.outcome.medium)
        task.left = min((task.ends_at - now) * desk.pace, task.arrival.handling)
        task.ends_at = inf
        desk.pending.insert(0, task)

    def _requeue(self, desk):
        """The next agent begins anew."""
        for task in desk.pending:
            desk.person.put_down(task.outcome.medium)
            task.left = task.arrival.handling
            task.outcome.begun_at, task.outcome.person = None, 0
            self.waiting[task.arrival.id] = task
        desk.pending = []

    def _assign(self, task, desk, now):
        self._count_violations(task, desk.person)
        self.given.append((now, task.arrival.id, desk.person.id))
        del self.waiting[task.arrival.id]
        lane = self.lanes[task.item.lane]
        desk.person.take(lane.medium, now, lane.offered)
        if lane.offered:
            self._schedule(
                now + self.reaction.get(lane.team, 0), self._answer_offer, desk
            )
        task.outcome.person = desk.person.id
        desk.pending.append(task)
        self._begin_pending(desk, now)

    def _count_violations(self, task, person):
        """Check the rules independently of the policy."""
        lane = self.lanes[task.item.lane]
        asked = lane.get_asked(task.item.step)
        task.outcome.is_skilled = not asked.list_missing(person)
        broken = {
            "absent": bool(person.absent),
            "team": bool(asked.teams) and not asked.teams & person.teams,
            "skill": not task.outcome.is_skilled,
            "capacity": bool(person.find_hindrance(lane.medium, lane.offered)),
        }
        self.violations.update(code for code, is_so in broken.items() if is_so)

    def _begin_pending(self, desk, now):
        if desk.person.absent:
            return
        for task in list(desk.pending):
            if not desk.hands.find_hindrance(task.outcome.medium):
                desk.pending.remove(task)
                self._begin(task, desk, now)

    def _begin(self, task, desk, now):
        accepted = now + self.reaction.get(task.outcome.team, 0)
        if task.outcome.begun_at is None:
            task.outcome.begun_at = accepted
        desk.hands.take(task.outcome.medium, now)
        task.goes_on_at = accepted
        desk.active.append(task)
        if not self._adjust_pace(desk, now):
            self._plan_end(task, desk)

    def _adjust_pace(self, desk, now):
        """The number of active tasks has changed: reschedule their ends if their pace
        has.

        :return: whether it has
        """
        pace = self.pace(len(desk.active))
        if pace == desk.pace:
            return False
        for task in desk.active:
            done = max(0.0, now - task.goes_on_at) * desk.pace
            task.left = max(0.0, task.left - done)
            task.goes_on_at = max(now, task.goes_on_at)
        desk.pace = pace
        for task in desk.active:
            self._plan_end(task, desk)
        return True

    def _plan_end(self, task, desk):
        task.ends_at = task.goes_on_at + task.left / desk.pace
        self._schedule(task.ends_at, self._finish, (task, desk, task.ends_at))

    def _answer_offer(self, desk, _now):
        """The agent has answered an offer and may get another one."""
        desk.person.offers -= 1
        self._freer = True

    def _finish(self, about, now):
        task, desk, ends_at = about
        if task.ends_at != ends_at:
            return
        task.ends_at, task.outcome.done_at = inf, now
        desk.active.remove(task)
        self._adjust_pace(desk, now)
        for person in (desk.person, desk.hands):
            person.put_down(task.outcome.medium)
        self._freer = True
        self._begin_pending(desk, now)


def _make_desk(person):
    return Desk(
        *(replace(person, absent="off_shift", doing={}) for _part in ("all", "at hand"))
    )
