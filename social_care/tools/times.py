# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Claimed and effective times.

The clock of a sender is shown but never trusted: it may be in the year 9999, in 1970,
or a local time without its zone.
"""

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

# Longest plausible delay between writing and reception: an outage of ours or of the
# network, or a message that waited in a phone without a connection.
TRUSTED = timedelta(days=7)
# Earliest time that is shown: no network is older, and not every widget can show it.
EARLIEST = datetime(1970, 1, 1)


class Reckoned(NamedTuple):
    """A claimed time and the one used instead, without fractions of a second.

    ``shown`` is the claim, limited to plausible times. ``effective`` is the time for
    queue, SLA and retention. ``claimed`` is the claim as text if ``shown`` differs from
    it, else ''.
    """

    shown: datetime
    effective: datetime
    claimed: str


def utc_now():
    """Return naive UTC with microseconds, so that events within a second keep their
    order.
    """
    return datetime.now(UTC).replace(tzinfo=None)


def subtract_days(moment, days):
    """Return the time so many days before, but not before ``EARLIEST``: a user may
    enter any number of days.

    :param moment: naive UTC
    :param days: int
    """
    most = (moment - EARLIEST).days
    return moment - timedelta(days=max(0, min(days, most)))


def to_utc(moment):
    """Return naive UTC of a datetime, which is UTC if it has no zone. A time that UTC
    moves out of the calendar becomes the first or last one.
    """
    if moment.tzinfo is None:
        return moment
    try:
        return moment.astimezone(UTC).replace(tzinfo=None)
    except OverflowError:
        return datetime.max if moment.year > EARLIEST.year else datetime.min


def reckon(claim, received):
    """Compare the time that a sender claims with the time of reception.

    :param claim: datetime that the sender gave
    :param received: naive UTC of the reception
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
