# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Conversion of recorded data to simulation input, in seconds since 1970 (UTC)."""

from datetime import UTC
from math import inf

from odoo.addons.social_care_routing.tools.priority import get_next_change, list_boosts


def to_seconds(moment):
    """Seconds since 1970 of a moment in UTC without a time zone; inf for None."""
    return moment.replace(tzinfo=UTC).timestamp() if moment else inf


def list_boost_changes(terms, facts, weights):
    """Priority boosts of a contact when it begins to wait, and at each change.

    :param terms: list of tools.priority.Term
    :param facts: tools.priority.Facts
    :param weights: {code of weight: minutes}
    :return: tuple of (moment, boost), both in seconds
    """
    found, now = [], facts.waiting_since
    while now:
        minutes = sum(boost[1] for boost in list_boosts(terms, facts, weights, now))
        found.append((to_seconds(now), 60.0 * minutes))
        now = get_next_change(terms, facts, now)
    return tuple(found)


def list_relaxations(after_minutes, hours, since):
    """Moments at which the relaxation steps apply to a contact; steps that never do are
    left out.

    :param after_minutes: working minutes of the team after which each step applies
    :param hours: tools.working_time.WorkingTime of the team
    :param since: when the contact began to wait
    :return: tuple of moments in seconds
    """
    moments = (hours.after(since, minutes / 60) for minutes in after_minutes)
    return tuple(to_seconds(moment) for moment in moments if moment)


def merge_spans(spans):
    """Spans of time in order; those that touch or overlap are merged."""
    found = []
    for start, stop in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(stop, found[-1][1])
        elif start < stop:
            found.append((start, stop))
    return tuple(found)


def share_attention(spans):
    """Time of an agent that each contact took, where agents handle several at once:
    they share their time evenly among them.

    :param spans: {contact: (agent, start, stop)}, in seconds
    :return: {contact: seconds}
    """
    people = {}
    for contact, (who, start, stop) in spans.items():
        people.setdefault(who, {})[contact] = start, stop
    found = {}
    for own in people.values():
        found |= _share_evenly(own)
    return found


def _share_evenly(spans):
    """The clock of one contact runs the slower, the more there are beside it."""
    steps = [
        step for start, stop in spans.values() for step in ((start, 1), (stop, -1))
    ]
    clock, clocks, at_once, before = 0.0, {}, 0, 0.0
    for at, change in sorted(steps):
        if at_once:
            clock += (at - before) / at_once
        clocks[at], before = clock, at
        at_once += change
    return {
        contact: clocks[stop] - clocks[start]
        for contact, (start, stop) in spans.items()
    }
