# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What an answer to a notification means, and when it is tried again."""

from dataclasses import dataclass
from datetime import timedelta

from odoo.addons.social_care.tools.rate_limit import retry_at

#: Seconds before the next attempt, after the first, second, … one failed: about a day
#: in all. Source: the schedule that Standard Webhooks recommends.
PAUSES = (5, 300, 1_800, 7_200, 18_000, 36_000)
#: Part of a pause that is added at random, so that not all come back at once.
JITTER = 0.1
#: Failures in a row after which a subscriber is only probed, and how often.
MOST_FAILURES, PROBE = 5, timedelta(minutes=1)
#: How long nothing is sent to a server that is overloaded and does not say how long.
BREATHER, LONGEST_BREATHER = timedelta(seconds=30), timedelta(hours=1)
#: A subscriber that fails for so long is switched off.
LONGEST_FAILURE = timedelta(days=3)

_GONE, _TOO_MANY, _OVERLOADED = 410, 429, (502, 504)


@dataclass(frozen=True)
class Outcome:
    """What became of an attempt.

    ``kind`` is ``sent``, ``failed``, ``slow_down`` (which does not count as an attempt)
    or ``gone``; ``pause`` is how long the subscriber wants to be left alone.
    """

    kind: str
    status: int = 0
    words: str = ""
    pause: timedelta = timedelta()


def read_answer(status, headers, now):
    """Return the outcome of an attempt that was answered.

    :param status: HTTP status
    :param headers: dict, names in lower case
    :param now: naive UTC
    :return: ``Outcome``
    """
    words = f"HTTP {status}"
    if 200 <= status < 300:
        return Outcome("sent", status)
    if status == _GONE:
        return Outcome("gone", status, words)
    kind = "slow_down" if status == _TOO_MANY else "failed"
    return Outcome(kind, status, words, _read_pause(status, headers, now))


def _read_pause(status, headers, now):
    if "retry-after" in headers:
        return min(max(retry_at(headers, now) - now, BREATHER / 30), LONGEST_BREATHER)
    return BREATHER if status in (_TOO_MANY, *_OVERLOADED) else timedelta()


def get_pause(attempts, share):
    """Return how long to wait after a failed attempt.

    :param attempts: number of attempts so far, from 1
    :param share: random number from 0 to 1
    :return: timedelta; None if it is given up
    """
    if attempts > len(PAUSES):
        return None
    return timedelta(seconds=PAUSES[attempts - 1] * (1 + JITTER * share))
