# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""One moment, looked at as a whole: all that waits, all that is free.

The engine gives the item furthest in front to the best who is free, and goes on. An
assignment of everything at once can do better; this says by how much.
"""

from dataclasses import replace
from random import Random

import numpy as np
from scipy.optimize import linear_sum_assignment

from odoo.addons.social_care_routing.tools.engine import Item, Snapshot
from odoo.addons.social_care_routing.tools.people import Limit

from .week import MAIL

WAITING, FREE = 120, 40
NOW = 1_000_000.0


def make_instance(week, seed):
    """Mail of a week that waits since up to four hours, and people with some room."""
    chance = Random(seed)
    lanes = [lane for lane in week.lanes if lane.medium == MAIL]
    people = [
        replace(
            worker.person,
            limits={MAIL: Limit(chance.randint(1, 5))},
            total=0.0,
            doing={},
            teams=frozenset((1, 2, 3)),
        )
        for worker in chance.sample(week.workers, FREE)
    ]
    items = [
        Item(number, chance.choice(lanes).id, 0, NOW - 60.0 * chance.randint(0, 240))
        for number in range(1, WAITING + 1)
    ]
    return people, lanes, items


def compare(people, lanes, items):
    """What ours gives out as a share of the most that anybody could.

    :return: {what: share}: how many items; how much they have waited, together; how
        well people fit, with as many items as possible
    """
    table = _measure_fit(people, lanes, items)
    made = Snapshot(_copy_people(people), lanes, items, NOW).decide()
    waited = np.array([[NOW - item.rank + 60 for item in items]]).T
    ours = {
        "items": len(made),
        "waiting": sum(NOW - one.item.rank + 60 for one in made),
        "fit": sum(one.fit for one in made),
    }
    able = table >= 0
    best = {
        "items": _find_most(able * 1.0, able),
        "waiting": _find_most(able * waited, able),
        "fit": _find_most(able * (1e4 + table), able)
        - 1e4 * _find_most(able * 1.0, able),
    }
    return {what: ours[what] / best[what] for what in ours}


def _copy_people(people):
    return [replace(person, doing={}) for person in people]


def _measure_fit(people, lanes, items):
    """How well each slot of each person fits each item; -1 where they may not."""
    by_id = {lane.id: lane for lane in lanes}
    slots = [p for p in people for _slot in range(p.limits[MAIL].at_once)]
    table = np.full((len(items), len(slots)), -1.0)
    for row, item in enumerate(items):
        asked = by_id[item.lane].get_asked(item.step)
        for column, person in enumerate(slots):
            if not asked.list_missing(person):
                table[row, column] = asked.fit(person)
    return table


def _find_most(worth, able):
    rows, columns = linear_sum_assignment(worth, maximize=True)
    return float((worth[rows, columns] * able[rows, columns]).sum())
