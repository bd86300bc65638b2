# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How far in front something is, in minutes of waiting.

Everybody's place moves on by a minute each minute; what matters more has a head start.
So the order of two things only changes at moments that are known in advance, and a
database can keep it in an index. No head start is without end: whoever waits long
enough is in front of everybody who comes later.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log10

# Parts of the time that an SLA gives at which it counts more.
AT_RISK = (0.5, 0.75)
WINDOW = timedelta(hours=2)
# A supervisor put it in front of everything: a year.
PUSHED = 60 * 24 * 365


@dataclass(frozen=True, slots=True)
class Weights:
    """Head starts in minutes."""

    soon: int = 15
    urgent: int = 60
    danger: int = 240
    negative: int = 10
    reach: int = 5
    priority: int = 30
    sla: int = 60
    overdue: int = 120
    window: int = 240


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of something that waits.

    :param urgency: ``"0"`` can wait to ``"3"`` danger, or empty
    :param stars: priority of the ticket, where 1 is usual
    :param followers: of who wrote
    :param sla: of the SLA that ends first the moments at which its shares AT_RISK have
        passed, in working time, and its deadline; or None
    :param window: when the network stops taking answers, or None
    :param pushed: whether a supervisor put it in front
    """

    waiting_since: datetime
    urgency: str = ""
    sentiment: str = ""
    stars: int = 1
    followers: int = 0
    sla: tuple | None = None
    window: datetime | None = None
    pushed: bool = False


def head_starts(facts, weights, now):
    """The terms that count at ``now``, but for the waiting itself.

    :return: list of (code, minutes), the largest first
    """
    urgency = {"1": weights.soon, "2": weights.urgent, "3": weights.danger}
    terms = [
        ("pushed", PUSHED if facts.pushed else 0),
        ("urgency", urgency.get(facts.urgency, 0)),
        ("sentiment", weights.negative if facts.sentiment == "negative" else 0),
        ("reach", int(weights.reach * log10(max(facts.followers, 1)))),
        ("priority", weights.priority * (facts.stars - 1)),
        ("sla", _sla(facts, weights, now)),
        ("window", _window(facts, weights, now)),
    ]
    return sorted((term for term in terms if term[1]), key=lambda term: -term[1])


def _sla(facts, weights, now):
    if not facts.sla:
        return 0
    *risks, deadline = facts.sla
    if now >= deadline:
        return weights.overdue
    return weights.sla * sum(now >= moment for moment in risks) // len(risks)


def _window(facts, weights, now):
    closing = facts.window and facts.window - WINDOW <= now < facts.window
    return weights.window if closing else 0


def rank(facts, terms):
    """Since when it would have waited to be as far in front as it is."""
    return facts.waiting_since - timedelta(minutes=sum(term[1] for term in terms))


def next_change(facts, now):
    """When its head starts change by themselves, or None."""
    moments = list(facts.sla or ())
    if facts.window:
        moments += [facts.window - WINDOW, facts.window]
    return min((moment for moment in moments if moment > now), default=None)
