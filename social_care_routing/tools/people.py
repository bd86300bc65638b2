# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""An assignable agent and their current and maximum concurrent workload."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limit:
    """What a person does of one medium at once."""

    at_once: int
    load: float = 1.0
    interrupted_by: frozenset = frozenset()


NOTHING = Limit(0)


@dataclass(slots=True)
class Person:
    """Somebody who could be given work.

    :param absent: code of why they take nothing now, empty for who does
    :param teams: ids of the teams that they work for
    :param skills: {skill: level from 0 to 100}
    :param limits: {medium: Limit}; what is not in it is not offered
    :param total: the load that all they do at once stays within; 0 for no limit
    :param doing: {medium: number of things at once}
    :param offers: how many offers they have still to answer
    :param most_offers: how many they are made at once; 0 for no limit
    :param idle_since: when they were last given something, in seconds
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
    _load: float | None = field(default=None, init=False, repr=False, compare=False)

    @property
    def load(self):
        """All they do now, each thing as much as it counts."""
        if self._load is None:
            self._load = sum(
                count * self.limits.get(medium, NOTHING).load
                for medium, count in self.doing.items()
            )
        return self._load

    def find_hindrance(self, medium, offered=False):
        """Why one more of ``medium`` does not fit now: ``full``, ``busy``, ``load``,
        ``offered``; empty where it does.

        :param offered: whether they would first be asked
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
        if offered and self.most_offers and self.offers >= self.most_offers:
            return "offered"
        return ""

    def can_ever(self, medium):
        """Whether one of ``medium`` fits once they have nothing else to do."""
        limit = self.limits.get(medium, NOTHING)
        return limit.at_once > 0 and (not self.total or limit.load <= self.total)

    def count_room(self, medium, offered=False):
        """How many more of ``medium`` fit at most."""
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
