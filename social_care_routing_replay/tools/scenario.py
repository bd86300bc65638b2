# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""A recorded period (contacts, shifts, rules) that what-if changes can be applied
to."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from math import inf

from odoo.addons.social_care_routing.tools.engine import Lane, Requirement
from odoo.addons.social_care_routing.tools.people import Limit
from odoo.addons.social_care_routing.tools.priority import Facts
from odoo.addons.social_care_routing.tools.requirements import compute_requirements

from . import history
from .simulate import Arrival, Engine, Simulation, Worker, share_time


@dataclass(frozen=True, slots=True)
class Contact:
    """One recorded contact, independent of the setup.

    :param asked: ids of the skills that its topic and the rules ask for
    :param handling: seconds of attention that it took, see ``history.share_attention``
    :param deadline: of its SLA target, or None
    """

    id: int
    team: int
    medium: int
    asked: frozenset
    facts: Facts
    handling: float
    deadline: datetime | None = None


@dataclass(slots=True)
class Scenario:
    """Contacts, agents and rules of a simulation.

    :param workers: {agent id: tools.simulate.Worker}
    :param cells: {team: {skill: tools.requirements.Cell}}
    :param relaxations: {team: [(after minutes, tools.engine.Relaxation)]}
    :param offered: ids of the teams whose agents accept or decline
    :param reaction: {team: seconds until an offer is accepted}
    :param fit_weights: {team: weight of skill against load, see tools.engine.Lane}
    :param hours: {team: tools.working_time.WorkingTime}
    :param terms: tools.priority.Term of the queue
    :param weights: {code of weight: minutes}
    """

    contacts: list
    workers: dict
    cells: dict = field(default_factory=dict)
    relaxations: dict = field(default_factory=dict)
    offered: set = field(default_factory=set)
    reaction: dict = field(default_factory=dict)
    fit_weights: dict = field(default_factory=dict)
    hours: dict = field(default_factory=dict)
    terms: tuple = ()
    weights: dict = field(default_factory=dict)
    start: float = 0.0
    end: float = inf

    # -- changes ---------------------------------------------------------------

    def set_limit(self, worker_ids, medium, capacity):
        """Let agents handle up to ``capacity`` contacts of a medium at once."""
        for worker_id in worker_ids:
            person = self.workers[worker_id].person
            old = person.limits.get(medium, Limit(0))
            limits = person.limits | {medium: replace(old, at_once=capacity)}
            self._set_person(worker_id, limits=limits)

    def set_skill(self, worker_id, skill, level):
        """Give an agent a skill at a level."""
        known = self.workers[worker_id].person.skills | {skill: level}
        self._set_person(worker_id, skills=known)

    def set_cell(self, team, skill, cell):
        """Replace the requirement of a skill in a team by a tools.requirements.Cell."""
        self.cells.setdefault(team, {})[skill] = cell

    def add_relaxation(self, team, minutes, step):
        """Add a relaxation step, replacing one after the same number of minutes."""
        kept = [row for row in self.relaxations.get(team, ()) if row[0] != minutes]
        self.relaxations[team] = sorted(
            [*kept, (minutes, step)], key=lambda row: row[0]
        )

    def add_similar(self, worker_id, count):
        """Add ``count`` agents like another one, with the same shifts."""
        worker = self.workers[worker_id]
        first = max(self.workers) + 1
        for number in range(first, first + count):
            person = replace(worker.person, id=number)
            self.workers[number] = Worker(person, worker.shifts)

    def remove_worker(self, worker_id):
        """Remove an agent, if there."""
        self.workers.pop(worker_id, None)

    def move_shift(self, worker_id, begin, end):
        """Move the begin and the end of each shift of an agent by so many seconds."""
        worker = self.workers[worker_id]
        moved = ((start + begin, stop + end) for start, stop in worker.shifts)
        shifts = history.merge_spans(span for span in moved if span[0] < span[1])
        self.workers[worker_id] = Worker(worker.person, shifts)

    def _set_person(self, worker_id, **values):
        worker = self.workers[worker_id]
        person = replace(worker.person, **values)
        self.workers[worker_id] = Worker(person, worker.shifts)

    # -- the run ---------------------------------------------------------------

    def score(self, target, is_over=bool):
        """Run the engine over this scenario.

        :param target: threshold of the service level in seconds
        :param is_over: function that tells whether the time limit has passed
        :return: tools.scores.Scores
        :raises tools.simulate.TooLong: if it has
        """
        lanes = {}
        arrivals = [self._make_arrival(contact, lanes) for contact in self.contacts]
        policy = Engine(list(lanes.values()))
        workers = [self.workers[worker_id] for worker_id in sorted(self.workers)]
        run = Simulation(
            policy.lanes,
            workers,
            arrivals,
            policy,
            self.end,
            self._get_reactions(),
            pace=share_time,
            is_over=is_over,
        )
        return run.score(target)

    def _get_reactions(self):
        return {team: self.reaction.get(team, 0) for team in self.offered}

    def _make_arrival(self, contact, lanes):
        lane = self._ensure_lane(contact, lanes)
        minutes = [after for after, _step in self.relaxations.get(contact.team, ())]
        since = contact.facts.waiting_since
        return Arrival(
            contact.id,
            history.to_seconds(since),
            lane.id,
            contact.handling,
            boosts=history.list_boost_changes(self.terms, contact.facts, self.weights),
            relaxations=history.list_relaxations(
                minutes, self.hours.get(contact.team), since
            ),
            deadline=history.to_seconds(contact.deadline),
        )

    def _ensure_lane(self, contact, lanes):
        cells = self.cells.get(contact.team, {})
        wanted = tuple(
            Requirement(*requirement)
            for requirement in compute_requirements(set(contact.asked), cells)
        )
        key = contact.team, contact.medium, wanted
        if key not in lanes:
            lanes[key] = Lane(
                len(lanes) + 1,
                contact.team,
                contact.medium,
                wanted,
                tuple(step for _after, step in self.relaxations.get(contact.team, ())),
                contact.team in self.offered,
                self.fit_weights.get(contact.team, 0.0),
            )
        return lanes[key]
