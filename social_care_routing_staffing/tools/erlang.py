# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Agents required for phone and chat: Erlang B, C and A. Pure functions.

Throughout, ``load`` is the offered load in erlangs (contacts per second times average
handle time in seconds), times are in seconds, shares lie between 0 and 1, and
``agents`` is a whole number. The formulas assume independent arrivals (Poisson) and
exponential handle times; real contacts arrive in bursts, which the forecast has to
allow for (:mod:`forecast`).

Sources: Erlang C as defined by the Wolfram Language (reference.wolfram.com, ErlangC),
from its relation to Erlang B. The Erlang A model is that of Mandelbaum and Zeltyn,
*The Palm/Erlang-A Queue, with Applications to Call Centers* (2005); the summation is
our own and is verified by a simulation. The tests name the tables they check against.
"""

import math
from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from scipy.special import betaincc

# Queue lengths less likely than e^-50 times the likeliest one are left out: ten
# standard deviations of a normal distribution. Long queues are summed over this many
# points; the least reach is for short ones.
_NEGLIGIBLE, _POINTS, _LEAST_REACH = 50, 2000, 64


def compute_load(contacts, seconds, handling):
    """Offered load in erlangs of ``contacts`` in an interval of ``seconds``."""
    return contacts * handling / seconds


def compute_erlang_b(load, lines):
    """Erlang B: blocking probability, the share of calls that find all lines busy.

    Recurrence B(0) = 1, B(n) = A B(n-1) / (n + A B(n-1)): no factorial, no overflow.
    """
    share = 1.0
    for line in range(1, lines + 1):
        share = load * share / (line + load * share)
    return share


def compute_erlang_c(load, agents):
    """Erlang C: the share of contacts that have to wait.

    C = n B / (n - A (1 - B)); 1 if the load exceeds the number of agents.
    """
    if agents <= load:
        return 1.0
    share = compute_erlang_b(load, agents)
    return agents * share / (agents - load * (1 - share))


def compute_service_level(load, agents, within, handling):
    """Service level: the share of contacts answered ``within`` so many seconds.

    Erlang C: 1 - C exp(-(n - A) T / h).
    """
    if agents <= load:
        return 0.0
    late = math.exp(-(agents - load) * within / handling)
    return 1 - compute_erlang_c(load, agents) * late


@dataclass(frozen=True)
class Outcome:
    """Performance of a queue whose customers abandon.

    :param waiting: share of contacts that have to wait
    :param abandonment: abandonment rate
    :param service_level: share of contacts answered in time
    :param wait: mean waiting time of all contacts in seconds
    :param occupancy: share of their time that agents spend on contacts
    """

    waiting: float
    abandonment: float
    service_level: float
    wait: float
    occupancy: float


def compute_erlang_a(load, agents, within, handling, patience):
    """Erlang A: customers abandon after ``patience`` seconds on average.

    With n agents, j contacts in queue and rates in units of 1 / h, j + 1 in queue is
    A / (n + (j + 1) t) times as likely, with t = h / patience. A contact that finds j
    ahead of it is answered after a time S for which exp(-t S) is Beta(n / t, j + 1),
    unless its patience ends first; integrated over the patience this is the incomplete
    beta function.

    :return: Outcome
    """
    ratio, order = handling / patience, agents * patience / handling
    ahead, chances, nobody = _weigh_queue_lengths(load, agents, ratio)
    full = compute_erlang_b(load, agents)
    chances *= full
    chances /= (1 - full) * nobody + chances.sum()
    abandonment = ratio * float(ahead @ chances) / load
    served = order / (order + ahead + 1)
    soon = betaincc(order + 1, ahead + 1, math.exp(-within / patience))
    waiting_share = float(chances.sum())
    return Outcome(
        waiting=waiting_share,
        abandonment=abandonment,
        service_level=1 - waiting_share + float(chances @ (served * soon)),
        wait=abandonment * patience,
        occupancy=load * (1 - abandonment) / agents,
    )


def _weigh_queue_lengths(load, agents, ratio):
    """Likelihood of queue lengths, up to a common factor.

    However patient customers are and however large the load is, only a bounded number
    of lengths around the likeliest one is evaluated. Where these lie apart, each stands
    for the lengths between them (trapezoidal rule).

    :return: lengths, likelihood of each including those it stands for, likelihood of an
        empty queue
    """
    likeliest = max(0, math.ceil((load - agents) / ratio))
    reach = _LEAST_REACH + _bound_queue_length(load, agents, ratio)
    first, stride = max(0, likeliest - reach), 1 + reach // _POINTS
    ahead = np.arange(first, likeliest + reach, stride)
    between = ahead[1:] - (stride - 1) / 2
    steps = stride * np.log(load / (agents + between * ratio))
    likely = np.concatenate(([0.0], np.cumsum(steps)))
    chances = np.exp(likely - likely.max())
    nobody = 0.0 if first else float(chances[0])
    chances[0] *= (stride + 1) / (2 * stride)
    return ahead, chances * stride, nobody


def _bound_queue_length(load, agents, ratio):
    """How far from the likeliest length others still matter: abandoning customers
    shorten the queue, and so do agents where there are more of them than load.
    """
    reach = math.sqrt(2 * _NEGLIGIBLE * load / ratio)
    if agents > load:
        reach = min(reach, _NEGLIGIBLE / math.log(agents / load))
    return math.ceil(reach)


def compute_level(load, agents, within, handling, concurrency=1, patience=0):
    """Service level of agents who handle up to ``concurrency`` contacts each.

    :param handling: handle time of one contact alongside the others, so that an agent
        counts as that many servers
    :param patience: mean seconds until a customer abandons; 0 for never
    """
    servers = agents * concurrency
    if not load:
        return 1.0
    if not servers:
        return 0.0
    if patience:
        found = compute_erlang_a(load, servers, within, handling, patience)
        return found.service_level
    return compute_service_level(load, servers, within, handling)


def interpolate_level(load, agents, within, handling, concurrency=1, patience=0):
    """Like :func:`compute_level`, for a fractional number of agents."""
    few = math.floor(agents)
    below = compute_level(load, few, within, handling, concurrency, patience)
    if few == agents:
        return below
    above = compute_level(load, few + 1, within, handling, concurrency, patience)
    return below + (agents - few) * (above - below)


def find_agents_needed(
    load, target, within, handling, concurrency=1, max_occupancy=1.0, patience=0
):
    """Fewest agents that meet the service level target and the maximum occupancy.

    Without ``patience`` this always exceeds the load; with it, abandoning customers
    take load away, and it may be less. More agents never lower the service level, so
    the number is found by bisection.

    :param load: erlangs
    :param target: service level, from 0 to 1, 1 excluded
    :param within: threshold of the service level in seconds
    :param concurrency: contacts that an agent handles at the same time
    :param max_occupancy: largest share of their time that agents spend on contacts
    :param patience: mean seconds until a customer abandons; 0 for never
    """
    if not load:
        return 0

    def is_enough(agents):
        level = compute_level(load, agents, within, handling, concurrency, patience)
        return level >= target

    # Agents answer no more than they have time for, however many customers abandon.
    share = target if patience and max_occupancy == 1 else 1 / max_occupancy
    return _find_smallest(
        is_enough, max(1, math.ceil(load * share / concurrency - 1e-9))
    )


def _find_smallest(is_enough, first):
    """The smallest number from ``first`` on that is enough, given that all larger ones
    are.

    Steps double until one is enough, then the last step is bisected: twice the
    logarithm of the distance in evaluations.
    """
    last, step = first, 1
    while not is_enough(last):
        first, last, step = last + 1, last + step, 2 * step
    return first + bisect_left(range(first, last), True, key=is_enough)


def add_shrinkage(agents, shrinkage):
    """Agents to schedule so that ``agents`` are present.

    :param shrinkage: share of paid time spent on breaks, training and sickness
    """
    return math.ceil(agents / (1 - shrinkage) - 1e-9)
