# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A week of a contact centre, from a seed: who asks what when, and who is there."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import inf, log
from random import Random

from odoo.addons.helpdesk_mgmt_sla_response.tools.working_time import WorkingTime
from odoo.addons.social_care_routing.tools.engine import Lane, Relaxation, Requirement
from odoo.addons.social_care_routing.tools.people import Limit, Person
from odoo.addons.social_care_routing.tools.priority import Facts, get_defaults
from odoo.addons.social_care_routing.tools.priority_terms import AT_RISK, TERMS
from odoo.addons.social_care_routing_replay.tools import history
from odoo.addons.social_care_routing_replay.tools.simulate import Arrival, Worker

MONDAY = datetime(2026, 3, 2)
# Until Saturday night; what comes then waits for the next week.
DAYS = 6
PEOPLE, TEAMS = 60, (1, 2, 3)
# Language skills with their share of what comes; each team has seven subjects.
LANGUAGES = {1: 0.45, 2: 0.25, 3: 0.2, 4: 0.1}
SUBJECTS = {team: range(5 + 7 * (team - 1), 5 + 7 * team) for team in TEAMS}
MAIL, PUBLIC, PRIVATE = 1, 2, 3
# Share of what comes, minutes of work (median), minutes of the SLA.
MEDIA = {MAIL: (0.4, 35, 480), PUBLIC: (0.35, 20, 120), PRIVATE: (0.25, 25, 90)}
# What comes in each hour of a weekday, as a share of the busiest.
HOURS = (
    *(0.02,) * 6,
    *(0.05, 0.2, 0.6, 0.9, 1, 1, 0.85, 0.75, 0.85, 0.9, 0.9, 0.85, 0.7, 0.5),
    *(0.1, 0.05, 0.03, 0.02),
)
WEEKDAYS = (1.1, 1, 0.95, 0.95, 1, 0.35)
BUSIEST = 70
BURSTS = 3
LEVELS = (25, 50, 75, 100)
RELAXATIONS = (
    (15, Relaxation(lower=25, drop_preferred=True)),
    (45, Relaxation(lower=25)),
    (90, Relaxation(add_teams=frozenset(TEAMS))),
)
TARGET = 20 * 60


@dataclass
class Week:
    """:param hours: tools.working_time.WorkingTime of all teams"""

    lanes: list
    workers: list
    arrivals: list
    end: float
    hours: WorkingTime

    def count_worked(self, moment):
        """Seconds of work of the teams before a moment: the clock for waits."""
        if moment is None or moment == inf:
            return moment
        at = datetime.fromtimestamp(moment, UTC).replace(tzinfo=None)
        return 3600 * self.hours.between(MONDAY, at)


def make_week(seed):
    """The same of the same seed."""
    chance = Random(seed)
    workers = [_make_worker(chance, number) for number in range(1, PEOPLE + 1)]
    lanes = {}
    moments = sorted(_draw_moments(chance))
    hours = WorkingTime(_open, MONDAY)
    arrivals = [
        _make_arrival(chance, number, moment, lanes, hours)
        for number, moment in enumerate(moments, 1)
    ]
    end = history.to_seconds(MONDAY + timedelta(days=DAYS))
    return Week(list(lanes.values()), workers, arrivals, end, hours)


def _open(start, stop):
    """Teams work from 8 to 20, on Saturdays until 16."""
    day, spans = start.replace(hour=0, minute=0, second=0), []
    while day < stop:
        if day.weekday() < 6:
            closes = 20 if day.weekday() < 5 else 16
            span = day + timedelta(hours=8), day + timedelta(hours=closes)
            spans.append((max(span[0], start), min(span[1], stop)))
        day += timedelta(days=1)
    return [span for span in spans if span[0] < span[1]]


# -- people --------------------------------------------------------------------


def _make_worker(chance, number):
    team = TEAMS[number % len(TEAMS)]
    some = {_get_own_language(number), _pick(chance, LANGUAGES)}
    some |= set(chance.sample(SUBJECTS[team], 5))
    person = Person(
        number,
        teams=frozenset({team}),
        skills={skill: chance.choice(LEVELS[1:]) for skill in some},
        limits=_draw_limits(chance),
        total=float(chance.choice((2, 2, 3, 4))),
    )
    return Worker(person, tuple(_list_shifts(chance, number)))


def _get_own_language(number):
    """Each team has as many who speak a language as people write in it."""
    place = number // len(TEAMS) % 20 / 20
    for language, share in LANGUAGES.items():
        place -= share
        if place < -1e-9:
            return language
    raise AssertionError("shares do not add up")


def _draw_limits(chance):
    """From one to five at once; everything may come between everything."""
    everything = frozenset(MEDIA)
    return {
        medium: Limit(chance.randint(1, 5), load, everything)
        for medium, load in ((MAIL, 1.0), (PUBLIC, 1.0), (PRIVATE, 1.5))
    }


def _list_shifts(chance, number):
    """Five days early or late, with a break; a sixth work on Saturday instead."""
    early = number % 2
    days = [0, 1, 2, 3, 4] if number % 6 else [0, 1, 2, 3, 5]
    for day in days:
        begins = 8 if early or day == 5 else 12
        lunch = begins + chance.uniform(3, 4.5)
        for span in (begins, lunch), (lunch + 0.75, begins + 8):
            yield tuple(_to_moment(day, hour) for hour in span)


def _to_moment(day, hour):
    return history.to_seconds(MONDAY + timedelta(days=day, hours=hour))


# -- what comes ----------------------------------------------------------------


def _draw_moments(chance):
    """Poisson by the hour, and some bursts of sixty within half an hour."""
    for day in range(DAYS):
        for hour, share in enumerate(HOURS):
            rate = BUSIEST * share * WEEKDAYS[day]
            at = _draw_gap(chance, rate)
            while at < 1:
                if day < 5 or hour < 14:
                    yield MONDAY + timedelta(days=day, hours=hour + at)
                at += _draw_gap(chance, rate)
    for _burst in range(BURSTS):
        hour = 24 * chance.randrange(5) + chance.uniform(9, 17)
        for _one in range(60):
            yield MONDAY + timedelta(hours=hour + chance.random() / 2)


def _draw_gap(chance, rate):
    """Hours until the next of a Poisson process."""
    return -log(1 - chance.random()) / rate


def _make_arrival(chance, number, moment, lanes, hours):
    moment = moment.replace(microsecond=0)
    medium = _pick(chance, {one: row[0] for one, row in MEDIA.items()})
    lane = _ensure_lane(chance, medium, lanes)
    _share, minutes, sla = MEDIA[medium]
    due = hours.after(moment, sla / 60)
    urgencies = {"0": 0.2, "": 0.5, "1": 0.22, "2": 0.07, "3": 0.01}
    known = {
        "urgency": _pick(chance, urgencies),
        "sentiment": _pick(chance, {"negative": 0.3, "": 0.7}),
        "reach": int(chance.paretovariate(0.5)),
        "sla": due and (*_list_risks(hours, moment, sla), due),
    }
    facts = Facts(moment, known)
    return Arrival(
        number,
        history.to_seconds(moment),
        lane.id,
        60 * minutes * chance.lognormvariate(0, 0.6),
        boosts=history.list_boost_changes(TERMS, facts, get_defaults(TERMS)),
        relaxations=history.list_relaxations(
            [after for after, _relaxation in RELAXATIONS], hours, moment
        ),
        deadline=history.to_seconds(due),
    )


def _list_risks(hours, moment, minutes):
    return [hours.after(moment, minutes / 60 * part) for part in AT_RISK]


def _ensure_lane(chance, medium, lanes):
    """A language at half its level, and a subject."""
    team = chance.choice(TEAMS)
    language = _pick(chance, LANGUAGES)
    subject = chance.choice(SUBJECTS[team])
    key = team, medium, language, subject
    if key not in lanes:
        requirements = (
            Requirement(language, 50),
            Requirement(subject, 25 * (subject % 3), subject % 7 > 1),
        )
        relaxations = tuple(relaxation for _after, relaxation in RELAXATIONS)
        lanes[key] = Lane(len(lanes) + 1, team, medium, requirements, relaxations)
    return lanes[key]


def _pick(chance, shares):
    return chance.choices(list(shares), shares.values())[0]
