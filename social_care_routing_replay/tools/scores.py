# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Scores of a simulation: the same arithmetic for every routing policy."""

from dataclasses import dataclass, field
from math import ceil, inf


def compute_jain_index(values):
    """Jain's fairness index: 1 if all have the same, 1/n if one has everything.

    R. Jain, D. Chiu, W. Hawe: A Quantitative Measure of Fairness and Discrimination for
    Resource Allocation in Shared Computer Systems, DEC-TR-301, 1984.
    """
    values = list(values)
    squares = sum(value * value for value in values)
    if not squares:
        return 1.0
    return sum(values) ** 2 / (len(values) * squares)


def get_percentile(values, share):
    """The smallest value that at least a ``share`` of the values do not exceed.

    :param share: from 0 to 1
    :return: 0.0 if there are no values
    """
    ordered = sorted(values)
    return ordered[max(ceil(share * len(ordered)) - 1, 0)] if ordered else 0.0


@dataclass(slots=True)
class Outcome:
    """What happened to one contact.

    :param deadline: of its SLA target; inf for none
    :param begun_at: when the agent who finished it, or works on it, began; None while
        it waits
    :param done_at: when it was answered, or None
    :param person: id of the agent, or 0
    :param is_skilled: whether the agent had all required skills when they got it
    """

    arrived_at: float
    team: int
    medium: int
    deadline: float = inf
    begun_at: float | None = None
    done_at: float | None = None
    person: int = 0
    is_skilled: bool = True


@dataclass(slots=True)
class Figures:
    """Waiting times in seconds and shares from 0 to 1; None for unknown shares.

    :param service_level: share of contacts begun within the threshold
    :param sla: share of SLA targets met
    :param sla_skilled: the same, by agents with all required skills
    :param waiting: contacts still waiting at the end
    """

    count: int = 0
    median: float = 0.0
    p95: float = 0.0
    longest: float = 0.0
    service_level: float | None = None
    sla: float | None = None
    sla_skilled: float | None = None
    waiting: int = 0


@dataclass(slots=True)
class Scores:
    """Scores of one run.

    :param groups: {(team, medium): Figures}
    :param loads: {agent: weighted contacts per hour of presence}
    :param violations: {code of a broken rule: number of times}
    """

    whole: Figures
    groups: dict
    loads: dict
    fairness: float
    violations: dict = field(default_factory=dict)


def summarize_outcomes(outcomes, end, target):
    """Summarize outcomes.

    :param end: end of the run; contacts that wait then have waited until then
    :param target: threshold of the service level in seconds
    :return: Figures
    """
    waits = [_get_wait(outcome, end) for outcome in outcomes]
    due = [one for one in outcomes if one.deadline <= end or _is_in_time(one)]
    due = [one for one in due if one.deadline < inf]
    told = [
        wait <= target
        for one, wait in zip(outcomes, waits, strict=True)
        if one.begun_at is not None or wait > target
    ]
    return Figures(
        count=len(waits),
        median=get_percentile(waits, 0.5),
        p95=get_percentile(waits, 0.95),
        longest=max(waits, default=0.0),
        service_level=_compute_share(told),
        sla=_compute_share(_is_in_time(one) for one in due),
        sla_skilled=_compute_share(_is_in_time(one) and one.is_skilled for one in due),
        waiting=sum(one.begun_at is None for one in outcomes),
    )


def _get_wait(outcome, end):
    begun = end if outcome.begun_at is None else outcome.begun_at
    return begun - outcome.arrived_at


def _is_in_time(outcome):
    return outcome.done_at is not None and outcome.done_at <= outcome.deadline


def _compute_share(flags):
    flags = list(flags)
    return sum(flags) / len(flags) if flags else None


def score_outcomes(outcomes, loads, end, target, violations=None):
    """Score the outcomes of one run, overall and by team and medium.

    :param end: end of the run
    :param target: threshold of the service level in seconds
    :return: Scores
    """
    groups = {}
    for outcome in outcomes:
        groups.setdefault((outcome.team, outcome.medium), []).append(outcome)
    return Scores(
        whole=summarize_outcomes(outcomes, end, target),
        groups={
            key: summarize_outcomes(group, end, target)
            for key, group in sorted(groups.items())
        },
        loads=loads,
        fairness=compute_jain_index(loads.values()),
        violations=dict(violations or {}),
    )
