# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How many people calls and chats need: Erlang B, C and A. Pure functions.

Throughout, ``load`` is in erlangs (contacts per second times seconds of handling each),
times are in seconds, shares lie between 0 and 1, ``people`` are whole numbers. The
formulas take contacts to come independently of each other (Poisson) and handling times
to be exponential; that real contacts come in bursts is for the forecast to cover
(:mod:`forecast`).

Sources: Erlang C as the Wolfram Language defines it (reference.wolfram.com, ErlangC),
by its relation to Erlang B. The model of Erlang A is that of Mandelbaum and Zeltyn,
*The Palm/Erlang-A Queue, with Applications to Call Centers* (2005); how it is summed up
here is our own and checked by a simulation. The tests name the tables they are held to.
"""

import math
from dataclasses import dataclass
from itertools import count

import numpy as np
from scipy.special import betaincc

# Rarer states of a queue do not show; a logarithm.
_NEGLIGIBLE = -35.0


def load_of(contacts, seconds, handling):
    """Erlangs of so many ``contacts`` in an interval of ``seconds``."""
    return contacts * handling / seconds


def blocking(load, lines):
    """Erlang B: the share of calls that find all ``lines`` taken and are turned away.

    Recurrence B(0) = 1, B(n) = A B(n-1) / (n + A B(n-1)): no factorial, no overflow.
    """
    share = 1.0
    for line in range(1, lines + 1):
        share = load * share / (line + load * share)
    return share


def waiting(load, people):
    """Erlang C: the share of contacts that do not find anybody free at once.

    C = n B / (n - A (1 - B)); all wait where there is more work than people.
    """
    if people <= load:
        return 1.0
    share = blocking(load, people)
    return people * share / (people - load * (1 - share))


def service_level(load, people, within, handling):
    """The share of contacts answered ``within`` so many seconds (Erlang C):
    1 - C exp(-(n - A) T / h)."""
    if people <= load:
        return 0.0
    late = math.exp(-(people - load) * within / handling)
    return 1 - waiting(load, people) * late


def mean_wait(load, people, handling):
    """Average speed of answer in seconds (Erlang C): C h / (n - A)."""
    if people <= load:
        return math.inf
    return waiting(load, people) * handling / (people - load)


def occupancy(load, people):
    """The share of their time that people are busy."""
    return min(1.0, load / people) if people else float(load > 0)


@dataclass(frozen=True)
class Outcome:
    """What becomes of contacts that do not wait for ever; ``wait`` is the mean over
    all of them, in seconds."""

    waiting: float
    gives_up: float
    service_level: float
    wait: float
    occupancy: float


def with_patience(load, people, within, handling, patience):
    """Erlang A: people hang up after ``patience`` seconds on average. An Outcome.

    With n people, j waiting and rates in units of 1 / h, j + 1 waiting is
    A / (n + (j + 1) t) as likely, t = h / patience. Who finds j waiting is served after
    a time S for which exp(-t S) is Beta(n / t, j + 1), unless their patience ends
    before: integrated over the patience this is the incomplete beta function.
    """
    ratio, order = handling / patience, people * patience / handling
    ahead, likely = _queue(load, people, ratio)
    full = blocking(load, people)
    chances = full * np.exp(likely)
    chances /= (1 - full) * math.exp(likely[0]) + chances.sum()
    gives_up = ratio * float(ahead @ chances) / load
    served = order / (order + ahead + 1)
    soon = betaincc(order + 1, ahead + 1, math.exp(-within / patience))
    waiting_share = float(chances.sum())
    return Outcome(
        waiting=waiting_share,
        gives_up=gives_up,
        service_level=1 - waiting_share + float(chances @ (served * soon)),
        wait=gives_up * patience,
        occupancy=load * (1 - gives_up) / people,
    )


def _queue(load, people, ratio):
    """How many may be waiting, and the logarithm of how likely each is, up to a
    constant: the largest is 0. As far as it matters."""
    length = 64
    while True:
        ahead = np.arange(length)
        steps = np.log(load / (people + ahead[1:] * ratio))
        likely = np.concatenate(([0.0], np.cumsum(steps)))
        likely -= likely.max()
        if likely[-1] < _NEGLIGIBLE:
            return ahead, likely
        length *= 2


def level_of(load, people, within, handling, at_once=1, patience=0):
    """The share answered in time by people who each deal with up to ``at_once``
    contacts side by side; with ``patience`` 0 nobody hangs up.

    ``handling`` is then how long one contact takes beside the others, so that a person
    counts as that many servers.
    """
    servers = people * at_once
    if not load:
        return 1.0
    if not servers:
        return 0.0
    if patience:
        found = with_patience(load, servers, within, handling, patience)
        return found.service_level
    return service_level(load, servers, within, handling)


def level_between(load, people, within, handling, at_once=1, patience=0):
    """As :func:`level_of` for people in fractions, who are there part of the time."""
    few = math.floor(people)
    below = level_of(load, few, within, handling, at_once, patience)
    if few == people:
        return below
    above = level_of(load, few + 1, within, handling, at_once, patience)
    return below + (people - few) * (above - below)


def people_needed(load, target, within, handling, at_once=1, most_busy=1.0, patience=0):
    """The fewest people with whom the ``target`` share is answered ``within`` seconds
    and nobody is busy for more than the share ``most_busy`` of their time.

    Without ``patience`` this is always more than the load; with it people who hang up
    take work away, and it may be less.
    """
    if not load:
        return 0
    fewest = math.ceil(load / at_once / most_busy - 1e-9)
    start = 1 if patience and most_busy == 1 else max(1, fewest)
    for people in count(start):
        if level_of(load, people, within, handling, at_once, patience) >= target:
            return people


def rostered(people, shrinkage):
    """How many must be on the roster so that ``people`` are there, when the share
    ``shrinkage`` of paid time is breaks, training and illness."""
    return math.ceil(people / (1 - shrinkage) - 1e-9)
