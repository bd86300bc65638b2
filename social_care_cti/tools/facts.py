# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a phone system says about its calls, in words that all phone systems share."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened to one leg of a call.

    A leg is the connection of the phone system with one party. Facts may be told twice,
    late and in any order: what counts is their time.

    :param kind: ``ringing``, ``up`` (answered, which is not yet talking), ``entered``
        and ``left`` (a bridge), ``held`` and ``resumed``, ``queued`` and ``dequeued``,
        ``dialed`` (the result of dialing it), ``hanging_up`` (the party at this leg
        hung up), ``voicemail``, ``ended``; ``seen`` says no more than that it is there
    :param at: seconds since 1970 by the clock of the phone system
    :param leg: ID of the leg, unique in the phone system
    :param call: ID of the call; of several, the one that the phone system named last
        counts
    :param device: what is at the other end, e.g. ``PJSIP/21``; agents are told by it
    :param number: number of the party, as the phone system wrote it
    :param name: name of the party, where the phone system knows one
    :param dialed: number or extension that was dialed
    :param bridge: ID of the bridge, for ``entered`` and ``left``
    :param queue: name of the queue, for ``queued`` and ``dequeued``
    :param status: result of dialing: ``answer``, ``busy``, ``no_answer``, ``cancel`` or
        ``failed``
    """

    kind: str
    at: float
    leg: str
    call: str = ""
    device: str = ""
    number: str = ""
    name: str = ""
    dialed: str = ""
    bridge: str = ""
    queue: str = ""
    status: str = ""
