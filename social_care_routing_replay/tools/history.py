# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""From what was recorded to what the simulation reads: seconds since 1970, in UTC."""

from datetime import UTC
from math import inf

from odoo.addons.social_care_routing.tools.priority import get_next_change, list_boosts


def seconds(moment):
    """Of a moment in UTC without a time zone; inf for none."""
    return moment.replace(tzinfo=UTC).timestamp() if moment else inf


def starts(terms, facts, weights):
    """The priority boosts of a contact from when it began to wait, and each change.

    :param terms: list of tools.priority.Term
    :return: tuple of (moment, boost), both in seconds
    """
    found, now = [], facts.waiting_since
    while now:
        minutes = sum(boost[1] for boost in list_boosts(terms, facts, weights, now))
        found.append((seconds(now), 60.0 * minutes))
        now = get_next_change(terms, facts, now)
    return tuple(found)


def rings(after_minutes, hours, since):
    """When each relaxation step applies to what waits since then; those that never do
    are left out.

    :param hours: tools.working_time.WorkingTime of the team
    """
    moments = (hours.after(since, minutes / 60) for minutes in after_minutes)
    return tuple(seconds(moment) for moment in moments if moment)


def merged(spans):
    """Spans of time in order, those that touch or overlap as one."""
    found = []
    for start, stop in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(stop, found[-1][1])
        elif start < stop:
            found.append((start, stop))
    return tuple(found)


def without(spans, pauses):
    """``spans`` less ``pauses``, both (from, to)."""
    found = list(spans)
    for start, stop in pauses:
        found = [
            part
            for begins, ends in found
            for part in ((begins, min(ends, start)), (max(begins, stop), ends))
            if part[0] < part[1]
        ]
    return merged(found)


def attention(spans):
    """How much of somebody's time each contact took, where they dealt with several at
    once: they share it evenly. What takes all of their time takes as long as it lasts.

    :param spans: {contact: (person, from, to)}, in seconds
    :return: {contact: seconds}
    """
    people = {}
    for contact, (who, start, stop) in spans.items():
        people.setdefault(who, {})[contact] = start, stop
    found = {}
    for own in people.values():
        found |= _shared_evenly(own)
    return found


def _shared_evenly(spans):
    """The clock of one contact runs the slower the more there are beside it."""
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
