# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Asks a switch about calls, for a bounded time."""

import time
from dataclasses import dataclass, field

from .client import SwitchClient
from .errors import SoapError, UnknownCall

#: All questions of one run, in seconds; the last one may take CALL_SECONDS more.
RUN_SECONDS = 15.0


@dataclass(slots=True)
class Heard:
    """:param asked: keys of the calls that it was asked about
    :param told: {key: ``tools.information.Information``}
    :param refused: keys of the calls that were answered with a fault
    :param error: the last ``SoapError`` of those that were not answered, or None
    """

    asked: list = field(default_factory=list)
    told: dict = field(default_factory=dict)
    refused: list = field(default_factory=list)
    error: SoapError | None = None


def ask(access, calls):
    """Ask about each call; one that goes wrong keeps no other from being asked.

    :param access: ``tools.client.Access``
    :param calls: list of ``tools.facts.Known``
    :return: Heard
    """
    heard = Heard()
    try:
        client = SwitchClient(access)
    except SoapError as error:
        heard.error = error
        return heard
    until = time.monotonic() + RUN_SECONDS
    for call in calls:
        if time.monotonic() > until:
            break
        heard.asked.append(call.key)
        try:
            heard.told[call.key] = client.get_information(call.identity)
        except UnknownCall:
            heard.refused.append(call.key)
        except SoapError as error:
            heard.error = error
    return heard
