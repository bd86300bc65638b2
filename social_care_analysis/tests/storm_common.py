# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import random
from datetime import timedelta
from unittest import SkipTest

from odoo import fields
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name

from odoo.addons.social_care_demo.tests.channel_common import ChannelCase

MISSING = "the demo network is not installed"
WORDS = (
    "garden morning yellow window piano travel october kitchen brother mountain "
    "coffee letter sister village bicycle holiday teacher summer painter market "
    "football blanket captain dolphin engine forest guitar harbour island jacket "
    "kettle lantern museum needle orchard pepper quarter ribbon saddle tailor"
).split()
LOST = "All the harbour district heard a bang and no lift moves, who knows more?"


def talk(number, *about):
    """A sentence that no other number has, about something."""
    chosen = random.Random(number).sample(WORDS, 8)
    return " ".join(["@acme", *chosen[:4], *about, *chosen[4:]])


def person(number, followers=3):
    """An author of their own for each number."""
    return {
        "external_id": f"person-{number}",
        "handle": f"person{number}",
        "name": f"Person {number}",
        "followers": followers,
    }


class StormCase(ChannelCase):
    """A company with two topics, whose mentions become tickets; it has been heard of
    for some hours, so that something is usual."""

    @classmethod
    def setUpClass(cls):
        if "social.care.connector.demo" not in Registry(get_db_name()):
            raise SkipTest(MISSING)
        super().setUpClass()
        cls.stream.stage = "routed"
        cls.router = cls.make_topic("Router", "router")
        cls.parcel = cls.make_topic("Parcel", "parcel")
        cls.start = fields.Datetime.now() - timedelta(minutes=9)
        cls.count_before("topic:0", hours=23)

    @classmethod
    def make_topic(cls, name, keywords, **vals):
        return cls.env["social.care.topic"].create(
            {"name": name, "keywords": keywords, "company_id": cls.company.id, **vals}
        )

    @classmethod
    def count_before(cls, key, hours, count=1, company=None):
        """So much was said so many hours ago."""
        at = fields.Datetime.now() - timedelta(hours=hours)
        volume = cls.env["social.care.volume"]
        volume.create(
            {
                "company_id": (company or cls.company).id,
                "key": key,
                "slot": volume._get_slot(at),
                "count": count,
            }
        )

    # -- what people say -------------------------------------------------------

    def say(self, number, *about, who=None, **post):
        """A post of a person who says nothing else; ``text`` says it word by word."""
        text = post.pop("text", None) or talk(number, *about)
        who = who or person(number, post.pop("followers", 3))
        return self.post(f"s{number}", text, who=who, **{"at": number % 60, **post})

    def crowd(self, count, *about, first=0, **post):
        """So many people post about the same."""
        return [self.say(n, *about, **post) for n in range(first, first + count)]

    def hear_crowd(self, count, *about, first=0, **post):
        return self.hear_at_once(*self.crowd(count, *about, first=first, **post))

    def hear_storm(self, count=12, **post):
        """Enough people about routers to raise an incident. Returns it."""
        self.hear_crowd(count, "router", **post)
        return self.incidents()

    # -- what became of it -----------------------------------------------------

    def incidents(self, company=None):
        return self.env["social.care.incident"].search(
            [("company_id", "=", (company or self.company).id)]
        )

    def tickets(self):
        return self.env["helpdesk.ticket"].search(
            [("company_id", "=", self.company.id)]
        )

    def pass_time(self, **delta):
        """What was posted, counted and raised until now was so much earlier."""
        self.env.flush_all()
        for table, column in (
            ("social_care_mention", "posted_at"),
            ("social_care_mention", "effective_at"),
            ("social_care_volume", "slot"),
            ("social_care_incident", "calmed_at"),
            ("social_care_signature", "at"),
        ):
            self.env.cr.execute(
                f"UPDATE {table} SET {column} = {column} - %s WHERE company_id = %s",
                (timedelta(**delta), self.company.id),
            )
        self.env.invalidate_all()

    def look(self, times=1):
        for _ in range(times):
            self.env["social.care.incident"]._cron_look()
