# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From what a switch says about a call to facts (``social_care_cti.tools.facts``).

The switch is asked every few seconds and tells of a state, not of events. So what
happened did so between the last answer and this one; the switch's clock only says when
in between, and a wrong one does no harm.
"""

from dataclasses import dataclass

from odoo.addons.social_care_cti.tools.facts import Fact

#: A shorter conversation between two answers is none: switches count the time that it
#: rang, too. In seconds.
SHORTEST_TALK = 5.0
#: The other leg begins after the agent's, who is rung first.
AFTER = 0.001
#: Results of calling the other party, by the cause of the end.
RESULTS = {
    "CalledPartyNoAnswer": "no_answer",
    "CalledPartyBusy": "busy",
    "CalledPartyNotReachable": "failed",
}
#: The agent's own phone is why nobody was called.
AGENT_CAUSES = (
    "CallingPartyNoAnswer",
    "CallingPartyBusy",
    "CallingPartyNotReachable",
)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a call before the switch is asked. Times are seconds since 1970.

    :param key: ID of the call as it is stored
    :param identity: ID of the call in the switch
    :param device: the agent's phone
    :param number: whom it calls
    :param answered_at: when they began to talk; None if they did not yet
    :param heard_at: when the switch last said something about it; when it was placed if
        it did not yet
    """

    key: str
    identity: str
    device: str
    number: str
    started_at: float
    answered_at: float | None
    heard_at: float


def translate(information, known, now):
    """:param information: ``tools.information.Information``
    :param known: ``Known``
    :param now: when the switch said it, seconds since 1970
    :return: list of ``Fact``
    """
    agent = {"leg": known.key, "call": known.key, "device": known.device}
    facts = [Fact("ringing", known.started_at, dialed=known.number, **agent)]
    ended_at = _find_end(information, known, now)
    answered_at = _find_answer(information, known, ended_at, now)
    if answered_at is not None:
        facts += _tell_talk(known, answered_at, agent)
    if ended_at is not None:
        facts += _tell_end(information, known, ended_at, answered_at, agent)
    return facts


def _find_answer(information, known, ended_at, now):
    """:return: when they began to talk, or None"""
    if known.answered_at is not None or information.status == "CallInitial":
        return known.answered_at
    begun = _clamp(information.started_at, known.heard_at, now)
    if information.status == "CallConnected":
        return now if begun is None else begun
    # It was answered and ended while nobody asked.
    has_talked = (
        information.cause == "CallHangUp"
        and bool(information.duration)
        and begun is not None
        and ended_at - begun > SHORTEST_TALK
    )
    return begun if has_talked else None


def _find_end(information, known, now):
    """:return: when it ended, or None"""
    if information.status != "CallTerminated":
        return None
    if information.started_at is None or information.duration is None:
        return now
    told = information.started_at + information.duration
    return _clamp(told, max(known.heard_at, known.answered_at or 0.0), now)


def _clamp(at, earliest, latest):
    return None if at is None else max(earliest, min(at, latest))


def _tell_talk(known, at, agent):
    other = _prepare_other(known)
    other_at = max(at, known.started_at + AFTER)
    return [
        Fact("up", at, **agent),
        Fact("entered", at, bridge=known.key, **agent),
        Fact("up", other_at, **other),
        Fact("entered", other_at, bridge=known.key, **other),
    ]


def _tell_end(information, known, at, answered_at, agent):
    facts = [Fact("ended", at, **agent)]
    result = RESULTS.get(information.cause, "cancel")
    if answered_at is not None or result != "cancel":
        other, other_at = _prepare_other(known), max(at, known.started_at + AFTER)
        facts += [
            Fact("dialed", other_at, status=result, **other),
            Fact("ended", other_at, **other),
        ]
    return facts


def _prepare_other(known):
    leg = f"{known.key}/called"
    return {"leg": leg, "call": known.key, "dialed": known.number}
