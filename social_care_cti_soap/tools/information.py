# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a switch says about a call.

Source: ETSI ES 202 391-2 (Parlay X 2, part 2: Third Party Call), getCallInformation.
"""

from dataclasses import dataclass
from datetime import UTC

#: A longer call is none, in seconds.
LONGEST_CALL = 10**7
STATUSES = ("CallInitial", "CallConnected", "CallTerminated")


@dataclass(frozen=True, slots=True)
class Information:
    """:param status: ``CallInitial`` (it rings), ``CallConnected`` (they talk) or
        ``CallTerminated``
    :param started_at: when the call began, seconds since 1970 by the clock of the
        switch; None if it does not say so
    :param duration: of the call, in seconds; None if it does not say so
    :param cause: why it ended, e.g. ``CalledPartyBusy``; "" if it does not say so
    """

    status: str
    started_at: float | None = None
    duration: int | None = None
    cause: str = ""


def read_information(result):
    """:param result: zeep's ``CallInformation``
    :return: Information
    :raise ValueError: for a status that Parlay X does not have
    """
    if result.callStatus not in STATUSES:
        raise ValueError(f"callStatus {result.callStatus}")
    return Information(
        status=result.callStatus,
        started_at=_read_time(result.startTime),
        duration=_read_duration(result.duration),
        cause=result.terminationCause or "",
    )


def _read_time(moment):
    """Without a time zone it is taken for UTC."""
    if moment is None:
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()


def _read_duration(seconds):
    return None if seconds is None else max(0, min(seconds, LONGEST_CALL))
