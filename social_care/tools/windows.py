# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Reply windows at one moment. Plain values, no database.

Times are naive UTC datetimes.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Opening:
    """What a ``capabilities.Window`` allows in one conversation.

    ``left`` is the number of replies that the network still accepts, None for any.
    """

    until: datetime
    left: int | None = None
    takes_after: str = ""

    def is_open(self, now):
        """Return whether another reply is accepted."""
        return self.until >= now and self.left != 0

    def is_used_up(self, now):
        """Return whether the number of replies, not the time, is what ended it."""
        return self.until >= now and self.left == 0


def open_window(window, since, said):
    """Return what a window allows.

    :param window: ``capabilities.Window``; None where there is none
    :param since: time of the customer's last message
    :param said: number of our replies after that message
    :return: ``Opening``; None where replies are accepted at any time
    """
    if not window:
        return None
    most = window.most_replies
    return Opening(
        until=since + timedelta(hours=window.hours),
        left=None if most is None else max(0, most - said),
        takes_after=window.takes_after,
    )


def find_last_end(openings):
    """Return when the last way to reply closes.

    :param openings: iterable of ``Opening`` or None, one for each visibility
    :return: naive UTC datetime; False where one never closes, or without any
    """
    openings = list(openings)
    if not openings or None in openings:
        return False
    return max(opening.until for opening in openings)
