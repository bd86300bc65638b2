# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Since when a customer waits, if the time is theirs to claim."""

from datetime import timedelta

# What was sent longer ago than this was not on its way for so long: its clock is wrong.
BELIEVED = timedelta(days=7)


def waiting_time(claimed, received):
    """When the wait for a reply begins.

    :param claimed: datetime at which the sender says to have sent it, or a false value
    :param received: datetime at which we received it
    :return: ``claimed`` where it can be true, else ``received``
    """
    if claimed and received - BELIEVED <= claimed <= received:
        return claimed
    return received
