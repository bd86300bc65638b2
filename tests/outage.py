# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""An evening on the demo network: ordinary life, and then the internet is away."""

import random
from dataclasses import dataclass, field
from datetime import timedelta

from odoo import fields

from .lifecycle import SOAKING

# script/soak lives through all of it.
POSTS, PEOPLE, MINUTES = (5000, 4200, 10) if SOAKING else (2000, 1680, 10)
ORDINARY, EXCEPTIONS = 200, 60
RETWEETED = (
    "@northwind the whole of the old town is without internet since eight o'clock, and"
    " nobody at the hotline knows anything #northwinddown"
)
PLACES = (
    "Harbour Street, Mill Lane, the old town, King's Road, the station, Lime Hill, "
    "Park Avenue, the university, East Side, Bridge Street, Church Square, the airport"
).split(", ")
LOST = (
    "my internet is not working in {place}",
    "no internet at all here in {place}, is there an outage?",
    "another outage in {place} #northwinddown",
    "router shows an error, everything is down in {place}",
    "is it just me or is the network down in {place}? #northwinddown",
    "mein Internet funktioniert nicht, Ausfall in {place}",
    "w {place} internet nie działa, jakaś awaria?",
    "pas d'internet, panne totale dans {place}",
)
MOODS = (
    "I work from home",
    "the third time this month",
    "my kids are bored",
    "I have a meeting soon",
    "thanks for nothing",
    "please tell us more",
    "what is going on",
    "neighbours have the same",
    "since ten minutes",
    "again",
)
ABOUT = (
    "parcel",
    "invoice",
    "password",
    "refund",
    "opening hours",
    "price",
    "thank you",
)
WORDS = (
    "garden morning yellow window piano travel october kitchen brother mountain coffee "
    "letter sister village bicycle holiday teacher summer painter market football "
    "blanket captain dolphin engine forest guitar harbour island jacket kettle lantern "
    "museum needle orchard pepper quarter ribbon saddle tailor violin winter candle "
    "feather hammer ladder mirror napkin pencil rabbit shadow ticket valley wallet"
).split()
EXCEPTIONAL = (
    ("{lost}, there is smoke and fire, call the police", {}),
    ("{lost}", {"private": True}),
    ("{lost}", {"followers": 40_000}),
    ("{lost}, my contract is {number}", {}),
)


@dataclass
class Said:
    """``kind``: storm, ordinary or exception; ``person`` is a number."""

    kind: str
    person: int
    text: str
    seconds: float
    private: bool = False
    followers: int = 5
    uid: str = field(default="")


class Outage:
    """Who says what and when, the same for one seed. ``said`` is in its order; some of
    its people post more than once, every fifth post is a retweet."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.said = [
            *map(self._storm, range(POSTS)),
            *map(self._exception, range(EXCEPTIONS)),
            *map(self._ordinary, range(ORDINARY)),
        ]
        self.said.sort(key=lambda one: one.seconds)

    def before(self, count):
        """What people say on an ordinary day."""
        return [self._ordinary(10_000 + number) for number in range(count)]

    def _storm(self, number):
        again = number >= PEOPLE
        person = self.chance.randrange(PEOPLE) if again else number
        text = RETWEETED if number % 5 == 0 else self._lost()
        if number % 5 == 0 and number:
            text = f"RT @{handle(0)}: {text}"
        return Said("storm", person, text, self._moment())

    def _lost(self):
        words = self.chance.choice(LOST).format(place=self.chance.choice(PLACES))
        return f"@northwind {words}, {', '.join(self.chance.sample(MOODS, 2))}"

    def _exception(self, number):
        text, about = EXCEPTIONAL[number % len(EXCEPTIONAL)]
        text = text.format(lost=self._lost(), number=4_000_000 + number)
        # The first of them come after the storm has begun.
        moment = 60 + self._moment() * 0.9
        return Said("exception", 20_000 + number, text, moment, **about)

    def _ordinary(self, number):
        words = self.chance.sample(WORDS, 9)
        text = " ".join(
            ["@northwind", *words[:4], self.chance.choice(ABOUT), *words[4:]]
        )
        return Said("ordinary", 30_000 + number, text, self._moment())

    def _moment(self):
        return self.chance.uniform(0, 60 * MINUTES)


def handle(person):
    return f"neighbour{person}"


def post_all(account, said, start):
    """Put posts on the demo network; returns them with the notices that tell of them.
    Their ``uid`` is noted."""
    env = account.env
    people = _people(env, said)
    posts = env["social.care.demo.post"].create(
        [
            {
                "account_id": account.id,
                "person_id": people[one.person],
                "text": one.text,
                "private": one.private,
                "posted_at": start + timedelta(seconds=one.seconds),
            }
            for one in said
        ]
    )
    for one, post in zip(said, posts, strict=True):
        one.uid = post.uid
    return [post._get_payload("post") for post in posts]


def _people(env, said):
    followers = {one.person: one.followers for one in said}
    model = env["social.care.demo.person"]
    known = {p.handle: p.id for p in model.search([])}
    new = [person for person in followers if handle(person) not in known]
    created = model.create(
        [
            {
                "name": f"Neighbour {person}",
                "handle": handle(person),
                "followers": followers[person],
            }
            for person in new
        ]
    )
    ids = known | {person.handle: person.id for person in created}
    return {person: ids[handle(person)] for person in followers}


def make_account(env):
    """A company that has been heard of for two weeks, with the usual topics."""
    company = env["res.company"].create({"name": "Northwind Telecom"})
    team = env["helpdesk.ticket.team"].create(
        {"name": "Northwind care", "company_id": company.id}
    )
    env["social.care.topic"].with_company(company).action_create_usual()
    account = env["social.care.account"].create(
        {
            "name": "Northwind",
            "network": "demo",
            "handle": "northwind",
            "company_id": company.id,
            "team_id": team.id,
            "signature_template": False,
        }
    )
    account.action_connect()
    account.stream_ids.stage = "routed"
    account.stream_ids.filtered(lambda s: s.kind == "replies").stage = "monitored"
    _remember(env, company)
    return account


def _remember(env, company):
    """Each day at each hour some wrote about each topic, but few of a fault."""
    topics = env["social.care.topic"].search([("company_id", "=", company.id)])
    usual = {f"topic:{t.id}": 3 if t.name == "Fault" else 150 for t in topics}
    now = fields.Datetime.now().replace(minute=0, second=0, microsecond=0)
    env["social.care.volume"].create(
        [
            {
                "company_id": company.id,
                "key": key,
                "slot": now - timedelta(hours=hours),
                "count": count,
            }
            for key, count in {**usual, "term:refund": 150}.items()
            for hours in range(2, 14 * 24)
        ]
    )
