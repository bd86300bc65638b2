# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""A past period as it was set up, so that a few things in it can be others."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from math import inf

from odoo.addons.social_care_routing.tools.engine import Lane, Need
from odoo.addons.social_care_routing.tools.needs import needs
from odoo.addons.social_care_routing.tools.people import Limit
from odoo.addons.social_care_routing.tools.priority import Facts

from . import history
from .simulate import Arrival, Engine, Simulation, Worker, shared


@dataclass(frozen=True, slots=True)
class Contact:
    """What one customer asked, as far as the setup has no say in it.

    :param asked: ids of the skills that topic and rules ask for
    :param handling: seconds of attention that it took, see ``history.attention``
    :param deadline: when its SLA ends, or None
    """

    id: int
    team: int
    medium: int
    asked: frozenset
    facts: Facts
    handling: float
    deadline: datetime | None = None


@dataclass(slots=True)
class Scene:
    """Who was there, what came, and the rules.

    :param workers: {person: tools.simulate.Worker}
    :param cells: {team: {skill: tools.needs.Cell}}
    :param rings: {team: [(after minutes, tools.engine.Ring)]}
    :param offered: ids of the teams whose people are asked first
    :param reaction: {team: seconds until an offer is accepted}
    :param fit_weights: {team: how much skill weighs, see tools.engine.Lane}
    :param hours: {team: tools.working_time.WorkingTime}
    :param terms: tools.priority.Term of the queue
    :param weights: {code of weight: minutes}
    """

    contacts: list
    workers: dict
    cells: dict = field(default_factory=dict)
    rings: dict = field(default_factory=dict)
    offered: set = field(default_factory=set)
    reaction: dict = field(default_factory=dict)
    fit_weights: dict = field(default_factory=dict)
    hours: dict = field(default_factory=dict)
    terms: tuple = ()
    weights: dict = field(default_factory=dict)
    start: float = 0.0
    end: float = inf

    # -- changes ---------------------------------------------------------------

    def set_limit(self, people, medium, at_once):
        """These people do so many of a medium at once."""
        for one in people:
            person = self.workers[one].person
            old = person.limits.get(medium, Limit(0))
            limits = person.limits | {medium: replace(old, at_once=at_once)}
            self._set_person(one, limits=limits)

    def set_skill(self, one, skill, level):
        """Somebody knows a skill at a level."""
        known = self.workers[one].person.skills | {skill: level}
        self._set_person(one, skills=known)

    def set_cell(self, team, skill, cell):
        self.cells.setdefault(team, {})[skill] = cell

    def add_ring(self, team, minutes, ring):
        """A step after so many minutes, in place of one at the same time."""
        kept = [row for row in self.rings.get(team, ()) if row[0] != minutes]
        self.rings[team] = sorted([*kept, (minutes, ring)], key=lambda row: row[0])

    def add_like(self, one, count):
        """So many more who are like somebody and there when they are."""
        worker = self.workers[one]
        first = max(self.workers) + 1
        for number in range(first, first + count):
            person = replace(worker.person, id=number)
            self.workers[number] = Worker(person, worker.shifts)

    def take_out(self, one):
        self.workers.pop(one, None)

    def move_shift(self, one, begin, end):
        """Each shift of somebody begins and ends so many seconds later."""
        worker = self.workers[one]
        moved = ((start + begin, stop + end) for start, stop in worker.shifts)
        shifts = history.merged(span for span in moved if span[0] < span[1])
        self.workers[one] = Worker(worker.person, shifts)

    def _set_person(self, one, **values):
        worker = self.workers[one]
        person = replace(worker.person, **values)
        self.workers[one] = Worker(person, worker.shifts)

    # -- the run ---------------------------------------------------------------

    def score(self, target, is_over=bool):
        """
        :param is_over: function that tells whether time is up
        :return: tools.scores.Scores of this scene
        :raises tools.simulate.TooLong: where it is
        """
        lanes = {}
        arrivals = [self._arrival(contact, lanes) for contact in self.contacts]
        policy = Engine(list(lanes.values()))
        workers = [self.workers[one] for one in sorted(self.workers)]
        run = Simulation(
            policy.lanes,
            workers,
            arrivals,
            policy,
            self.end,
            self._reactions(),
            pace=shared,
            is_over=is_over,
        )
        return run.score(target)

    def _reactions(self):
        return {team: self.reaction.get(team, 0) for team in self.offered}

    def _arrival(self, contact, lanes):
        lane = self._lane(contact, lanes)
        minutes = [after for after, _ring in self.rings.get(contact.team, ())]
        since = contact.facts.waiting_since
        return Arrival(
            contact.id,
            history.seconds(since),
            lane.id,
            contact.handling,
            starts=history.starts(self.terms, contact.facts, self.weights),
            rings=history.rings(minutes, self.hours.get(contact.team), since),
            deadline=history.seconds(contact.deadline),
        )

    def _lane(self, contact, lanes):
        cells = self.cells.get(contact.team, {})
        wanted = tuple(Need(*need) for need in needs(set(contact.asked), cells))
        key = contact.team, contact.medium, wanted
        if key not in lanes:
            lanes[key] = Lane(
                len(lanes) + 1,
                contact.team,
                contact.medium,
                wanted,
                tuple(ring for _after, ring in self.rings.get(contact.team, ())),
                contact.team in self.offered,
                self.fit_weights.get(contact.team, 0.0),
            )
        return lanes[key]
