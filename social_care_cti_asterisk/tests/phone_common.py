# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time

from odoo.addons.queue_job.tests.common import trap_jobs
from odoo.addons.social_care_cti.tools.phone_feed import PhoneFeed, Present
from odoo.addons.social_care_routing.tests.routing_common import RoutingCase

from ..tools.ami_events import translate
from .recordings import EWA, JAN, ONE, TWO, read


class PhoneCase(RoutingCase):
    """Anna has the phone 1001 and Marek 1002; a queue of the phone system is theirs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.country_id = cls.env.ref("base.pl")
        cls.system = cls.env["social.care.phone.system"].create(
            {
                "name": "Office",
                "binding": "asterisk",
                "company_id": cls.company.id,
                "country_id": cls.env.ref("base.pl").id,
                "team_id": cls.team.id,
                "allowed_prefixes": "+48",
                "outside_prefix": "0",
                "ami_host": "127.0.0.1",
                "ari_url": "http://127.0.0.1:1/ari",
            }
        )
        cls.env["social.care.phone.queue"].create(
            {"system_id": cls.system.id, "name": "support", "team_id": cls.team.id}
        )
        cls.anna = cls.make_agent("anna")
        cls.marek = cls.make_agent("marek")
        cls.make_line(cls.anna, ONE, "1001")
        cls.make_line(cls.marek, TWO, "1002")
        cls.jan = cls.make_contact("Jan Nowak", JAN)
        cls.begin = time.time() - 30

    @classmethod
    def make_line(cls, agent, device, extension):
        return cls.env["social.care.phone.line"].create(
            {
                "system_id": cls.system.id,
                "user_id": agent.user_id.id,
                "device": device,
                "extension": extension,
            }
        )

    @classmethod
    def make_contact(cls, name, phone):
        return cls.env["res.partner"].create(
            {
                "name": name,
                "phone": phone,
                "country_id": cls.env.ref("base.pl").id,
                "company_id": cls.company.id,
            }
        )

    def setUp(self):
        super().setUp()
        self.feed = self.make_feed()
        self.events = []

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

    def lose(self):
        """The connection comes back, and Asterisk knows no call."""
        self.feed.apply([Present(frozenset(), time.time())])
        self.store()

    def list_calls(self):
        return self.env["social.care.call"].search(
            [("system_id", "=", self.system.id), ("merged_into_id", "=", False)],
            order="started_at, id",
        )

    def as_agent(self, agent):
        return self.env["social.care.call"].with_user(agent.user_id)

    def trap(self):
        return trap_jobs()


__all__ = ["EWA", "JAN", "ONE", "TWO", "PhoneCase"]
