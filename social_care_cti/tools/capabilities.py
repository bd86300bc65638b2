# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a phone system can do for us; the screens offer nothing else."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PhoneCapabilities:
    """:param make: place a call; the agent's own phone rings first
    :param hang_up: end a call
    :param hold: hold and resume a call
    :param transfer: transfer a call without asking first (blind)
    :param consult: call a colleague, then transfer (attended)
    :param pull_back: take a transferred call back before it is answered
    :param pause: take an agent's phone out of the queues of the phone system, and back
    :param listens: a process holds a connection (``tools.phone_feed``)
    """

    make: bool = False
    hang_up: bool = False
    hold: bool = False
    transfer: bool = False
    consult: bool = False
    pull_back: bool = False
    pause: bool = False
    listens: bool = False
