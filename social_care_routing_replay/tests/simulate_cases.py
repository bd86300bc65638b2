# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Small contact centres for the tests of the simulation."""

from hypothesis import strategies as st

from odoo.addons.social_care_routing.tools.engine import Lane, Relaxation, Requirement
from odoo.addons.social_care_routing.tools.people import Limit, Person

from ..tools.simulate import Arrival, Engine, Simulation, Worker

HOUR = 3600.0
DAY = 24 * HOUR
TEAM, OTHER_TEAM = 1, 2
POLISH, BILLING = 1, 2
MAIL, CHAT = 1, 2
LIMITS = {
    MAIL: Limit(2, 1.0, frozenset({CHAT})),
    CHAT: Limit(1, 2.0, frozenset({MAIL})),
}
ANY = Lane(1, TEAM, MAIL)
IN_POLISH = Lane(2, TEAM, MAIL, (Requirement(POLISH, 50),), (Relaxation(lower=50),))
BY_CHAT = Lane(3, TEAM, CHAT, (Requirement(BILLING, 0, False),))
LANES = (ANY, IN_POLISH, BY_CHAT)


def worker(number, shifts=((0, DAY),), at_once=None, **values):
    limits = LIMITS if at_once is None else {MAIL: Limit(at_once)}
    values = {"teams": frozenset({TEAM}), "limits": limits} | values
    return Worker(Person(number, **values), tuple(shifts))


def arrival(number, at, **values):
    return Arrival(number, at, **{"lane": ANY.id, "handling": 600} | values)


def arrivals(*moments, **values):
    """Mails at these moments, numbered from 1."""
    return [arrival(number, at, **values) for number, at in enumerate(moments, 1)]


def simulation(workers, came, end=DAY, policy=None, lanes=LANES, **values):
    return Simulation(lanes, workers, came, policy or Engine(lanes), end, **values)


def workers():
    shift = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(
        lambda at: ((at[0] * HOUR, (at[0] + at[1]) * HOUR),)
    )
    skills = st.dictionaries(
        st.sampled_from((POLISH, BILLING)), st.sampled_from((0, 50, 100))
    )
    people = st.lists(st.tuples(shift, skills), min_size=1, max_size=4)
    return people.map(
        lambda rows: [
            worker(number, shifts, skills=known)
            for number, (shifts, known) in enumerate(rows, 1)
        ]
    )


def crowds():
    """Arrivals of a day, at whole minutes."""
    one = st.tuples(
        st.integers(0, 23 * 60),
        st.sampled_from(LANES),
        st.integers(1, 60),
        st.integers(0, 30),
        st.integers(0, 4),
    )
    return st.lists(one, max_size=20).map(
        lambda rows: [_arrival(number, *row) for number, row in enumerate(rows, 1)]
    )


def _arrival(number, minute, lane, handling, head_start, knows):
    at = minute * 60.0
    return Arrival(
        number,
        at,
        lane.id,
        handling * 60.0,
        boosts=((at, head_start * 60.0),),
        relaxations=tuple(at + 1800 for _ring in lane.relaxations),
        deadline=at + HOUR,
        last_agent=knows,
    )
