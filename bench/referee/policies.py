# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How others give out work. Each is only told of people of the team who are there."""


class Policy:
    """Each item on its own, the oldest first; what nobody takes is tried again when
    somebody comes or finishes something."""

    gives_back = False

    def __init__(self, lanes):
        self.lanes = {lane.id: lane for lane in lanes}

    def choose(self, people, items, now):
        chosen = []
        for item in sorted(items, key=lambda item: item.id):
            person = self.choose_one(self.list_present(people, item), item, now)
            if person:
                chosen.append((item, person.id))
        return chosen

    def list_present(self, people, item):
        team = self.lanes[item.lane].team
        return [one for one in people if not one.absent and team in one.teams]


class RoundRobin(Policy):
    """Everybody in turn, as `sequential` of OCA's helpdesk_mgmt_assign_method."""

    def __init__(self, lanes):
        super().__init__(lanes)
        self.last = {}

    def choose_one(self, people, item, now):
        if not people:
            return None
        team = self.lanes[item.lane].team
        after = [one for one in people if one.id > self.last.get(team, 0)]
        person = (after or people)[0]
        self.last[team] = person.id
        return person


class LeastLoaded(Policy):
    """Who has the fewest open tickets, as `balanced` of the same; ties go to the lowest
    id."""

    def choose(self, people, items, now):
        self.open = {one.id: sum(one.doing.values()) for one in people}
        return super().choose(people, items, now)

    def choose_one(self, people, item, now):
        if not people:
            return None
        person = min(people, key=lambda one: (self.open[one.id], one.id))
        self.open[person.id] += 1
        return person
