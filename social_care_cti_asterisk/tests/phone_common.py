# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time

from odoo.addons.social_care_cti.tests import phone_common
from odoo.addons.social_care_cti.tools.phone_feed import PhoneFeed, Present

from ..tools.ami_events import translate
from .recordings import EWA, JAN, ONE, TWO, read


class PhoneCase(phone_common.PhoneCase):
    """Anna has the phone 1001 and Marek 1002; nobody answers at the addresses."""

    BINDING = "asterisk"
    DEVICES = (ONE, TWO)
    EXTENSIONS = ("1001", "1002")
    SETTINGS = {"ami_host": "127.0.0.1", "ari_url": "http://127.0.0.1:1/ari"}

    def setUp(self):
        super().setUp()
        self.feed = self.make_feed()
        self.begin = time.time() - 30

    def make_feed(self):
        devices = frozenset(self.system.line_ids.mapped("device"))
        return PhoneFeed(self.system.id, devices)

    def hear(self, name, until=1e9, since=0.0):
        """Asterisk says what it said in a recording, up to some seconds.

        :return: all calls
        """
        for event, at in read(name):
            if since <= at < until:
                self.feed.apply(translate(event, self.begin + at))
                self.store()
        return self.list_calls()

    def hear_at_once(self, name, until=1e9):
        """The same, in one batch."""
        for event, at in read(name):
            if at < until:
                self.feed.apply(translate(event, self.begin + at))
        self.store()
        return self.list_calls()

    def store(self):
        batch = self.feed.collect()
        if batch:
            self.feed.store(self.env, batch)
            # As the keeper does when nothing is to be stored.
            has_more = True
            while has_more:
                has_more = self.feed.follow_up(self.env)

    def lose(self):
        """The connection comes back, and Asterisk knows no call."""
        self.feed.apply([Present(frozenset(), time.time())])
        self.store()


__all__ = ["EWA", "JAN", "ONE", "TWO", "PhoneCase"]
