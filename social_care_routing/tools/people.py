# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""An assignable agent and their current and maximum concurrent workload."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limit:
    """Capacity of an agent for one medium."""

    at_once: int
    load: float = 1.0
    interrupted_by: frozenset = frozenset()


NOTHING = Limit(0)


@dataclass(slots=True)
class Person:
    """An agent who may be assigned work.

    :param absent: code of why they get no work now, empty if they do
    :param teams: ids of their teams
    :param skills: {skill id: level, 0 to 100}
    :param limits: {medium: Limit}; other media are not offered
    :param total: maximum total load, 0 for no limit
    :param doing: {medium: number of current contacts}
    :param offers: number of pending offers
    :param most_offers: maximum number of pending offers, 0 for no limit
    :param is_writing: whether they are writing a reply; the next offer waits for it
    :param idle_since: Unix time of the last assignment, in seconds
    """

    id: int
    absent: str = ""
    teams: frozenset = frozenset()
    skills: dict = field(default_factory=dict)
    limits: dict = field(default_factory=dict)
    total: float = 0.0
    doing: dict = field(default_factory=dict)
    idle_since: float = 0.0
    offers: int = 0
    most_offers: int = 0
    is_writing: bool = False
    _load: float | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def load(self):
        """Current load: the sum of the loads of all contacts."""
        if self._load is None:
            self._load = sum(
                count * self.limits.get(medium, NOTHING).load
                for medium, count in self.doing.items()
            )
        return self._load

    def find_hindrance(self, medium, offered=False):
        """Why one more contact of ``medium`` does not fit now.

        :param offered: whether the agent would have to accept it first
        :return: ``full``, ``busy``, ``load``, ``writing`` or ``offered``, empty if it
            fits
        """
        limit = self.limits.get(medium, NOTHING)
        if self.doing.get(medium, 0) >= limit.at_once:
            return "full"
        for other, count in self.doing.items():
            if count and other != medium:
                if medium not in self.limits.get(other, NOTHING).interrupted_by:
                    return "busy"
        if self.total and self.load + limit.load > self.total:
            return "load"
        if offered and self.is_writing:
            return "writing"
        if offered and self.most_offers and self.offers >= self.most_offers:
            return "offered"
        return ""

    def can_ever(self, medium):
        """Whether one contact of ``medium`` fits if the agent is idle."""
        limit = self.limits.get(medium, NOTHING)
        return limit.at_once > 0 and (not self.total or limit.load <= self.total)

    def count_room(self, medium, offered=False):
        """How many more contacts of ``medium`` fit."""
        if self.find_hindrance(medium, offered):
            return 0
        limit = self.limits[medium]
        room = limit.at_once - self.doing.get(medium, 0)
        if self.total and limit.load:
            room = min(room, int((self.total - self.load) / limit.load))
        if offered and self.most_offers:
            room = min(room, self.most_offers - self.offers)
        # One does fit, whatever became of the division.
        return max(room, 1)

    def take(self, medium, now, offered=False):
        self.doing[medium] = self.doing.get(medium, 0) + 1
        self.idle_since, self._load = now, None
        self.offers += offered

    def put_down(self, medium):
        self.doing[medium] -= 1
        self._load = None
