# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""People for what may wait: posts, messages and mail with a target of minutes to hours.

Such work can be put off until its deadline, so what counts is not one interval but the
backlog that goes from each to the next. Intervals are numbered from 0 and are
``seconds`` long; ``within`` and ``handling`` are seconds, shares lie between 0 and 1.
The clock of a target stands still in intervals that are not open.

Own method, no published table: the tests compare it with Erlang C, of which it is the
limit where nothing changes, and with a simulation.
"""

import math
from functools import lru_cache

import numpy as np
from scipy.special import gammainc
from scipy.stats import poisson

from . import erlang

# A step of the recursion is a small part of the target, but not under a minute.
_STEPS_TO_TARGET, _SHORTEST = 8, 60
_NEGLIGIBLE = 1e-9


def spread_out(contacts, is_open, seconds, within):
    """What is to be done in each interval, when the work of each contact is spread
    evenly over the open intervals that it may wait for.

    A plan that does so much in time meets each deadline, and has the lowest peaks that
    can be had without looking ahead. What is still to be done after the last interval
    is not in it.
    """
    slots = max(1, int(within // seconds))
    open_ones = [slot for slot, one in enumerate(is_open) if one]
    work, following = [0.0] * len(contacts), 0
    for slot, came in enumerate(contacts):
        while following < len(open_ones) and open_ones[following] < slot:
            following += 1
        for chosen in open_ones[following : following + slots]:
            work[chosen] += came / slots
    return work


def people_needed(
    contacts,
    is_open,
    seconds,
    within,
    handling,
    target,
    at_once=1,
    most_busy=1.0,
    busy=float,
):
    """People for each interval so that the ``target`` share of what comes in it is
    answered ``within`` the time.

    What is put off lowers the peaks; for chance there are as many as Erlang C asks for
    that work. ``busy`` says how much to be ready for where so much is expected: of all
    that lies over a night, not of each hour, because not all of them are busy at once.
    """
    return [
        erlang.people_needed(
            erlang.load_of(busy(one), seconds, handling),
            target,
            within,
            handling,
            at_once,
            most_busy,
        )
        for one in spread_out(contacts, is_open, seconds, within)
    ]


def answered_in_time(
    contacts, people, is_open, seconds, within, handling, at_once=1, waiting=0
):
    """The share of what comes in each interval that so many ``people`` answer in time,
    with so much ``waiting`` when the first begins; and how much waits after each.

    The number that waits is carried as a distribution from step to step: what comes and
    what can be done in a step are both Poisson, as in a queue of one fast server.
    Where nothing changes that is within two points of Erlang C.
    """
    steps = _steps(seconds, within)
    arrivals = np.repeat(np.asarray(contacts, dtype=float) / steps, steps)
    able = np.repeat(np.asarray(people, dtype=float) * at_once, steps)
    able *= seconds / steps / handling
    until = _deadlines(np.repeat(is_open, steps), within / (seconds / steps))
    done = np.concatenate(([0.0], np.cumsum(able)))
    state = np.zeros(int(waiting) + 1)
    state[-1] = 1.0
    shares, left = [], []
    for step, end in enumerate(until):
        before = _in_time(state, _between(done, step, end))
        state = _passed(state, arrivals[step], able[step])
        after = _in_time(state, _between(done, step + 1, end + 1))
        shares.append((before + after) / 2)
        left.append(float(state @ np.arange(len(state))))
    by_slot = np.array(shares).reshape(-1, steps).mean(axis=1)
    return by_slot.tolist(), left[steps - 1 :: steps]


def _steps(seconds, within):
    step = max(_SHORTEST, min(seconds, within / _STEPS_TO_TARGET))
    return max(1, round(seconds / step))


def _deadlines(is_open, length):
    """Where the time of what comes in each step ends, in steps; behind the last step
    it goes on as in the last."""
    passed = np.concatenate(([0.0], np.cumsum(is_open)))
    steps = len(is_open)
    beyond = length + passed[:-1] - passed[-1]
    inside = np.interp(passed[:-1] + length, passed, np.arange(steps + 1.0))
    return np.where(beyond > 0, steps + beyond, inside)


def _between(done, start, end):
    """What can be done between two points in time, given in steps."""
    last = len(done) - 1
    pace = done[last] - done[last - 1]
    reached = np.interp(end, np.arange(last + 1.0), done) + max(0, end - last) * pace
    return max(0.0, reached - done[min(start, last)])


def _in_time(state, able):
    """The chance to be answered while so much can be done, for who comes now."""
    if not able:
        return 0.0
    ahead = np.arange(1, len(state))
    return float(state[0] + state[1:] @ gammainc(ahead, able))


def _passed(state, comes, able):
    """The distribution of what waits one step later."""
    came = np.convolve(state, _chances(comes))
    done = _chances(able)
    moved = np.convolve(came, done[::-1])
    none = moved[: len(done)].sum()
    later = np.concatenate(([none], moved[len(done) :]))
    keep = np.nonzero(later > _NEGLIGIBLE)[0][-1] + 1
    return later[:keep] / later[:keep].sum()


@lru_cache(4096)
def _chances(mean):
    most = math.ceil(mean + 8 * math.sqrt(mean) + 3) if mean else 0
    return poisson.pmf(np.arange(most + 1), mean)
