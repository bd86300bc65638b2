# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Listens to an Asterisk."""

import time

from odoo.addons.social_care.tools.feed import FeedLost
from odoo.addons.social_care_cti.tools.facts import Fact
from odoo.addons.social_care_cti.tools.phone_feed import PhoneFeed, Present

from .ami import AmiError, AmiLost, AmiSession
from .ami_events import get_device, translate
from .ami_members import Members

READING = 0.5
# Asterisk is asked whether it is still there when it said nothing for so long, in
# seconds: a machine that was unplugged closes no connection.
SILENCE = 10.0


class AmiFeed(PhoneFeed):
    """:param access: ``tools.ami.Access``
    :param words: {"refused": …, "unreachable": …}: sentences with ``%s``
    """

    def __init__(self, system, devices, access, words):
        super().__init__(system, devices)
        self.access = access
        self.words = words
        self._session = None
        self._heard_at = 0.0
        self._members = Members()

    def open(self):
        try:
            self._session = AmiSession(self.access, events="on")
            self._heard_at = time.monotonic()
            return self._read_present(self._session)
        except AmiError as error:
            raise FeedLost(self.words["refused"] % error) from error
        except (AmiLost, TimeoutError) as error:
            raise FeedLost(self.words["unreachable"] % error) from error

    def hear(self):
        try:
            events = self._session.read_events(READING)
            self._check_alive(events)
        except (AmiLost, AmiError, TimeoutError) as error:
            raise FeedLost(self.words["unreachable"] % error) from error
        return self._translate(events)

    def _check_alive(self, events):
        now = time.monotonic()
        if events:
            self._heard_at = now
        elif now - self._heard_at > SILENCE:
            self._session.ask("Ping")
            self._heard_at = now

    def close(self):
        if self._session:
            self._session.close()
        self._session = None

    def _translate(self, events):
        now = time.time()
        items = [fact for event in events for fact in translate(event, now)]
        return items + [
            pause for event in events for pause in self._members.hear(event)
        ]

    # -- what is so now ------------------------------------------------------------

    def _read_present(self, session):
        """Asterisk repeats nothing after a gap: it is asked what there is."""
        channels = session.ask_list("CoreShowChannels", "CoreShowChannelsComplete")
        queues = session.ask_list("QueueStatus", "QueueStatusComplete")
        now = time.time()
        items = [fact for channel in channels for fact in _read_channel(channel, now)]
        items += [fact for entry in queues for fact in _read_entry(entry, now)]
        self._members = Members()
        items += self._members.learn(queues, self.switch.devices)
        legs = frozenset(channel.get("Uniqueid", "") for channel in channels)
        return [*items, Present(legs, now)]


def _read_channel(channel, now):
    common = {
        "leg": channel.get("Uniqueid", ""),
        "call": channel.get("Linkedid", ""),
        "device": get_device(channel.get("Channel", "")),
        "number": channel.get("CallerIDNum", "").replace("<unknown>", ""),
        "name": channel.get("CallerIDName", "").replace("<unknown>", ""),
    }
    began = now - _read_duration(channel.get("Duration", ""))
    yield Fact("seen", began, **common)
    state = channel.get("ChannelStateDesc")
    if state in ("Ring", "Ringing"):
        yield Fact("ringing", began, **common)
    elif state == "Up":
        yield Fact("up", began, **common)
    if channel.get("BridgeId"):
        yield Fact("entered", began, bridge=channel["BridgeId"], **common)


def _read_duration(text):
    """``01:02:03`` → seconds."""
    try:
        hours, minutes, seconds = (int(part) for part in text.split(":"))
    except ValueError:
        return 0
    return hours * 3600 + minutes * 60 + seconds


def _read_entry(entry, now):
    if entry.get("Event") == "QueueEntry":
        waited = entry.get("Wait", "0")
        began = now - (int(waited) if waited.isdigit() else 0)
        yield Fact(
            "queued", began, leg=entry.get("Uniqueid", ""), queue=entry.get("Queue", "")
        )
