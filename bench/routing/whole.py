# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The queue as it works: load, decide, claim, write down, commit."""

from statistics import median
from time import perf_counter

PASSES, FREED = 3, 15

_FREE_ONE = """
    UPDATE social_care_work SET state = 'done'
    WHERE id = (SELECT id FROM social_care_work WHERE state = 'offered' LIMIT 1)
"""


def drain(env):
    """Give out all that can be; nothing is in memory before, as in a new job.

    :return: seconds
    """
    env.cr.commit()
    env.invalidate_all()
    begun = perf_counter()
    env["social.care.routing.drain"]._drain()
    return perf_counter() - begun


def measure_full(env, centre, waiting, passes=PASSES):
    """Everybody is free, so much waits.

    :return: (given out, seconds), the median pass
    """
    passed = []
    for _again in range(passes):
        centre.clear()
        centre.wait(waiting)
        seconds = drain(env)
        passed.append((seconds, centre.count_given()))
    seconds, given = sorted(passed)[len(passed) // 2]
    return given, seconds


def measure_one_freed(env):
    """All are full and one person finishes one thing: seconds until the next is
    theirs."""
    passed = []
    for _again in range(FREED):
        env.cr.execute(_FREE_ONE)
        passed.append(drain(env))
    return median(passed)
