# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Requests that a key may send in a minute."""

import time
from dataclasses import dataclass

# A process takes this part of a minute's requests at once.
_PART = 20


def get_minute():
    """Return the current minute, counted since 1970."""
    return int(time.time() // 60)


def get_share(limit):
    """Return how many requests a process takes at once.

    :param limit: requests of a minute
    """
    return max(limit // _PART, 1)


@dataclass(frozen=True)
class Allowance:
    """What a key may still do in this minute.

    :param limit: requests of a minute
    :param left: requests that are left, as far as this process knows
    :param is_granted: whether this request may go on
    """

    limit: int
    left: int
    is_granted: bool

    def build_headers(self):
        """Return headers of the answer (draft-ietf-httpapi-ratelimit-headers-10).

        :return: dict
        """
        wait = 60 - int(time.time() % 60)
        headers = {
            "RateLimit-Policy": f'"key";q={self.limit};w=60',
            "RateLimit": f'"key";r={self.left};t={wait}',
        }
        return headers if self.is_granted else headers | {"Retry-After": str(wait)}
