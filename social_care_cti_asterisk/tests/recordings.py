# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What a real Asterisk 22 said over AMI, and the calls that it told of.

``data/*.jsonl``: a line each with the seconds since the recording began and the event;
``mark`` is what the one who recorded did. Endpoint ``trunk`` is the way to customers.
"""

import json
from pathlib import Path

from odoo.addons.social_care_cti.tools.switch import Switch

from ..tools.ami_events import translate

DATA = Path(__file__).parent / "data"
DEVICES = frozenset(f"PJSIP/100{number}" for number in (1, 2, 3, 4))
JAN, EWA = "+48500100001", "+48500100002"
ONE, TWO, THREE, FOUR = "PJSIP/1001", "PJSIP/1002", "PJSIP/1003", "PJSIP/1004"

#: By the recording: for each call its direction, number, queue, state or outcome, and
#: for each phone whether it talked.
CALLS = {
    "agent_in_two_queues": [("in", JAN, "", "answered", {ONE: True})],
    "ari_answer_ringing_phone": [("in", JAN, "", "missed", {ONE: False})],
    "ari_on_foreign_channels": [("in", JAN, "", "missed", {ONE: False, TWO: False})],
    "asterisk_restarted": [
        ("in", JAN, "", "talking", {ONE: True}),
        ("in", EWA, "support", "queued", {TWO: False}),
    ],
    "asterisk_stopped_gracefully": [("in", JAN, "", "talking", {ONE: True})],
    "attended_transfer": [("in", JAN, "", "answered", {ONE: True, TWO: True})],
    "blind_transfer": [("in", JAN, "", "answered", {ONE: True, TWO: True})],
    "click_agent_no_answer": [("internal", "", "", "cancelled", {ONE: False})],
    "click_agent_rejects": [("internal", "", "", "cancelled", {ONE: False})],
    "click_answered": [("out", JAN[1:], "", "answered", {ONE: True})],
    # The agent listens to the busy tone when the recording ends.
    "click_busy": [("out", JAN[1:], "", "up", {ONE: False})],
    "click_no_answer": [("out", JAN[1:], "", "cancelled", {ONE: False})],
    "click_stasis_answered": [("out", JAN[1:], "", "answered", {ONE: True})],
    "click_unregistered": [],
    "conference": [("in", JAN, "", "answered", {ONE: True, TWO: True})],
    "did_agent_hangs_up": [("in", JAN, "", "answered", {ONE: True})],
    "did_hold_unhold": [("in", JAN, "", "answered", {ONE: True})],
    "did_no_answer": [("in", JAN, "", "missed", {ONE: False})],
    "phone_unplugged": [],
    "queue_abandoned": [("in", JAN, "support", "abandoned", {ONE: False})],
    "queue_agent_hangs_up": [("in", JAN, "support", "answered", {TWO: True})],
    "queue_answered": [("in", JAN, "support", "answered", {ONE: True})],
    "queue_blind_transfer": [
        ("in", JAN, "support", "answered", {ONE: True, TWO: True})
    ],
    "queue_overflow": [("in", JAN, "overflow", "answered", {THREE: False, FOUR: True})],
    "queue_pause": [("in", JAN, "support", "answered", {TWO: True})],
    "resync_queries": [
        ("in", JAN, "", "answered", {ONE: True}),
        ("in", EWA, "support", "abandoned", {TWO: False}),
    ],
    "second_call_while_held": [
        ("in", JAN, "", "answered", {ONE: True}),
        ("in", EWA, "", "answered", {ONE: True}),
    ],
    "two_listeners_same_app": [("in", JAN, "", "answered", {ONE: True})],
    "websocket_lost": [
        ("in", JAN, "", "answered", {ONE: True}),
        ("in", JAN, "", "answered", {ONE: True}),
        ("in", JAN, "support", "answered", {TWO: True}),
    ],
}


def read(name):
    """:return: list of (event, seconds) of a recording"""
    lines = (DATA / f"{name}.jsonl").read_text().splitlines()[1:]
    rows = [json.loads(line) for line in lines]
    return [(row["event"], row["t"]) for row in rows if row["src"] == "ami"]


def play(events):
    """:return: ``Switch`` that heard the events"""
    switch = Switch(DEVICES)
    for event, at in events:
        switch.apply(translate(event, at))
    return switch


def describe(switch):
    """:return: the calls as in CALLS, in the order in which they began"""
    records = switch.describe(sorted(switch.list_calls()))
    return [
        (
            record.direction,
            record.number,
            record.queue,
            record.outcome or record.state,
            {party.device: party.talk_from is not None for party in record.parties},
        )
        for record in sorted(records, key=lambda record: record.started_at)
    ]


def get_channel(event):
    """:return: ID of the channel that an event is about, "" for none"""
    return event.get("Uniqueid") or event.get("DestUniqueid") or ""
