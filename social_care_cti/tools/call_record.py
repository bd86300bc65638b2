# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From the legs of a conversation to the record of one call."""

from dataclasses import dataclass

# Channels of Asterisk that are no party: they join, watch or announce.
INNER = (
    "Local/",
    "Snoop/",
    "Announcer/",
    "Recorder/",
    "CBAnn/",
    "CBRec/",
    "Surrogate/",
)


@dataclass(frozen=True, slots=True)
class Party:
    """An agent's device in a call.

    :param device: e.g. ``PJSIP/21``
    :param state: ``ringing``, ``talking``, ``held``, ``up`` (answered, alone) or
        ``ended``
    :param rang_at: when it first rang; times are seconds since 1970, or None
    :param talk_from: when it first talked to somebody
    :param talk_until: when it last stopped; None while it talks
    :param open_leg: ID of the one that is open, the newest of several; "" if none is
    """

    device: str
    state: str
    rang_at: float | None
    talk_from: float | None
    talk_until: float | None
    open_leg: str


@dataclass(frozen=True, slots=True)
class Record:
    """A call as it is kept.

    :param key: ID of the call in the phone system; of several that became one, that of
        the customer
    :param merged: IDs of the others
    :param direction: ``in``, ``out`` or ``internal``
    :param number: number of the customer as the phone system wrote it
    :param dialed: number that the customer called
    :param state: ``queued``, ``ringing``, ``up``, ``talking``, ``held`` or ``ended``
    :param outcome: of an ended call: ``answered``, ``missed``, ``cancelled``, ``busy``,
        ``abandoned``, ``overflow``, ``voicemail`` or ``lost`` (nobody saw its end);
        else ""
    :param parties: a ``Party`` for each agent's device
    """

    key: str
    merged: tuple
    direction: str
    number: str
    name: str
    dialed: str
    queue: str
    state: str
    outcome: str
    started_at: float
    queued_at: float | None
    ringing_at: float | None
    answered_at: float | None
    ended_at: float | None
    parties: tuple


def describe(legs, devices):
    """:param legs: list of ``legs.Leg`` of one conversation, at least one a party
    :param devices: devices of agents, a container of str
    :return: Record
    """
    everything = sorted(legs, key=lambda leg: (leg.started_at, leg.id))
    legs = [leg for leg in everything if is_party(leg)]
    own = [leg for leg in legs if leg.device in devices]
    outside = [leg for leg in legs if leg.device not in devices]
    main = _find_main(legs, own, outside)
    talks = _find_talks(own, everything)
    ended_at = (
        None if any(leg.is_open for leg in legs) else max(leg.ended_at for leg in legs)
    )
    queued = _find_queued(outside or legs)
    direction = _find_direction(outside, main)
    return Record(
        key=main.call,
        merged=tuple(sorted({leg.call for leg in legs} - {main.call})),
        direction=direction,
        number=_find_number(direction, legs, outside),
        name=main.name,
        dialed=main.dialed,
        queue=queued.queue if queued else "",
        state=_find_state(legs, own, talks, ended_at),
        outcome=_find_outcome(direction, legs, own, outside, talks) if ended_at else "",
        started_at=legs[0].started_at,
        queued_at=queued.queued_at if queued else None,
        ringing_at=_find_first(leg.ringing_at for leg in legs if leg is not main),
        answered_at=_find_first(
            begin for found in talks.values() for begin, _ in found
        ),
        ended_at=ended_at,
        parties=_describe_parties(own, talks),
    )


def is_party(leg):
    """:return: whether somebody is at the other end of a leg"""
    return not leg.device.startswith(INNER)


def _find_main(legs, own, outside):
    """The leg after which the conversation is named: the first that came from outside,
    or, where an agent called, the one that the agent began with.
    """
    if outside and not _is_called(outside[0], own):
        return outside[0]
    return legs[0]


def _is_called(leg, own):
    """Whether an agent's device was there before, in the same call."""
    return any(
        other.call == leg.call and other.started_at < leg.started_at for other in own
    )


def _find_direction(outside, main):
    if main in outside:
        return "in"
    return "out" if outside else "internal"


def _find_number(direction, legs, outside):
    if direction == "in":
        return outside[0].number
    if outside:
        return outside[0].dialed or outside[0].number
    called = [leg for leg in legs[1:] if leg.dialed or leg.number]
    return (called[0].dialed or called[0].number) if called else legs[0].dialed


def _find_queued(legs):
    queued = [leg for leg in legs if leg.queued_at is not None]
    return max(queued, key=lambda leg: leg.queued_at, default=None)


def _find_first(moments):
    return min((at for at in moments if at is not None), default=None)


def _find_talks(own, legs):
    """When each agent's leg was in a bridge with somebody at another device.

    :return: {ID of the leg: sorted list of (from, to)}
    """
    return {
        leg.id: sorted(
            (
                talk
                for other in legs
                if other is not leg and other.device != leg.device
                for talk in leg.find_talks(other)
            ),
            key=lambda talk: talk[0],
        )
        for leg in own
    }


def _is_talking(leg, talks):
    return leg.is_open and any(end is None for _, end in talks.get(leg.id, ()))


def _find_state(legs, own, talks, ended_at):
    if ended_at is not None:
        return "ended"
    talking = [leg for leg in own if _is_talking(leg, talks)]
    if talking:
        return "held" if all(leg.is_held for leg in talking) else "talking"
    if any(leg.is_waiting for leg in legs):
        return "queued"
    if any(leg.is_open and leg.up_at is None and leg.ringing_at for leg in legs):
        return "ringing"
    return "up"


def _describe_parties(own, talks):
    """One party for each device: a consultation is a second leg of the same."""
    devices = dict.fromkeys(leg.device for leg in own)
    return tuple(
        _describe_party(device, [leg for leg in own if leg.device == device], talks)
        for device in devices
    )


def _describe_party(device, legs, talks):
    spans = [talk for leg in legs for talk in talks[leg.id]]
    ends = [end for _, end in spans]
    return Party(
        device=device,
        state=_find_party_state(legs, talks),
        rang_at=_find_first(leg.ringing_at for leg in legs),
        talk_from=_find_first(begin for begin, _ in spans),
        talk_until=None if not ends or None in ends else max(ends),
        open_leg=next((leg.id for leg in reversed(legs) if leg.is_open), ""),
    )


def _find_party_state(legs, talks):
    still = [leg for leg in legs if leg.is_open]
    if any(_is_talking(leg, talks) and not leg.is_held for leg in still):
        return "talking"
    if any(leg.is_held for leg in still):
        return "held"
    if any(leg.up_at is not None for leg in still):
        return "up"
    return "ringing" if still else "ended"


def _find_outcome(direction, legs, own, outside, talks):
    """Not by the cause of the hang-up, which only says who hung up how."""
    if max(legs, key=lambda leg: leg.ended_at).is_lost:
        return "lost"
    if any(talks.values()) or _has_outsiders_talked(outside):
        return "answered"
    if any(leg.is_voicemail for leg in legs):
        return "voicemail"
    if direction == "in":
        return _find_missed_outcome(own, outside)
    return _find_called_outcome(legs)


def _has_outsiders_talked(outside):
    """A customer whose call was forwarded to a phone outside talked to it."""
    return any(
        one.find_talks(other)
        for one in outside
        for other in outside
        if one is not other
    )


def _find_missed_outcome(own, outside):
    queued = _find_queued(outside)
    if queued:
        return "abandoned" if _has_left_queue_itself(queued) else "overflow"
    results = {result for leg in own for result in leg.results}
    return "busy" if "busy" in results and "no_answer" not in results else "missed"


def _has_left_queue_itself(leg):
    """Asterisk says “abandoned” on a time-out, too, with the customer still there."""
    if leg.dequeued_at is None or leg.dequeued_at < leg.queued_at:
        return True
    return leg.hung_up_at is not None and leg.hung_up_at <= leg.dequeued_at


def _find_called_outcome(legs):
    called = legs[1:]
    results = {result for leg in called for result in leg.results}
    if "busy" in results:
        return "busy"
    if not called or results == {"cancel"} or not results:
        return "cancelled"
    return "missed"
