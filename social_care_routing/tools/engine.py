# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The routing engine: matches waiting work with agents, in plain Python.

Items are matched in the order of their priority scores. Of the agents who may take an
item, the least loaded gets it; among equals the best skilled, then the longest idle. A
team may trade skill against load (``Lane.fit_weight``). The result is deterministic.
"""

from dataclasses import dataclass
from heapq import heapify, heappop, heappush, heapreplace
from itertools import islice

# Work is held for the last agent also while they finish after-call work.
SOON_THERE = ("", "after_work")


@dataclass(frozen=True, slots=True)
class Requirement:
    """A skill that work requires or prefers, at least at ``level`` (0 to 100)."""

    skill: int
    level: int = 0
    required: bool = True


@dataclass(frozen=True, slots=True)
class Relaxation:
    """A skill relaxation (bullseye ring): what is relaxed after some waiting time.
    Relaxations add up.

    :param lower: points, 0 to 100, by which required levels are reduced
    :param drop_preferred: whether preferred skills are ignored
    :param drop_skills: ids of skills that are ignored
    :param add_teams: ids of teams whose agents are asked too
    """

    lower: int = 0
    drop_preferred: bool = False
    drop_skills: frozenset = frozenset()
    add_teams: frozenset = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """The teams and skills that a lane asks for in one relaxation step."""

    teams: frozenset
    requirements: tuple

    def list_missing(self, person):
        """The required skills that ``person`` lacks."""
        return [
            requirement
            for requirement in self.requirements
            if requirement.required
            and person.skills.get(requirement.skill, -1) < requirement.level
        ]

    def fit(self, person):
        """The mean level of the requested skills, 0 to 100; 0 if there are none."""
        if not self.requirements:
            return 0
        levels = [
            person.skills.get(requirement.skill, 0) for requirement in self.requirements
        ]
        return sum(levels) // len(levels)


@dataclass(frozen=True, slots=True)
class Lane:
    """Work with the same team, medium and skill requirements.

    :param offered: whether agents accept or decline before they get it
    :param fit_weight: contacts that an agent with all requested skills may have more
        than one with none, and still come first
    """

    id: int
    team: int
    medium: int
    requirements: tuple = ()
    relaxations: tuple = ()
    offered: bool = False
    fit_weight: float = 0.0

    def get_asked(self, step):
        """What it asks for in a relaxation step. A lane without a team asks every
        agent.

        :param step: number of relaxations that apply
        :return: Asked
        """
        teams, requirements = {self.team}, list(self.requirements)
        for relaxation in self.relaxations[:step]:
            teams |= relaxation.add_teams
            requirements = [
                _lower(requirement, relaxation.lower)
                for requirement in requirements
                if _is_kept(requirement, relaxation)
            ]
        return Asked(
            frozenset(teams) if self.team else frozenset(), tuple(requirements)
        )


def _is_kept(requirement, relaxation):
    dropped = relaxation.drop_preferred and not requirement.required
    return not dropped and requirement.skill not in relaxation.drop_skills


def _lower(requirement, points):
    return Requirement(
        requirement.skill, max(requirement.level - points, 0), requirement.required
    )


@dataclass(slots=True)
class Item:
    """One waiting work item.

    :param step: its relaxation step
    :param rank: its effective queueing time, in seconds: the smaller, the sooner
    :param refused: ids of agents who declined it recently
    :param last: id of the last agent, who gets it if they can, or 0
    :param hold: whether it is held for ``last`` while they are available and qualified
    """

    id: int
    lane: int
    step: int
    rank: float
    refused: frozenset = frozenset()
    last: int = 0
    hold: bool = False


@dataclass(slots=True)
class Decision:
    """``person`` gets ``item``, for these reasons; see ``explain``."""

    item: Item
    person: int
    fit: int
    load: float
    idle: float
    known: bool
    choice: int
    weight: float

    def explain(self):
        """The reasons, fit for JSON.

        :return: {"fit": 0 to 100, "load": weighted contacts, "idle": minutes since the
            last assignment, "known": whether it is the last agent, "choice": number of
            candidates, "weight": ``Lane.fit_weight``}
        """
        return {
            "fit": self.fit,
            "load": self.load,
            "idle": int(self.idle / 60),
            "known": self.known,
            "choice": self.choice,
            "weight": self.weight,
        }


class Snapshot:
    """Agents, lanes and waiting items at one moment.

    :param people: list of tools.people.Person, which ``decide`` updates
    :param lanes: list of Lane
    :param items: list of Item
    :param now: Unix time in seconds, like all moments here
    """

    def __init__(self, people, lanes, items, now):
        self.people = {person.id: person for person in people}
        self.lanes = {lane.id: lane for lane in lanes}
        self.items = items
        self.now = now
        self._pools, self._members, self._able = {}, {}, {}

    def decide(self, most=None):
        """Match items with agents, the highest priority score first.

        :param most: limit of the number of decisions
        :return: list of Decision in the order in which they were made
        """
        items = sorted(self.items, key=lambda item: (item.rank, item.id))
        decisions = (self._decide_one(item) for item in items)
        return list(islice(filter(None, decisions), most))

    def _decide_one(self, item):
        pool = self.get_pool(item.lane, item.step)
        if item.last and (known := self._find_last_agent(pool, item)):
            return pool.give(item, known, known=True)
        if self.is_held(item):
            return None
        person = pool.find_best(item.refused)
        return person and pool.give(item, person)

    def _find_last_agent(self, pool, item):
        person = self.people.get(item.last)
        fits = person and person.id in pool.fits and person.id not in item.refused
        return person if fits and not pool.find_hindrance(person) else None

    def is_held(self, item):
        """Whether an item is held for the last agent: they are available, could take
        it and did not decline it."""
        if not item.hold or item.last in item.refused:
            return False
        return item.last in self.get_pool(item.lane, item.step).list_awaited()

    def get_members(self, teams):
        """The members of ``teams``, or all agents if there are none.

        :return: {code of their absence, empty for the available: set of ids}
        """
        if teams not in self._members:
            groups = self._members[teams] = {"": set()}
            for person in self.people.values():
                if not teams or teams & person.teams:
                    groups.setdefault(person.absent, set()).add(person.id)
        return self._members[teams]

    def get_able(self, requirement):
        """Ids of the agents who meet a requirement."""
        key = requirement.skill, requirement.level
        if key not in self._able:
            self._able[key] = {
                person.id
                for person in self.people.values()
                if person.skills.get(requirement.skill, -1) >= requirement.level
            }
        return self._able[key]

    def get_pool(self, lane_id, step):
        """Candidates for work of a lane in a relaxation step."""
        key = lane_id, step
        if key not in self._pools:
            self._pools[key] = Pool(self.lanes[lane_id], step, self)
        return self._pools[key]

    def count_room(self, lane_id, step):
        """Free capacity of all candidates for a lane, in items."""
        pool = self.get_pool(lane_id, step)
        return sum(
            self.people[one].count_room(pool.medium, pool.offered) for one in pool.fits
        )

    def list_hindrances(self, item):
        """Everything that keeps each agent from ``item``.

        :return: {agent id: list of codes, empty for those who could take it now}
        """
        lane = self.lanes[item.lane]
        asked = lane.get_asked(item.step)
        kept_for = item.last if self.is_held(item) else 0
        return {
            person.id: self._list_hindrances(item, lane, asked, person, kept_for)
            for person in self.people.values()
        }

    def _list_hindrances(self, item, lane, asked, person, kept_for):
        codes = []
        if asked.teams and not asked.teams & person.teams:
            codes.append("team")
        if person.absent:
            codes.append(person.absent)
        if asked.list_missing(person):
            codes.append("skill")
        if hindrance := person.find_hindrance(lane.medium, lane.offered):
            codes.append(hindrance)
        if person.id in item.refused:
            codes.append("refused")
        if kept_for not in (0, person.id):
            codes.append("held")
        return codes


class Pool:
    """Candidates for work of one lane in one relaxation step, best first.

    During a run loads only grow: an agent who is at capacity stays so, and an outdated
    entry of the heap only moves back.
    """

    def __init__(self, lane, step, snapshot):
        self.medium, self.offered = lane.medium, lane.offered
        self.fit_weight = lane.fit_weight
        self.people = snapshot.people
        self.now = snapshot.now
        self.asked = lane.get_asked(step)
        self.members = snapshot.get_members(self.asked.teams)
        self.able = self._collect_able(snapshot)
        self.fits = self._compute_fits()
        self.bonuses = {
            one: self.fit_weight * fit / 100 for one, fit in self.fits.items()
        }
        self.hindered = {}
        self.heap = [self._build_entry(one) for one in self.fits]
        heapify(self.heap)

    def _collect_able(self, snapshot):
        """A set of qualified agents for each required skill."""
        return [
            snapshot.get_able(requirement)
            for requirement in self.asked.requirements
            if requirement.required
        ]

    def _compute_fits(self):
        """{id: fit} of those who are available and qualified."""
        able = self.members[""].intersection(*self.able)
        return {one: self.asked.fit(self.people[one]) for one in sorted(able)}

    def list_awaited(self):
        """Ids of those for whom an item is held while they are busy."""
        there = set().union(*(self.members.get(code, ()) for code in SOON_THERE))
        able = there.intersection(*self.able)
        return {one for one in able if self.people[one].can_ever(self.medium)}

    def list_free(self):
        """Ids of those who are below capacity."""
        return [one for one in self.fits if not self.find_hindrance(self.people[one])]

    def _build_entry(self, one):
        """Entry of the heap: less load, more skill, longer idle first. It only
        grows."""
        person = self.people[one]
        balance = round(person.load - self.bonuses[one], 6)
        return balance, -self.fits[one], person.idle_since, one

    def find_hindrance(self, person):
        return person.find_hindrance(self.medium, self.offered)

    def find_best(self, refused=frozenset()):
        """The best candidate below capacity who did not decline, or None."""
        aside, found = [], None
        while self.heap and not found:
            entry = self.heap[0]
            one = entry[-1]
            person = self.people[one]
            if code := self.find_hindrance(person):
                heappop(self.heap)
                self.hindered.setdefault(code, []).append(one)
            elif (current := self._build_entry(one)) != entry:
                heapreplace(self.heap, current)
            elif one in refused:
                aside.append(heappop(self.heap))
            else:
                found = person
        for entry in aside:
            heappush(self.heap, entry)
        return found

    def give(self, item, person, known=False):
        decision = Decision(
            item,
            person.id,
            self.fits[person.id],
            person.load,
            self.now - person.idle_since,
            known,
            len(self.heap),
            self.fit_weight,
        )
        person.take(self.medium, self.now, self.offered)
        return decision
