# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""A hundred agents work by REST for ten minutes, which pass in a tenth of the time."""

import json
import random
import threading
import time
from collections import Counter
from datetime import timedelta
from http.client import HTTPConnection
from statistics import quantiles

from odoo import fields

from . import acks
from .server import Server

AGENTS, CONTACTS = 100, 5
# An agent works two minutes on a contact; here they take a tenth.
SECONDS, FASTER = 120, 10
BASE = "/social_care/api/v1"


def make_team(env):
    team = env["helpdesk.ticket.team"]
    return team.create({"name": "Bench desk", "social_care_routing_mode": "offer"})


def make_tickets(env, team, count):
    values = {"name": "Parcel", "description": "It is late.", "team_id": team.id}
    return env["helpdesk.ticket"].create([values] * count)


def make_agents(env, team, count):
    """:return: their API keys"""
    groups = env.ref("social_care.group_social_care_agent")
    groups |= env.ref("social_care_api.group_social_care_api_user")
    start = len(team.user_ids)
    users = env["res.users"].create(
        [
            {
                "name": f"Desk {number}",
                "login": f"desk_{team.id}_{number}",
                "group_ids": [(4, group.id) for group in groups],
                "helpdesk_team_ids": [(4, team.id)],
            }
            for number in range(start, start + count)
        ]
    )
    env["social.care.agent"]._ensure_for_users(users)._refresh_shifts()
    until = fields.Datetime.now() + timedelta(days=1)
    keys = env["res.users.apikeys"]
    return [keys.with_user(user)._generate(None, "Bench", until) for user in users]


class Desk(threading.Thread):
    """One agent's desktop: next, read, note, close, until nothing is left."""

    def __init__(self, port, key, seed):
        super().__init__(daemon=True)
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {
            "Authorization": f"Bearer {key}",
            "Content-Type": "application/json",
        }
        self.random = random.Random(seed)
        self.taken, self.waits, self.odd = [], [], Counter()

    def ask(self, method, path, body=None):
        text = None if body is None else json.dumps(body)
        self.connection.request(method, BASE + path, text, self.headers)
        response = self.connection.getresponse()
        answer = json.loads(response.read())
        if response.status != 200:
            self.odd[f"{response.status} {answer.get('code')}"] += 1
        return answer

    def run(self):
        self.think(0, SECONDS)
        self.ask("PUT", "/agent/state", {"state": "available"})
        for _contact in range(CONTACTS):
            self.work()

    def work(self):
        started = time.perf_counter()
        ticket_id = self.ask("POST", "/agent/next", {}).get("ticket_id")
        self.waits.append(time.perf_counter() - started)
        if not ticket_id:
            return
        self.taken.append(ticket_id)
        self.ask("GET", f"/tickets/{ticket_id}")
        self.think(SECONDS / 2, SECONDS * 1.5)
        self.ask("POST", f"/tickets/{ticket_id}/notes", {"text": "Done."})
        self.ask("POST", f"/tickets/{ticket_id}/close", {})

    def think(self, shortest, longest):
        time.sleep(self.random.uniform(shortest, longest) / FASTER)


def measure(env, config, log):
    """:return: dict of figures"""
    team = make_team(env)
    keys = make_agents(env, team, AGENTS)
    make_tickets(env, team, AGENTS * CONTACTS)
    env.cr.commit()
    environment = {"ODOO_QUEUE_JOB_CHANNELS": acks.ONLY_ACKS}
    options = ("--workers=2",)
    with Server(config, env.cr.dbname, log, *options, **environment) as server:
        desks = [Desk(server.port, key, seed) for seed, key in enumerate(keys)]
        started = time.perf_counter()
        for desk in desks:
            desk.start()
        for desk in desks:
            desk.join()
        seconds = time.perf_counter() - started
    env.cr.rollback()
    env.invalidate_all()
    return summarize(desks, seconds) | count_violations(env, team)


def summarize(desks, seconds):
    taken = Counter(ticket for desk in desks for ticket in desk.taken)
    waits = quantiles((wait for desk in desks for wait in desk.waits), n=100)
    return {
        "seconds": seconds,
        "taken": len(taken),
        "double": sum(count - 1 for count in taken.values()),
        "odd": dict(sum((desk.odd for desk in desks), Counter())),
        **{f"p{part}": waits[part - 1] * 1000 for part in (50, 95, 99)},
    }


def count_violations(env, team):
    """How often an agent accepted more than their capacity of the medium."""
    works = env["social.care.work"].search([("team_id", "=", team.id)])
    spans = [
        (work.last_agent_id.id, work.first_accepted_at, work.closed_at)
        for work in works.filtered("first_accepted_at")
    ]
    lines = env.ref("social_care_routing.profile_usual").line_ids
    most = max(
        lines.filtered(lambda one: one.medium_id.code == "email").mapped("limit")
    )
    return {"over": sum(_count_at(spans, one) > most for one in spans)}


def _count_at(spans, span):
    agent, at, _end = span
    return sum(
        who == agent and start <= at and (not end or end > at)
        for who, start, end in spans
    )


def describe(crowd):
    odd = ", ".join(f"{code}: {count}" for code, count in crowd["odd"].items())
    return (
        f"{AGENTS} agents by REST, {CONTACTS} contacts each, two minutes of work on "
        f"each in a tenth of the time, two worker processes: {crowd['taken']} tickets "
        f"taken in {crowd['seconds']:.0f} s, {crowd['double']} of them twice, "
        f"{crowd['over']} times more than the capacity; other answers: "
        f"{odd or 'none'}. The next ticket came after p50 {crowd['p50']:.0f}, p95 "
        f"{crowd['p95']:.0f}, p99 {crowd['p99']:.0f} ms.\n"
    )
