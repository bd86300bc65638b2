# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How well work found its people: the same arithmetic whoever gave it out."""

from dataclasses import dataclass, field
from math import ceil, inf


def jain(values):
    """Jain's fairness index: 1 when all have the same, 1/n when one has everything.

    R. Jain, D. Chiu, W. Hawe: A Quantitative Measure of Fairness and Discrimination for
    Resource Allocation in Shared Computer Systems, DEC-TR-301, 1984.
    """
    values = list(values)
    squares = sum(value * value for value in values)
    if not squares:
        return 1.0
    return sum(values) ** 2 / (len(values) * squares)


def percentile(values, share):
    """The smallest of ``values`` that at least ``share`` of them do not exceed; 0 of
    none."""
    ordered = sorted(values)
    return ordered[max(ceil(share * len(ordered)) - 1, 0)] if ordered else 0.0


@dataclass(slots=True)
class Outcome:
    """What became of one thing that somebody asked.

    :param deadline: when its SLA ends; inf for none
    :param begun_at: when whoever finished it, or is at it, began; None while it waits
    :param done_at: when it was answered, or None
    :param person: who has it, or 0
    :param able: whether they know all that it required when they got it
    """

    arrived_at: float
    team: int
    medium: int
    deadline: float = inf
    begun_at: float | None = None
    done_at: float | None = None
    person: int = 0
    able: bool = True


@dataclass(slots=True)
class Figures:
    """Waits in seconds and shares from 0 to 1 of some outcomes; None where nothing
    says so."""

    count: int = 0
    median: float = 0.0
    p95: float = 0.0
    longest: float = 0.0
    in_target: float | None = None
    sla: float | None = None
    sla_able: float | None = None
    waiting: int = 0


@dataclass(slots=True)
class Scores:
    """All that one run is judged by.

    :param groups: {(team, medium): Figures}
    :param loads: {person: weighted things for each hour that they were there}
    :param violations: {code: how often}
    """

    whole: Figures
    groups: dict
    loads: dict
    fairness: float
    violations: dict = field(default_factory=dict)


def figures(outcomes, end, target):
    """:param end: when the run ended: who waits then has waited until then
    :param target: seconds within which somebody should have begun
    """
    waits = [_wait(outcome, end) for outcome in outcomes]
    due = [one for one in outcomes if one.deadline <= end or _in_time(one)]
    due = [one for one in due if one.deadline < inf]
    told = [
        wait <= target
        for one, wait in zip(outcomes, waits, strict=True)
        if one.begun_at is not None or wait > target
    ]
    return Figures(
        count=len(waits),
        median=percentile(waits, 0.5),
        p95=percentile(waits, 0.95),
        longest=max(waits, default=0.0),
        in_target=_share(told),
        sla=_share(_in_time(one) for one in due),
        sla_able=_share(_in_time(one) and one.able for one in due),
        waiting=sum(one.begun_at is None for one in outcomes),
    )


def _wait(outcome, end):
    begun = end if outcome.begun_at is None else outcome.begun_at
    return begun - outcome.arrived_at


def _in_time(outcome):
    return outcome.done_at is not None and outcome.done_at <= outcome.deadline


def _share(flags):
    flags = list(flags)
    return sum(flags) / len(flags) if flags else None


def scores(outcomes, loads, end, target, violations=None):
    """Judge the outcomes of one run, all together and by team and medium."""
    groups = {}
    for outcome in outcomes:
        groups.setdefault((outcome.team, outcome.medium), []).append(outcome)
    return Scores(
        whole=figures(outcomes, end, target),
        groups={
            key: figures(group, end, target) for key, group in sorted(groups.items())
        },
        loads=loads,
        fairness=jain(loads.values()),
        violations=dict(violations or {}),
    )
