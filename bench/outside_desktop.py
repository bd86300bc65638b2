# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What the skins of the API cost beside a bare route that calls the same method, and
whether a hundred agents get along.

Writes its part of docs/performance.md and prints it.
"""

import json
import os
import signal
import sys
import time
from statistics import median

from . import acks, agents, inside, page
from .server import Server

SCRIPT = "script/bench-outside-desktop"
RUNS = 3
NAMESPACE = "urn:social-care:api:v1"
ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"
LIMIT = "social_care_api.requests_per_minute"


class Reading:
    """A ticket is read, with its clocks, reasons and terms."""

    count = 150

    def __init__(self, path, key, body=None, media_type="application/json"):
        self.path, self.body = path, body
        self.headers = {
            "Authorization": f"Bearer {key}",
            "Content-Type": media_type,
        }

    def request(self, _post):
        return self.path, self.headers, self.body

    def stored(self):
        """Nothing is stored: as many as asked for were answered."""
        self.answered = getattr(self, "answered", -self.count) + self.count
        return self.answered


def main(database, config):
    inside.start(config)
    with inside.environment(database) as env, open(os.devnull, "w") as log:
        env["ir.config_parameter"].set_param(LIMIT, "999999")
        team = agents.make_team(env)
        ticket = agents.make_tickets(env, team, 1)
        (key,) = agents.make_agents(env, team, 1)
        peers = make_peers(ticket.id, key)
        env.cr.commit()
        runs = [measure(env, peers, config, log) for _run in range(RUNS)]
        crowd = agents.measure(env, config, log)
    text = describe(runs) + "\n" + agents.describe(crowd)
    page.write(text, SCRIPT)
    sys.stdout.write(text)


def make_peers(ticket_id, key):
    rpc = json.dumps({"ticket_id": ticket_id}).encode()
    soap = (
        f'<e:Envelope xmlns:e="{ENVELOPE}"><e:Body><GetWork xmlns="{NAMESPACE}">'
        f"<ticket_id>{ticket_id}</ticket_id></GetWork></e:Body></e:Envelope>"
    )
    return {
        "bare route with a key": Reading(f"/social_care_bench/work/{ticket_id}", key),
        "**REST**": Reading(f"/social_care/api/v1/tickets/{ticket_id}", key),
        "**SOAP**": Reading("/social_care/api/soap", key, soap.encode(), "text/xml"),
        "JSON-2": Reading("/json/2/social.care.service/get_work", key, rpc),
    }


def measure(env, peers, config, log):
    """:return: {words: figures}"""
    environment = {"ODOO_QUEUE_JOB_CHANNELS": acks.ONLY_ACKS}
    takings = {words: acks.Taking(peer, env.cr) for words, peer in peers.items()}
    with Server(config, env.cr.dbname, log, **environment) as server:
        for _ in range(acks.ROUNDS):
            for taking in takings.values():
                taking.go_on(server)
    return {words: taking.figures() for words, taking in takings.items()}


def describe(runs):
    bare = next(iter(runs[0]))
    rows = []
    for words in runs[0]:
        ratio = median(run[words]["p50"] / run[bare]["p50"] for run in runs)
        figures = [
            f"{median(run[words][name] for run in runs):.1f}"
            for name in ("p50", "p95", "per_second", "cpu_ms")
        ]
        rows.append((words, f"{ratio:.2f}", *figures))
    head = (
        "a ticket is read, over 4 connections",
        "× bare route (aims: REST 1.1, SOAP 1.5)",
        "p50 ms",
        "p95 ms",
        "a second",
        "CPU ms each",
    )
    return (
        "## Outside desktops\n\n"
        f"`{SCRIPT}`, {time.strftime('%Y-%m-%d')}, {page.processor()}, "
        f"{os.cpu_count()} cores; one process with threads, median of {len(runs)} "
        "runs, in each of which the peers take turns. All check the API key, which is "
        "4 to 6 ms of each.\n\n" + page.table(head, rows)
    )


# Whoever ends us wants the server that we started to end too.
signal.signal(signal.SIGTERM, signal.default_int_handler)
main(*sys.argv[1:])
