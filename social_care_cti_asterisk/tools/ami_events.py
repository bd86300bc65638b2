# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From events of Asterisk's manager interface (AMI) to facts about calls.

Source: Asterisk 22, AMI events (docs.asterisk.org) and recordings of a real one.
"""

import math

from odoo.addons.social_care_cti.tools.facts import Fact

# DIALSTATUS of Asterisk.
RESULTS = {
    "ANSWER": "answer",
    "BUSY": "busy",
    "NOANSWER": "no_answer",
    "CANCEL": "cancel",
    "ABORT": "cancel",
}
# Bridges that only hold channels (parking, music on hold): nobody talks there.
HOLDING = "holding_bridge"
RINGING_STATES = {"4", "5"}
UP_STATE = "6"
VOICEMAIL = {"VoiceMail", "VoicemailMain"}


def translate(event, at):
    """Read one event.

    :param event: dict of the headers of an AMI event
    :param at: when it came, seconds since 1970; its own time counts if it has one
    :return: list of ``Fact``; empty if it says nothing about calls
    """
    read = READERS.get(event.get("Event"))
    return list(read(event, read_time(event, at))) if read else []


def read_time(event, at):
    """Time of an event (``timestampevents=yes``), else when it came."""
    try:
        told = float(event["Timestamp"])
    except (KeyError, ValueError):
        return at
    return told if math.isfinite(told) else at


def get_device(channel):
    """The device of a channel: ``PJSIP/21-0000000c`` → ``PJSIP/21``."""
    return channel.rpartition("-")[0] or channel


def _make(kind, event, at, prefix="", **values):
    channel = event.get(f"{prefix}Channel", "")
    return Fact(
        kind,
        at,
        leg=event.get(f"{prefix}Uniqueid", ""),
        call=event.get(f"{prefix}Linkedid", ""),
        device=get_device(channel),
        number=_clean(event.get(f"{prefix}CallerIDNum")),
        name=_clean(event.get(f"{prefix}CallerIDName")),
        **values,
    )


def _clean(text):
    return "" if text in (None, "<unknown>") else text


def _read_newchannel(event, at):
    # “s” is the start of a dialplan, not something that somebody dialed.
    dialed = event.get("Exten", "")
    yield _make("seen", event, at, dialed="" if dialed == "s" else dialed)
    yield from _read_newstate(event, at)


def _read_newstate(event, at):
    state = event.get("ChannelState")
    if state in RINGING_STATES:
        yield _make("ringing", event, at)
    elif state == UP_STATE:
        yield _make("up", event, at)


def _read_dial_begin(event, at):
    if event.get("Uniqueid"):
        yield _make("seen", event, at)
    dialed = event.get("DialString", "").rpartition("/")[2].partition("@")
    yield _make("ringing", event, at, "Dest", dialed=dialed[0] if dialed[1] else "")


def _read_dial_end(event, at):
    result = RESULTS.get(event.get("DialStatus"), "failed")
    yield _make("dialed", event, at, "Dest", status=result)
    if result == "answer":
        yield _make("up", event, at, "Dest")


def _read_bridge_enter(event, at):
    if event.get("BridgeTechnology") != HOLDING:
        yield _make("entered", event, at, bridge=event.get("BridgeUniqueid", ""))


def _read_bridge_leave(event, at):
    yield _make("left", event, at, bridge=event.get("BridgeUniqueid", ""))


def _read_queue(kind):
    def read(event, at):
        yield _make(kind, event, at, queue=event.get("Queue", ""))

    return read


def _read_simple(kind):
    def read(event, at):
        yield _make(kind, event, at)

    return read


def _read_extension(event, at):
    if event.get("Application") in VOICEMAIL:
        yield _make("voicemail", event, at)


READERS = {
    "Newchannel": _read_newchannel,
    "Newstate": _read_newstate,
    "Newexten": _read_extension,
    "DialBegin": _read_dial_begin,
    "DialEnd": _read_dial_end,
    "BridgeEnter": _read_bridge_enter,
    "BridgeLeave": _read_bridge_leave,
    "Hold": _read_simple("held"),
    "Unhold": _read_simple("resumed"),
    "HangupRequest": _read_simple("hanging_up"),
    "Hangup": _read_simple("ended"),
    "QueueCallerJoin": _read_queue("queued"),
    "QueueCallerLeave": _read_queue("dequeued"),
}
