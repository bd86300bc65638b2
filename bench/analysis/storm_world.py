# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What people say of a company for some weeks: ordinary life, storms and look-alikes.

Ordinary volume follows the hour and the kind of day; days are louder and quieter as a
whole, topics have days of their own, hours vary more than chance, and every tenth
mention draws others after it. What the analysis finds in a mention is as wrong as it is
before learning: it finds under half of the complaints (``_FOUND``) and misses the topic
of every fifth.
"""

from dataclasses import dataclass, field

import numpy as np

MINUTE, HOUR, DAY = 1, 60, 24 * 60
WEEK = 7 * DAY
WARM_UP, ORDINARY, EVENTFUL = 3, 3, 3
WEEKS = WARM_UP + ORDINARY + EVENTFUL
NEGATIVE, NEUTRAL, POSITIVE = -1, 0, 1
NO_TOPIC, TOPICS = -1, 10
# Topics whose mentions are not complaints by themselves, such as prices and offers.
HARMLESS = (3,)
# The shares that the analysis finds negative, neutral, positive, of mentions that are
# negative, neutral, positive (as measured on customer texts before learning).
_FOUND = {
    NEGATIVE: (0.45, 0.48, 0.07),
    NEUTRAL: (0.10, 0.78, 0.12),
    POSITIVE: (0.05, 0.40, 0.55),
}
_WORKDAY = np.array(
    [
        2,
        1,
        1,
        1,
        1,
        2,
        4,
        8,
        11,
        12,
        12,
        11,
        11,
        10,
        10,
        10,
        10,
        11,
        12,
        12,
        11,
        9,
        6,
        3,
    ]
)
_WEEKEND = np.array(
    [4, 3, 2, 1, 1, 1, 2, 3, 5, 7, 9, 9, 9, 8, 8, 8, 8, 8, 9, 9, 9, 8, 6, 4]
)
# How often each of a topic's words is said: the first in three of ten mentions.
_RANKED = np.arange(1, 401) ** -0.8
_RANKED /= _RANKED.sum()
# Nobody goes viral in an ordinary week; small matters there are, so many a week.
_LONGEST_TALK, _MATTERS = 7, 10
STORMS = (20, 100, 600)
LOOK_ALIKES = ("contest", "TV show", "newsletter", "unlike complaints")


@dataclass
class Mentions:
    """Columns of the same length; ``keys`` and ``words`` are tuples, ``event`` is the
    number of an Event or -1, ``talk`` the conversation."""

    at: np.ndarray
    person: np.ndarray
    mood: np.ndarray
    topic: np.ndarray
    event: np.ndarray
    talk: np.ndarray
    keys: list
    words: list


@dataclass
class Event:
    kind: str
    start: float
    rate: float = 0.0
    people: list = field(default_factory=list)


class World:
    """A company with so many mentions an hour, the same for one seed."""

    def __init__(self, seed, hourly):
        self.chance = np.random.default_rng([seed, hourly])
        self.hourly = hourly
        self.rows, self.events = [], []
        self.people = self.talks = 0
        shares = 1 / np.arange(1, TOPICS + 2) ** 0.7
        self.shares = self.chance.permutation(shares / shares.sum())
        self._live()
        self._add_small_matters()
        for week in range(WARM_UP + ORDINARY, WEEKS):
            self._add_events(week)
        self.mentions = self._sorted()

    # -- ordinary life ---------------------------------------------------------

    def _live(self):
        """Topic by topic; the last share speaks of nothing that has a topic."""
        days = WEEKS * 7
        days_all = self.chance.lognormal(0, 0.15, days)
        for number, share in enumerate(self.shares):
            topic = number if number < TOPICS else NO_TOPIC
            shift = self.chance.integers(-2, 3)
            for day in range(days):
                curve = np.roll(_WEEKEND if day % 7 > 4 else _WORKDAY, shift) / 8
                level = days_all[day] * self.chance.lognormal(0, 0.2)
                rates = self.hourly * share * curve * level
                rates = rates * self.chance.gamma(20, 1 / 20, 24) * 0.85
                for hour, count in enumerate(self.chance.poisson(rates)):
                    start = day * DAY + hour * HOUR
                    for at in start + self.chance.uniform(0, HOUR, count):
                        self._say_usual(at, topic)

    def _say_usual(self, at, topic):
        more = 0
        if self.chance.random() < 0.1:
            more = min(self.chance.geometric(0.6), _LONGEST_TALK)
        mood, words, keys = self._mood(0.3, 0.5), self._usual_words(topic), []
        if self.chance.random() < 0.15:
            keys.append(f"term:#usual{min(self.chance.zipf(1.5), 40)}")
        if self.chance.random() < 0.03:
            keys.append(f"term:pressing{self.chance.integers(3)}")
        # What draws others after it is about the same, in the same mood.
        self.talks += 1
        for when in (at, *(at + self.chance.exponential(15, more))):
            self._add(when, topic, mood, keys, words, talk=self.talks)

    def _usual_words(self, topic):
        """Some words of the topic, of which few are said often."""
        ranks = self.chance.choice(len(_RANKED), 4, p=_RANKED)
        return tuple(f"word{topic}-{rank}" for rank in ranks)

    def _add(self, at, topic, mood, keys, words, event=-1, talk=0):
        found = self.chance.choice([NEGATIVE, NEUTRAL, POSITIVE], p=_FOUND[mood])
        if topic != NO_TOPIC:
            if self.chance.random() < 0.2:
                topic = self._mistaken()
        if topic != NO_TOPIC:
            keys = [f"topic:{topic}", *keys]
        if self.people and event == -1 and self.chance.random() < 0.15:
            person = self.people - self.chance.integers(min(self.people, 50))
        else:
            self.people += 1
            person = self.people
        talk = talk or -self.people
        self.rows.append((at, person, found, topic, event, talk, tuple(keys), words))

    def _mistaken(self):
        if self.chance.random() < 0.7:
            return NO_TOPIC
        return int(self.chance.integers(TOPICS))

    def _add_small_matters(self):
        """A handful of people have the same trouble within hours: no storm."""
        for number in range(_MATTERS * WEEKS):
            start = self.chance.uniform(0, WEEKS * WEEK - DAY)
            topic = int(self.chance.integers(TOPICS))
            for at in start + self.chance.uniform(
                0, 3 * HOUR, self.chance.integers(3, 7)
            ):
                words = (f"matter{number}", *self._usual_words(topic)[:2])
                self._add(at, topic, self._mood(0.6, 0.3), [], words)

    # -- events ----------------------------------------------------------------

    def _add_events(self, week):
        """Three storms and one of each look-alike, each in a half day of its own."""
        halves = self.chance.permutation(14)
        kinds = [*(("storm", rate) for rate in STORMS), *((k, 0) for k in LOOK_ALIKES)]
        for half, (kind, rate) in zip(halves, kinds, strict=False):
            begin = week * WEEK + half * DAY / 2 + 6 * HOUR * (half % 2 == 0)
            start = begin + self.chance.uniform(0, 5) * HOUR
            event = Event(kind, start, rate)
            self.events.append(event)
            getattr(self, "_" + kind.replace(" ", "_").lower())(event)

    def _moments(self, start, rates):
        """Times of so many mentions in each ten minutes."""
        for number, count in enumerate(self.chance.poisson(rates)):
            yield from start + 10 * number + self.chance.uniform(0, 10, count)

    def _mood(self, negative, neutral):
        shares = [negative, neutral, 1 - negative - neutral]
        return self.chance.choice([NEGATIVE, NEUTRAL, POSITIVE], p=shares)

    def _event_keys(self, *shares):
        """Each key with its share."""
        return [key for key, share in shares if self.chance.random() < share]

    def _storm(self, event):
        number = len(self.events) - 1
        topic = self.chance.choice([t for t in range(TOPICS) if t not in HARMLESS])
        hours = self.chance.uniform(2, 4)
        names = [f"thing{number}-{n}" for n in range(4)]
        for at in self._moments(event.start, [event.rate / 6] * int(hours * 6)):
            keys = self._event_keys(
                (f"term:#down{number}", 0.25),
                (f"term:pressing{self.chance.integers(3)}", 0.2),
                (f"group:{number}", 0.15),
            )
            words = self._usual_words(topic)[:3]
            if self.chance.random() < 0.8:
                words += (self.chance.choice(names, p=[0.45, 0.25, 0.2, 0.1]),)
            mood = self._mood(0.82, 0.15)
            self._add(at, int(topic), mood, keys, words, number)
            event.people.append((at, self.people))

    def _contest(self, event):
        number = len(self.events) - 1
        rate = self.chance.uniform(60, 200) / 6
        rates = rate * np.exp(-np.arange(12 * 6) / 24)
        for at in self._moments(event.start, rates):
            keys = self._event_keys(
                (f"term:#win{number}", 0.9), (f"group:{number}", 0.3)
            )
            topic = self.chance.choice([NO_TOPIC, HARMLESS[0]], p=[0.6, 0.4])
            words = (f"prize{number}", *self._usual_words(topic)[:2])
            self._add(at, int(topic), self._mood(0.05, 0.45), keys, words, number)

    def _tv_show(self, event):
        number = len(self.events) - 1
        rate = self.chance.uniform(150, 400) / 6
        for at in self._moments(
            event.start, rate * np.array([1, 1, 1, 1, 1, 0.5, 0.2])
        ):
            keys = self._event_keys((f"term:#show{number}", 0.6))
            topic = NO_TOPIC
            if self.chance.random() < 0.3:
                topic = int(self.chance.integers(TOPICS))
            words = (f"show{number}", *self._usual_words(topic)[:2])
            self._add(at, topic, self._mood(0.15, 0.5), keys, words, number)

    def _newsletter(self, event):
        number = len(self.events) - 1
        rate = self.chance.uniform(60, 150) / 6
        for at in self._moments(event.start, rate * np.exp(-np.arange(24) / 8)):
            keys = self._event_keys((f"term:#news{number}", 0.1))
            topics = [NO_TOPIC, HARMLESS[0], int(self.chance.integers(TOPICS))]
            topic = int(self.chance.choice(topics, p=[0.3, 0.5, 0.2]))
            words = (f"code{number}", *self._usual_words(topic)[:2])
            self._add(at, topic, self._mood(0.15, 0.65), keys, words, number)

    def _unlike_complaints(self, event):
        """“My X is broken” of 200 different X within an hour or two."""
        number = len(self.events) - 1
        topic = int(self.chance.choice([t for t in range(TOPICS) if t not in HARMLESS]))
        minutes = self.chance.uniform(60, 120)
        for thing in range(200):
            keys = self._event_keys(("term:pressing0", 0.2), (f"group:{number}", 0.4))
            words = (f"thing{number}-{thing}", *self._usual_words(topic)[:1])
            at = event.start + self.chance.uniform(0, minutes)
            self._add(at, topic, self._mood(0.85, 0.12), keys, words, number)

    def _sorted(self):
        rows = sorted(self.rows, key=lambda row: row[0])
        *columns, keys, words = zip(*rows, strict=True)
        arrays = map(np.array, columns)
        return Mentions(*arrays, list(keys), list(words))
