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
from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from scipy.special import betaincc

# What is rarer than e^-50 times the likeliest length of a queue does not show: ten
# standard deviations of a normal distribution. Long queues are summed over in so many
# points; the least is for short ones.
_NEGLIGIBLE, _POINTS, _LEAST_REACH = 50, 2000, 64


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
    ahead, chances, nobody = _queue(load, people, ratio)
    full = blocking(load, people)
    chances *= full
    chances /= (1 - full) * nobody + chances.sum()
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
    """How likely queues are, up to a common factor.

    However patient customers are and however much work there is, only so many lengths
    around the likeliest are looked at; where they lie apart, each stands for those
    between them (trapezoidal rule).

    :return: lengths, how likely each is with those it stands for, and how likely the
        length 0 is
    """
    likeliest = max(0, math.ceil((load - people) / ratio))
    reach = _LEAST_REACH + _reach(load, people, ratio)
    first, stride = max(0, likeliest - reach), 1 + reach // _POINTS
    ahead = np.arange(first, likeliest + reach, stride)
    between = ahead[1:] - (stride - 1) / 2
    steps = stride * np.log(load / (people + between * ratio))
    likely = np.concatenate(([0.0], np.cumsum(steps)))
    chances = np.exp(likely - likely.max())
    nobody = 0.0 if first else float(chances[0])
    chances[0] *= (stride + 1) / (2 * stride)
    return ahead, chances * stride, nobody


def _reach(load, people, ratio):
    """How far from the likeliest length others still show: those who give up make the
    queue shorter, and so do people where there are more of them than work."""
    reach = math.sqrt(2 * _NEGLIGIBLE * load / ratio)
    if people > load:
        reach = min(reach, _NEGLIGIBLE / math.log(people / load))
    return math.ceil(reach)


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
    take work away, and it may be less. More people never answer a smaller share, so
    that the number is found by halving.

    :param load: erlangs
    :param target: from 0 to 1, 1 excluded
    :param at_once: contacts that one person deals with side by side
    :param patience: mean seconds until a customer hangs up; 0 for never
    """
    if not load:
        return 0

    def is_enough(people):
        level = level_of(load, people, within, handling, at_once, patience)
        return level >= target

    # Nobody answers more than they have time for, however many hang up.
    share = target if patience and most_busy == 1 else 1 / most_busy
    return _smallest(is_enough, max(1, math.ceil(load * share / at_once - 1e-9)))


def _smallest(is_enough, first):
    """The smallest number from ``first`` on that is enough, where all larger ones are.

    The steps double until one is, then the last step is halved: twice the logarithm of
    the distance, in questions.
    """
    last, step = first, 1
    while not is_enough(last):
        first, last, step = last + 1, last + step, 2 * step
    return first + bisect_left(range(first, last), True, key=is_enough)


def rostered(people, shrinkage):
    """How many must be on the roster so that ``people`` are there, when the share
    ``shrinkage`` of paid time is breaks, training and illness."""
    return math.ceil(people / (1 - shrinkage) - 1e-9)
