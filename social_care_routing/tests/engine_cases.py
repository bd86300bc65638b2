# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Snapshots of queues, as hypothesis makes them up."""

from dataclasses import replace

from hypothesis import strategies as st

from ..tools.engine import Item, Lane, Relaxation, Requirement, Snapshot
from ..tools.people import Limit, Person

NOW = 1_000_000.0
TEAMS, SKILLS, MEDIA = (1, 2, 3), (1, 2, 3, 4), (1, 2, 3)
LEVELS = (0, 25, 50, 75, 100)


def limits():
    one = st.builds(
        Limit,
        at_once=st.integers(0, 3),
        load=st.sampled_from((0.5, 1.0, 2.0)),
        interrupted_by=st.frozensets(st.sampled_from(MEDIA)),
    )
    return st.dictionaries(st.sampled_from(MEDIA), one)


def people():
    one = st.builds(
        Person,
        id=st.just(0),
        absent=st.sampled_from(("", "", "", "away", "off_shift", "after_work")),
        teams=st.frozensets(st.sampled_from(TEAMS)),
        skills=st.dictionaries(st.sampled_from(SKILLS), st.sampled_from(LEVELS)),
        limits=limits(),
        total=st.sampled_from((0.0, 0.0, 2.0, 4.0)),
        doing=st.dictionaries(st.sampled_from(MEDIA), st.integers(0, 2), max_size=2),
        idle_since=st.floats(0, NOW),
        offers=st.integers(0, 1),
        most_offers=st.integers(0, 2),
    )
    return st.lists(one, max_size=8).map(_numbered)


def relaxations():
    one = st.builds(
        Relaxation,
        lower=st.sampled_from((0, 10, 50)),
        drop_preferred=st.booleans(),
        drop_skills=st.frozensets(st.sampled_from(SKILLS), max_size=1),
        add_teams=st.frozensets(st.sampled_from(TEAMS), max_size=1),
    )
    return st.lists(one, max_size=6).map(tuple)


def lanes():
    requirement = st.builds(
        Requirement,
        skill=st.sampled_from(SKILLS),
        level=st.sampled_from(LEVELS),
        required=st.booleans(),
    )
    one = st.builds(
        Lane,
        id=st.just(0),
        team=st.sampled_from(TEAMS),
        medium=st.sampled_from(MEDIA),
        requirements=st.lists(requirement, max_size=3, unique_by=lambda n: n.skill).map(
            tuple
        ),
        relaxations=relaxations(),
        offered=st.booleans(),
        fit_weight=st.sampled_from((0.0, 0.0, 1.0, 3.5)),
    )
    return st.lists(one, min_size=1, max_size=4).map(_numbered)


@st.composite
def snapshots(draw):
    """A function that makes the same snapshot each time it is called: deciding changes
    the people in it."""
    crowd, some = draw(people()), draw(lanes())
    item = st.builds(
        Item,
        id=st.just(0),
        lane=st.sampled_from([lane.id for lane in some]),
        step=st.integers(0, 6),
        rank=st.floats(0, NOW),
        refused=st.frozensets(st.integers(1, 8), max_size=2),
        last=st.integers(0, 8),
        hold=st.booleans(),
    )
    items = draw(st.lists(item, max_size=25).map(_numbered))
    return lambda: Snapshot([_copy(p) for p in crowd], some, list(items), NOW)


def _numbered(things):
    return [replace(thing, id=number) for number, thing in enumerate(things, 1)]


def _copy(person):
    return replace(person, doing=dict(person.doing))
