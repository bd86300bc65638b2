# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time

from odoo.addons.social_care_cti.tests.contract import HearingContract, PhoneContract

from ..tools.ami_events import translate
from .phone_common import PhoneCase as AsteriskCase


class AsteriskPhones:
    """Says things as Asterisk's manager interface does."""

    BINDING = AsteriskCase.BINDING
    DEVICES = AsteriskCase.DEVICES
    EXTENSIONS = AsteriskCase.EXTENSIONS
    SETTINGS = AsteriskCase.SETTINGS
    SECRETS = {"ami_new_secret": "ami_secret", "ari_new_password": "ari_password"}

    make_feed = AsteriskCase.make_feed
    store = AsteriskCase.store

    def setUp(self):
        super().setUp()
        self.rung = {}
        self.forget()

    def forget(self):
        self.feed = self.make_feed()
        self.clock = time.time() - 60

    def date(self, *events):
        self.clock += 1
        return [{"Timestamp": str(self.clock), **event} for event in events]

    def make_event(self, kind, call, device=None, prefix="", **values):
        own = f"{call}.{device}" if device else call
        return {
            "Event": kind,
            f"{prefix}Uniqueid": own,
            f"{prefix}Linkedid": call,
            f"{prefix}Channel": f"{device or 'PJSIP/trunk'}-00000001",
            **values,
        }

    def say_ring(self, call, number, devices, queue="", name=""):
        self.rung[call] = list(devices)
        caller = {"CallerIDNum": number, "CallerIDName": name, "Exten": "800"}
        begun = [self.make_event("Newchannel", call, ChannelState="4", **caller)]
        if queue:
            begun.append(self.make_event("QueueCallerJoin", call, Queue=queue))
        rung = [
            self.make_event("DialBegin", call, device, "Dest") for device in devices
        ]
        return self.date(*begun, *rung)

    def say_answer(self, call, device):
        others = [one for one in self.rung[call] if one != device]
        bridge = {"BridgeUniqueid": f"b{call}", "BridgeTechnology": "simple_bridge"}
        return self.date(
            self.make_event("DialEnd", call, device, "Dest", DialStatus="ANSWER"),
            *(self.make_event("Hangup", call, one) for one in others),
            self.make_event("BridgeEnter", call, **bridge),
            self.make_event("BridgeEnter", call, device, **bridge),
        )

    def say_end(self, call):
        devices = [None, *self.rung.get(call, ())]
        return self.date(
            self.make_event("HangupRequest", call),
            *(self.make_event("Hangup", call, device) for device in devices),
        )

    def hear(self, *words):
        for events in words:
            for event in events:
                self.feed.apply(translate(event, time.time()))
            self.store()


class TestAsteriskContract(AsteriskPhones, PhoneContract):
    pass


class TestAsteriskHearing(AsteriskPhones, HearingContract):
    pass
