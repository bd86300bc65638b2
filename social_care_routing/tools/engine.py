# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Who gets what: plain Python over a snapshot of people and waiting work.

The order: the item that is furthest in front first; for it, of those who may take it,
who has least to do, then who knows best what is asked for, then who has waited longest
for work. A team may let skill weigh as much as some things to do (``Lane.fit_weight``).
The same snapshot always gives the same answer.
"""

from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import islice

# Who is just finishing something is waited for as who is there.
SOON_THERE = ("", "after_work")


@dataclass(frozen=True, slots=True)
class Need:
    """A skill that work asks for, at least at ``level`` (0 to 100)."""

    skill: int
    level: int = 0
    required: bool = True


@dataclass(frozen=True, slots=True)
class Ring:
    """What is not asked for any more after some waiting. Rings add up."""

    lower: int = 0
    drop_preferred: bool = False
    drop_skills: frozenset = frozenset()
    add_teams: frozenset = frozenset()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a lane asks of people in one ring."""

    teams: frozenset
    needs: tuple

    def missing(self, person):
        """The required needs that ``person`` does not meet."""
        return [
            need
            for need in self.needs
            if need.required and person.skills.get(need.skill, -1) < need.level
        ]

    def fit(self, person):
        """How well they know what is asked for, from 0 to 100."""
        if not self.needs:
            return 0
        levels = [person.skills.get(need.skill, 0) for need in self.needs]
        return sum(levels) // len(levels)


@dataclass(frozen=True, slots=True)
class Lane:
    """Work that asks the same of people.

    :param offered: whether people are asked before they get it
    :param fit_weight: how many things more to do somebody with all that is asked for
        may have than somebody with nothing of it, and come first all the same
    """

    id: int
    team: int
    medium: int
    needs: tuple = ()
    rings: tuple = ()
    offered: bool = False
    fit_weight: float = 0.0

    def asked(self, ring):
        """What it asks for once the first ``ring`` rings apply. A lane without a team
        asks everybody."""
        teams, needs = {self.team}, list(self.needs)
        for step in self.rings[:ring]:
            teams |= step.add_teams
            needs = [_lowered(need, step.lower) for need in needs if _kept(need, step)]
        return Asked(frozenset(teams) if self.team else frozenset(), tuple(needs))


def _kept(need, step):
    dropped = step.drop_preferred and not need.required
    return not dropped and need.skill not in step.drop_skills


def _lowered(need, points):
    return Need(need.skill, max(need.level - points, 0), need.required)


@dataclass(slots=True)
class Item:
    """One thing that waits.

    :param rank: since when it would have waited to be as far in front as it is, in
        seconds: the smaller, the sooner
    :param refused: ids of people who let it go
    :param last: id of whom the customer knows, who gets it if they can
    :param hold: whether it waits for ``last`` as long as they are there and could take
        it
    """

    id: int
    lane: int
    ring: int
    rank: float
    refused: frozenset = frozenset()
    last: int = 0
    hold: bool = False


@dataclass(slots=True)
class Decision:
    """``person`` gets ``item``, for these reasons."""

    item: Item
    person: int
    fit: int
    load: float
    idle: float
    known: bool
    choice: int
    weight: float

    def explanation(self):
        """Why this person: how well they fit (0 to 100), what they had to do already,
        for how many minutes they had been given nothing, whether the customer knows
        them, among how many, and how much skill weighed against load."""
        return {
            "fit": self.fit,
            "load": self.load,
            "idle": int(self.idle / 60),
            "known": self.known,
            "choice": self.choice,
            "weight": self.weight,
        }


class Snapshot:
    """People, lanes and waiting items at one moment.

    :param people: list of Person, which deciding changes
    :param lanes: list of Lane
    :param items: list of Item
    :param now: in seconds, as all times here
    """

    def __init__(self, people, lanes, items, now):
        self.people = {person.id: person for person in people}
        self.lanes = {lane.id: lane for lane in lanes}
        self.items = items
        self.now = now
        self._pools, self._members, self._able = {}, {}, {}

    def decide(self, most=None):
        """Give what can be given, furthest in front first.

        :param most: at most so many decisions
        :return: list of Decision in the order in which they were taken
        """
        items = sorted(self.items, key=lambda item: (item.rank, item.id))
        decisions = (self._decide_one(item) for item in items)
        return list(islice(filter(None, decisions), most))

    def _decide_one(self, item):
        pool = self.pool(item.lane, item.ring)
        if item.last and (known := self._known(pool, item)):
            return pool.give(item, known, known=True)
        if self.awaits(item):
            return None
        person = pool.best(item.refused)
        return person and pool.give(item, person)

    def _known(self, pool, item):
        person = self.people.get(item.last)
        fits = person and person.id in pool.fits and person.id not in item.refused
        return person if fits and not pool.hindrance(person) else None

    def awaits(self, item):
        """Whether an item is kept for whom the customer knows: they are there, could
        take it, and did not let it go."""
        if not item.hold or item.last in item.refused:
            return False
        return item.last in self.pool(item.lane, item.ring).awaited()

    def members(self, teams):
        """Who works for one of ``teams``, everybody if there are none, by why they take
        nothing now: {code, empty for who does: set of ids}"""
        if teams not in self._members:
            groups = self._members[teams] = {"": set()}
            for person in self.people.values():
                if not teams or teams & person.teams:
                    groups.setdefault(person.absent, set()).add(person.id)
        return self._members[teams]

    def able(self, need):
        """Ids of those who know so much of a skill. Nobody learns meanwhile."""
        key = need.skill, need.level
        if key not in self._able:
            self._able[key] = {
                person.id
                for person in self.people.values()
                if person.skills.get(need.skill, -1) >= need.level
            }
        return self._able[key]

    def pool(self, lane_id, ring):
        """Who may take work of this lane in this ring."""
        key = lane_id, ring
        if key not in self._pools:
            self._pools[key] = Pool(self.lanes[lane_id], ring, self)
        return self._pools[key]

    def room(self, lane_id, ring):
        """How many items of this lane the people who may take them have room for."""
        pool = self.pool(lane_id, ring)
        return sum(
            self.people[one].room(pool.medium, pool.offered) for one in pool.fits
        )

    def hindrances(self, item):
        """Everything that keeps each person from ``item``, in no order of weight.

        :return: {person id: list of codes, empty for who could take it now}
        """
        lane = self.lanes[item.lane]
        asked = lane.asked(item.ring)
        kept_for = item.last if self.awaits(item) else 0
        return {
            person.id: self._hindrances(item, lane, asked, person, kept_for)
            for person in self.people.values()
        }

    def _hindrances(self, item, lane, asked, person, kept_for):
        codes = []
        if asked.teams and not asked.teams & person.teams:
            codes.append("team")
        if person.absent:
            codes.append(person.absent)
        if asked.missing(person):
            codes.append("skill")
        if hindrance := person.hindrance(lane.medium, lane.offered):
            codes.append(hindrance)
        if person.id in item.refused:
            codes.append("refused")
        if kept_for not in (0, person.id):
            codes.append("held")
        return codes


class Pool:
    """Those who may take work of one lane in one ring, best first.

    While work is given out people only get fuller: whoever has no room any more has
    none later, and an entry that is out of date only has to go further back.
    """

    def __init__(self, lane, ring, snapshot):
        self.medium, self.offered = lane.medium, lane.offered
        self.fit_weight = lane.fit_weight
        self.people = snapshot.people
        self.now = snapshot.now
        self.asked = lane.asked(ring)
        self.members = snapshot.members(self.asked.teams)
        self.able = self._able(snapshot)
        self.fits = self._fits()
        self.hindered = {}
        self.heap = [(*self._key(one), one) for one in self.fits]
        heapify(self.heap)

    def _able(self, snapshot):
        """Sets of those who know so much, for each skill that is required."""
        return [snapshot.able(need) for need in self.asked.needs if need.required]

    def _fits(self):
        """{id: how well they fit} of those who are there and can do it."""
        able = self.members[""].intersection(*self.able)
        return {one: self.asked.fit(self.people[one]) for one in sorted(able)}

    def awaited(self):
        """Ids of those for whom an item of theirs is kept while they are busy."""
        there = set().union(*(self.members.get(code, ()) for code in SOON_THERE))
        able = there.intersection(*self.able)
        return {one for one in able if self.people[one].can_ever(self.medium)}

    def free(self):
        """Ids of those who could take one now."""
        return [one for one in self.fits if not self.hindrance(self.people[one])]

    def _key(self, one):
        """Less to do, and more skill, comes first. While work is given out it only
        grows."""
        person, fit = self.people[one], self.fits[one]
        balance = round(person.load - self.fit_weight * fit / 100, 6)
        return balance, -fit, person.idle_since

    def hindrance(self, person):
        return person.hindrance(self.medium, self.offered)

    def best(self, refused=frozenset()):
        """The first who has room and did not refuse, or None."""
        aside, found = [], None
        while self.heap and not found:
            entry = self.heap[0]
            one = entry[-1]
            person = self.people[one]
            if code := self.hindrance(person):
                heappop(self.heap)
                self.hindered.setdefault(code, []).append(one)
            elif (key := (*self._key(one), one)) != entry:
                heappop(self.heap)
                heappush(self.heap, key)
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
