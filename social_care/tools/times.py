# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What a sender says of time, and the time that we reckon with.

A sender's clock is shown and never trusted: it may lie in the year 9999, in 1970, or be
a local time without its zone.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

# So long before we received something its sender may have said it: an outage of ours
# or of the network, a message that waited in a phone without a connection.
TRUSTED = timedelta(days=7)
# No network is older, and screens cannot show every earlier year.
EARLIEST = datetime(1970, 1, 1)


class Reckoned(NamedTuple):
    """A claimed time beside ours, which has no fractions.

    ``shown`` is the claim, within what can be true; ``effective`` is what queue, SLA
    and retention reckon with; ``claimed`` is the claim as text where ``shown`` differs
    from it, else ''.
    """

    shown: datetime
    effective: datetime
    claimed: str


def utc_now():
    """Naive UTC with microseconds: two things in one second have an order."""
    return datetime.now(UTC).replace(tzinfo=None)


def to_utc(moment):
    """Naive UTC of a moment, which is UTC where it has no zone.

    A moment that UTC pushes out of the calendar is its first or last one.
    """
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(UTC).replace(tzinfo=None)
    except OverflowError:
        return datetime.max if moment.year > EARLIEST.year else datetime.min


def reckon(claim, received):
    """What a sender says of time beside when we received it.

    :param claim: datetime that the sender gave
    :param received: naive UTC, when we received it
    :return: ``Reckoned``
    """
    claim, now = to_utc(claim), received.replace(microsecond=0)
    shown = max(claim, EARLIEST) if claim <= received else now
    trusted = received - TRUSTED <= claim <= received
    return Reckoned(
        shown=shown,
        effective=claim if trusted else now,
        claimed="" if shown == claim else str(claim),
    )
