# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The rules that raise incidents, as the add-on applies them: before and now."""

import math
from statistics import mean, median

from tools import counts, storm, surge, usual_volume

from .storm_world import HARMLESS, HOUR, NO_TOPIC, TOPICS

SLOT = storm.SLOT
A_DAY = 24 * HOUR
BEFORE = 600
INCIDENT, CAMPAIGN = surge.INCIDENT, surge.CAMPAIGN
TROUBLES = frozenset(set(range(TOPICS)) - set(HARMLESS))


class Before:
    """Of 19.0.1.1: ten people in half an hour and more than a negative binomial
    distribution of spread ten allows, whatever they say."""

    def __init__(self, history):
        self.history = history

    def find(self, now, keys):
        for key in keys:
            members = self.history.members(key, now - 30, now)
            people = self.history.count_people(members)
            if people >= 10 and people >= self._starts(key, now):
                yield key, INCIDENT, members

    def _starts(self, key, now):
        hours = [self.history.hour(key, now - day * A_DAY) for day in range(1, 15)]
        hourly = min(mean(hours), 2 * median(hours) + 1)
        usual = (hourly * 14 + 1) / 15 / 2
        if usual > 500:
            return math.ceil(usual + 3.09 * math.sqrt(10 * usual)) + 1
        return 1 + next(
            n for n in range(10_000) if counts.tail(n + 1, usual, 10) < 0.001
        )


class Now:
    """What ``social.care.incident`` does."""

    def __init__(self, history):
        self.history = history
        self.cached, self.hour = {}, None
        self.campaigns = {}

    def find(self, now, keys):
        into_hour = now % HOUR or HOUR
        for key in keys:
            slots = self.history.slots(key, now)
            if not storm.may_rise(slots):
                continue
            usual = self._usual(key, (now - 1) // HOUR)
            for rise in storm.find_rises(slots, usual, into_hour):
                members = self.history.members(key, now - rise.minutes, now)
                if found := self._judge(key, members, now, rise):
                    yield key, found, members
                    break

    def _usual(self, key, hour):
        if hour != self.hour:
            self.cached, self.hour = {}, hour
            weekend = self.history.weekend(hour)
            totals = self.history.ages("all", hour)
            self.cached[None] = (
                usual_volume.compute_day_levels(totals, weekend),
                weekend,
            )
        levels, weekend = self.cached[None]
        if key not in self.cached:
            counts = self.history.ages(key, hour)
            self.cached[key] = usual_volume.estimate(counts, weekend, levels)
        return self.cached[key]

    def _judge(self, key, members, now, rise):
        people = self.history.count_people(members)
        evidence = rise.decades(people)
        if evidence < storm.LEAST:
            return None
        until = now - rise.minutes
        everybody = self.history.members("all", until, now)
        before = self.history.members("all", now - 3 * A_DAY, until)[-BEFORE:]
        background = surge.Background(tuple(self._voices(before, now)), TROUBLES)
        share = people / self.history.count_people(everybody)
        voices = self._voices(members, now)
        found = surge.judge(key, evidence, voices, background, share)
        if found == surge.CAMPAIGN:
            self.campaigns[key] = now
        return found

    def _voices(self, members, now):
        mentions = self.history.mentions
        campaigns = {
            key
            for key, at in self.campaigns.items()
            if now - at < 3 * HOUR and not key.startswith("topic:")
        }
        return [
            surge.Voice(
                mentions.talk[number],
                frozenset(mentions.words[number]),
                int(mentions.mood[number]),
                None if mentions.topic[number] == NO_TOPIC else mentions.topic[number],
                not campaigns.isdisjoint(mentions.keys[number]),
            )
            for number in members
        ]
