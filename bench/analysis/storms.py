# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How many storms become incidents, how soon, and how many of what is none."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

import numpy as np
from tools import storm, usual_volume
from tools.surge import SHARED

from . import storm_world as world
from .storm_rules import CAMPAIGN, INCIDENT, Before, Now

# Tuned with the first; only what is measured with the others is published.
TUNING, JUDGING = (101, 102, 103, 104, 105), (11, 12, 13, 14, 15)
SIZES = (10, 30, 120)
SLOTS = world.WEEK // storm.SLOT * world.WEEKS
# What belongs to an open incident is not raised again: so long it stays open at least.
OPEN = 3 * world.HOUR
IN_TIME = 15


class History:
    """Mentions by key, and the counts that the add-on keeps of them."""

    def __init__(self, mentions):
        self.mentions = mentions
        self.rows = {"all": np.arange(len(mentions.at))}
        by_key = defaultdict(list)
        for number, keys in enumerate(mentions.keys):
            for key in keys:
                by_key[key].append(number)
        self.rows |= {key: np.array(rows) for key, rows in by_key.items()}
        self.times = {key: mentions.at[rows] for key, rows in self.rows.items()}
        self.counts = {key: self._slots(rows) for key, rows in self.rows.items()}
        self.keys = [key for key in self.rows if key != "all"]
        columns = np.array([self.counts[key] for key in self.keys], np.int32)
        self.sums = np.pad(columns.cumsum(1), ((0, 0), (1, 0)))

    def _slots(self, rows):
        """By slots of five minutes, each person once."""
        slot = (self.mentions.at[rows] // storm.SLOT).astype(int)
        pairs = np.unique(np.stack([slot, self.mentions.person[rows]]), axis=1)
        return np.bincount(pairs[0], minlength=SLOTS + 12)[: SLOTS + 12]

    def members(self, key, since, until):
        first, last = np.searchsorted(self.times[key], (since, until))
        return self.rows[key][first:last]

    def count_people(self, members):
        return len(np.unique(self.mentions.person[members]))

    def slots(self, key, now):
        last = int(now // storm.SLOT)
        return self.counts[key][last - usual_volume.HORIZON * 12 : last]

    def hour(self, key, now):
        first = int((now - 1) // world.HOUR) * 12
        return int(self.counts[key][first : first + 12].sum()) if first >= 0 else 0

    def ages(self, key, hour):
        first = int(hour + 1 - usual_volume.AGES) * 12
        last = int(hour + 1) * 12
        counts = self.counts[key][max(first, 0) : last].reshape(-1, 12).sum(1)
        missing = np.full(max(-first, 0) // 12, np.nan)
        return np.concatenate([missing, counts])[::-1]

    def weekend(self, hour):
        days = (hour - np.arange(usual_volume.AGES)) // 24
        return days % 7 > 4

    def candidates(self, now):
        """Keys of which enough was said lately to look at them."""
        last = int(now // storm.SLOT)
        lately = self.sums[:, last] - self.sums[:, last - usual_volume.HORIZON * 12]
        return [self.keys[n] for n in np.flatnonzero(lately >= storm.FEWEST)]


@dataclass
class Found:
    """What was raised, in minutes; ``events`` are the shares of each event in it."""

    at: float
    kind: str
    keys: set
    events: Counter
    size: int
    members: set = field(default_factory=set)


def watch(history, rules):
    """All that the rules raise after the warm-up."""
    found, open_until, claimed = [], {}, {}
    for now in range(world.WARM_UP * world.WEEK, world.WEEKS * world.WEEK, storm.SLOT):
        keys = history.candidates(now)
        open_now = {k for k, until in open_until.items() if until > now}
        for key, kind, members in rules.find(
            now, [k for k in keys if k not in open_now]
        ):
            open_until[key] = now + OPEN
            if kind == CAMPAIGN and claimed.get((key, kind), -OPEN) > now - OPEN:
                continue
            if kind == CAMPAIGN:
                # It does not keep its key from becoming an incident.
                open_until[key], claimed[key, kind] = now, now
            _join(history, found, now, key, kind, members)
    return found


def _join(history, found, now, key, kind, members):
    """A part of what is open and has a good share of its mentions, or a new one."""
    own = set(members.tolist())
    for other in reversed(found):
        if now - other.at > OPEN or other.kind != kind:
            continue
        alike = [set(history.mentions.keys[m]) & other.keys for m in own]
        if sum(map(bool, alike)) >= SHARED * len(own) or key in other.keys:
            other.keys.add(key)
            return
    events = Counter(history.mentions.event[members].tolist())
    found.append(Found(now, kind, {key}, events, len(members)))


@dataclass
class Score:
    """Counts over the weeks that were judged."""

    ordinary_alarms: int = 0
    other_alarms: int = 0
    weeks: int = 0
    storms: dict = field(default_factory=lambda: defaultdict(list))
    look_alikes: dict = field(default_factory=lambda: defaultdict(list))
    shown: dict = field(default_factory=lambda: defaultdict(list))


def score(own, found):
    result = Score(weeks=world.ORDINARY)
    eventful = (world.WARM_UP + world.ORDINARY) * world.WEEK
    raised = defaultdict(dict)
    for one in found:
        event, count = max(
            ((e, n) for e, n in one.events.items() if e >= 0),
            key=lambda pair: pair[1],
            default=(-1, 0),
        )
        if count >= 0.3 * one.size:
            raised[event].setdefault(one.kind, one.at)
        elif one.kind == INCIDENT and one.at < eventful:
            result.ordinary_alarms += 1
        elif one.kind == INCIDENT:
            result.other_alarms += 1
    for number, event in enumerate(own.events):
        at = raised[number].get(INCIDENT)
        if event.kind == "storm":
            late = (at - _tenth(event)) if at else np.inf
            result.storms[event.rate].append(late)
        else:
            result.look_alikes[event.kind].append(at is not None)
            result.shown[event.kind].append(CAMPAIGN in raised[number])
    return result


def _tenth(event):
    """When the tenth person spoke; nobody spoke of a storm twice before that."""
    return sorted(at for at, _person in event.people)[9]


def measure(seed, size):
    """{name of the rules: Score}"""
    own = world.World(seed, size)
    history = History(own.mentions)
    return {
        name: score(own, watch(history, rules(history)))
        for name, rules in (("before", Before), ("now", Now))
    }
