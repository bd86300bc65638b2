# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Simulated past contacts of the demo company: when they arrived and who handled them.

The result depends on the seed and the last day only. Times are local times of the
company, without a time zone.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from math import log
from random import Random

WEEKS = 6
OPENS, CLOSES = 8, 17
# The hour at which each agent is at lunch.
LUNCHES = (12, 13)
# Medium: (contacts on a usual day, median handling time in minutes).
MEDIA = {"phone": (9, 7), "email": (5, 16), "social_public": (3, 9)}
# Weights of the hours from opening, and factors of the days of a week.
HOURS = (0.7, 1.2, 1.5, 1.3, 0.8, 0.9, 1.3, 1.1, 0.7)
WEEKDAYS = (1.3, 1.1, 1.0, 1.0, 0.8)
BILLING = 0.3
# A parcel strike STORM working days before the last one multiplied the contacts of a
# usual day, whatever day of the week it was.
STORM, STORM_FACTOR = 11, 5
# Seconds until an idle agent accepts a contact: minimum and maximum.
SOONEST, LATEST = 8, 50


@dataclass(frozen=True, slots=True)
class Contact:
    """A closed contact.

    :param person: index of the agent who handled it
    :param handling: seconds
    """

    arrived: datetime
    medium: str
    is_billing: bool
    person: int
    accepted: datetime
    handling: int

    @property
    def done(self):
        return self.accepted + timedelta(seconds=self.handling)


def list_contacts(seed, last):
    """Simulate the contacts of the weeks until a day. Agents handle one contact at a
    time; the one who is free first accepts the next.

    :param seed: of the random numbers
    :param last: date of the last day
    :return: list of Contact, by time of arrival
    """
    chance = Random(seed)
    free, found = [datetime.min] * len(LUNCHES), []
    for arrived, medium in sorted(_draw_arrivals(chance, last)):
        noticed = _draw_reaction(chance, arrived)
        takes = [_find_start(max(noticed, free[one]), one) for one in range(len(free))]
        accepted, _chance, person = min(
            (at, chance.random(), one) for one, at in enumerate(takes)
        )
        handling = _draw_handling(chance, medium)
        contact = Contact(
            arrived, medium, chance.random() < BILLING, person, accepted, handling
        )
        free[person] = contact.done
        found.append(contact)
    return found


def list_working_days(last):
    """:return: list of dates, the working days of the weeks until ``last``"""
    days = (last - timedelta(days=back) for back in range(7 * WEEKS))
    return sorted(day for day in days if day.weekday() < len(WEEKDAYS))


def find_storm_day(last):
    """:return: date with the most contacts"""
    return list_working_days(last)[-1 - STORM]


def _draw_arrivals(chance, last):
    days, storm = list_working_days(last), find_storm_day(last)
    for day in days:
        factor = STORM_FACTOR if day == storm else WEEKDAYS[day.weekday()]
        for medium, (usual, _minutes) in MEDIA.items():
            yield from (
                (at, medium) for at in _draw_moments(chance, day, usual * factor)
            )


def _draw_moments(chance, day, count):
    """Arrivals of a day: a Poisson process with a rate for each hour."""
    for number, share in enumerate(HOURS):
        rate = count * share / sum(HOURS)
        passed = _draw_gap(chance, rate)
        while passed < 1:
            start = datetime.combine(day, time(OPENS + number))
            yield start + timedelta(seconds=int(3600 * passed))
            passed += _draw_gap(chance, rate)


def _draw_gap(chance, rate):
    return -log(1 - chance.random()) / rate


def _draw_reaction(chance, arrived):
    return arrived + timedelta(seconds=chance.randint(SOONEST, LATEST))


def _draw_handling(chance, medium):
    _usual, minutes = MEDIA[medium]
    return max(30, round(60 * minutes * chance.lognormvariate(0, 0.5)))


def _find_start(moment, person):
    """Earliest time at which an agent can accept: after lunch, or on the next working
    day if the company is closed."""
    if moment.hour == LUNCHES[person]:
        return moment.replace(hour=moment.hour + 1, minute=0, second=0)
    if moment.hour < CLOSES:
        return moment
    day = moment.date() + timedelta(days=1)
    while day.weekday() >= len(WEEKDAYS):
        day += timedelta(days=1)
    return datetime.combine(day, time(OPENS, 1))
