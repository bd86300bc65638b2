# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Agents required for contacts that can be deferred: posts, messages and mail with a
service level of minutes to hours.

Such work can be put off until its deadline, so what counts is the backlog that passes
from one interval to the next. Intervals are numbered from 0 and are ``seconds`` long;
``within`` and ``handling`` are seconds, shares lie between 0 and 1. The time of a
target stands still in intervals outside opening hours.

Own method, no published table: the tests compare it with Erlang C, of which it is the
limit in a steady state, and with a simulation.
"""

import math
from functools import lru_cache

import numpy as np
from scipy.special import gammainc
from scipy.stats import poisson

from . import erlang

# A step of the recursion is a fraction of the target, but no less than a minute.
_STEPS_TO_TARGET, _SHORTEST = 8, 60
_NEGLIGIBLE = 1e-9


def defer_work(contacts, is_open, seconds, within):
    """Work of each interval if every contact is spread evenly over the open intervals
    that it may wait for.

    A plan that handles this much in time meets every deadline and has the lowest peaks
    possible without looking ahead. Work left after the last interval is not included.

    :return: list of contacts to handle in each interval
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


def find_agents_needed(
    contacts,
    is_open,
    seconds,
    within,
    handling,
    target,
    concurrency=1,
    max_occupancy=1.0,
    busy=float,
):
    """Agents required to answer the ``target`` share of each interval in time.

    Deferring work lowers the peaks; chance is covered as by Erlang C for that work.

    :param is_open: whether each interval lies within opening hours
    :param concurrency: contacts that an agent handles at the same time
    :param max_occupancy: largest share of their time that agents spend on contacts
    :param busy: function from expected contacts to those to prepare for; applied to a
        whole night's backlog, since not all of its hours are busy at once
    :return: list of whole numbers
    """
    work = defer_work(contacts, is_open, seconds, within)
    loads = (erlang.compute_load(busy(one), seconds, handling) for one in work)
    goal = target, within, handling, concurrency, max_occupancy
    return [erlang.find_agents_needed(load, *goal) for load in loads]


def compute_levels(
    contacts, agents, is_open, seconds, within, handling, concurrency=1, waiting=0
):
    """Service level of each interval with so many ``agents``.

    The length of the backlog is carried as a distribution from step to step: arrivals
    and completions of a step are both Poisson, as in a queue of one fast server. In a
    steady state this is within two points of Erlang C.

    :param agents: agents present in each interval, fractions allowed
    :param waiting: contacts in the backlog at the beginning
    :return: (list of service levels, list of the mean backlog after each interval)
    """
    steps = _count_steps(seconds, within)
    arrivals = np.repeat(np.asarray(contacts, dtype=float) / steps, steps)
    able = np.repeat(np.asarray(agents, dtype=float) * concurrency, steps)
    able *= seconds / steps / handling
    until = _list_deadlines(np.repeat(is_open, steps), within / (seconds / steps))
    shares, left = _run_steps(arrivals, able, until, int(waiting))
    by_slot = np.array(shares).reshape(-1, steps).mean(axis=1)
    return by_slot.tolist(), left[steps - 1 :: steps]


def _run_steps(arrivals, able, until, waiting):
    """Advance the distribution of the backlog through all steps.

    :param able: contacts that can be handled in each step
    :param until: deadline of the contacts of each step, in steps
    :return: (share answered in time, mean backlog afterwards) as a list each
    """
    done = np.concatenate(([0.0], np.cumsum(able)))
    state = np.zeros(waiting + 1)
    state[-1] = 1.0
    shares, left = [], []
    for step, end in enumerate(until):
        before = _compute_share_in_time(state, _compute_capacity(done, step, end))
        state = _advance_state(state, arrivals[step], able[step])
        capacity = _compute_capacity(done, step + 1, end + 1)
        shares.append((before + _compute_share_in_time(state, capacity)) / 2)
        left.append(float(state @ np.arange(len(state))))
    return shares, left


def _count_steps(seconds, within):
    step = max(_SHORTEST, min(seconds, within / _STEPS_TO_TARGET))
    return max(1, round(seconds / step))


def _list_deadlines(is_open, length):
    """Deadline of the contacts of each step, in steps; after the last step opening
    hours continue as in the last one.
    """
    passed = np.concatenate(([0.0], np.cumsum(is_open)))
    steps = len(is_open)
    beyond = length + passed[:-1] - passed[-1]
    inside = np.interp(passed[:-1] + length, passed, np.arange(steps + 1.0))
    return np.where(beyond > 0, steps + beyond, inside)


def _compute_capacity(done, start, end):
    """Contacts that can be handled between two moments, given in steps."""
    last = len(done) - 1
    pace = done[last] - done[last - 1]
    reached = np.interp(end, np.arange(last + 1.0), done) + max(0, end - last) * pace
    return max(0.0, reached - done[min(start, last)])


def _compute_share_in_time(state, able):
    """Chance that a contact arriving now is answered while so many can be handled."""
    if not able:
        return 0.0
    ahead = np.arange(1, len(state))
    return float(state[0] + state[1:] @ gammainc(ahead, able))


def _advance_state(state, comes, able):
    """Distribution of the backlog one step later."""
    came = np.convolve(state, _get_chances(comes))
    done = _get_chances(able)
    moved = np.convolve(came, done[::-1])
    none = moved[: len(done)].sum()
    later = np.concatenate(([none], moved[len(done) :]))
    keep = np.nonzero(later > _NEGLIGIBLE)[0][-1] + 1
    return later[:keep] / later[:keep].sum()


@lru_cache(4096)
def _get_chances(mean):
    most = math.ceil(mean + 8 * math.sqrt(mean) + 3) if mean else 0
    return poisson.pmf(np.arange(most + 1), mean)
