# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What came to the demo company in the weeks before, and who handled it when.

The same seed and the same last day always give the same. Times are those of the
company, without a time zone.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from math import log
from random import Random

WEEKS = 6
OPENS, CLOSES = 8, 17
# The hours at which each of the people is at lunch.
LUNCHES = (12, 13)
# What comes on a usual day, and how many minutes half of it takes at most.
MEDIA = {"phone": (9, 7), "email": (5, 16), "social_public": (3, 9)}
# Shares of a day by the hour from opening, and of a week by the day.
HOURS = (0.7, 1.2, 1.5, 1.3, 0.8, 0.9, 1.3, 1.1, 0.7)
WEEKDAYS = (1.3, 1.1, 1.0, 1.0, 0.8)
BILLING = 0.3
# So many working days before the last one a parcel service was on strike.
STORM, STORM_FACTOR = 11, 4
# Seconds until somebody who is free takes it.
SOONEST, LATEST = 8, 50


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact that is over.

    :param person: which of the people handled it, from 0 on
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


def contacts(seed, last):
    """What came until the end of a day, in the order in which it came. People handle
    one thing at a time; whoever is there first takes it.

    :param last: date of the last day
    :return: list of Contact
    """
    chance = Random(seed)
    free, found = [datetime.min] * len(LUNCHES), []
    for arrived, medium in sorted(_arrivals(chance, last)):
        noticed = _noticed(chance, arrived)
        takes = [_at_work(max(noticed, free[one]), one) for one in range(len(free))]
        accepted, _chance, person = min(
            (at, chance.random(), one) for one, at in enumerate(takes)
        )
        handling = _handling(chance, medium)
        contact = Contact(
            arrived, medium, chance.random() < BILLING, person, accepted, handling
        )
        free[person] = contact.done
        found.append(contact)
    return found


def working_days(last):
    """The working days of the weeks until a date."""
    days = (last - timedelta(days=back) for back in range(7 * WEEKS))
    return sorted(day for day in days if day.weekday() < len(WEEKDAYS))


def storm_day(last):
    """The day on which most came."""
    return working_days(last)[-1 - STORM]


def _arrivals(chance, last):
    days, storm = working_days(last), storm_day(last)
    for day in days:
        factor = WEEKDAYS[day.weekday()] * (STORM_FACTOR if day == storm else 1)
        for medium, (usual, _minutes) in MEDIA.items():
            yield from ((at, medium) for at in _moments(chance, day, usual * factor))


def _moments(chance, day, count):
    """Poisson by the hour."""
    for number, share in enumerate(HOURS):
        rate = count * share / sum(HOURS)
        passed = _gap(chance, rate)
        while passed < 1:
            start = datetime.combine(day, time(OPENS + number))
            yield start + timedelta(seconds=int(3600 * passed))
            passed += _gap(chance, rate)


def _gap(chance, rate):
    return -log(1 - chance.random()) / rate


def _noticed(chance, arrived):
    return arrived + timedelta(seconds=chance.randint(SOONEST, LATEST))


def _handling(chance, medium):
    _usual, minutes = MEDIA[medium]
    return max(30, round(60 * minutes * chance.lognormvariate(0, 0.5)))


def _at_work(moment, person):
    """When somebody begins it: not at lunch, and what nobody begins before closing
    waits for the next working day."""
    if moment.hour == LUNCHES[person]:
        return moment.replace(hour=moment.hour + 1, minute=0, second=0)
    if moment.hour < CLOSES:
        return moment
    day = moment.date() + timedelta(days=1)
    while day.weekday() >= len(WEEKDAYS):
        day += timedelta(days=1)
    return datetime.combine(day, time(OPENS, 1))
