# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How many call notices a second are taken, beside a bare route that stores a row.

Writes its part of docs/performance.md and prints it.
"""

import json
import os
import signal
import sys
import time
from itertools import count
from statistics import median

from . import acks, inside, page
from .routes import Bare
from .server import Server

SCRIPT = "script/bench-call-notices"
RUNS = 3
USER, PASSWORD = "pbx", "bench"
AUTH = {"Authorization": "Basic cGJ4OmJlbmNo"}


class CallNotices:
    """Password checked, notice read, stored once, replied to."""

    count = 400

    def __init__(self, env, dialect):
        self.system = env["social.care.phone.system"].create(
            {
                "name": dialect,
                "binding": "push",
                "push_dialect": dialect,
                "push_user": USER,
                "push_password": PASSWORD,
            }
        )
        # A repetition would not be stored.
        self.numbers = count()

    def request(self, _post):
        said = {
            "event": "newCall",
            "direction": "in",
            "from": "48500100001",
            "to": "48221234567",
            "callId": f"c-{next(self.numbers)}",
            "user": ["21"],
        }
        headers = {"Content-Type": "application/json", **AUTH}
        path = f"/social_care/phone/{self.system.push_token}"
        return path, headers, json.dumps(said).encode()

    def stored(self):
        notices = self.system.env["social.care.phone.notice"]
        return notices.search_count([("system_id", "=", self.system.id)])


def main(database, config):
    inside.start(config)
    runs = []
    with inside.environment(database) as env, open(os.devnull, "w") as log:
        peers = {
            "bare route: one INSERT": Bare(env),
            "**Social Care**, generic": CallNotices(env, "generic"),
            "**Social Care**, sipgate.io": CallNotices(env, "sipgate"),
        }
        env.cr.commit()
        for _run in range(RUNS):
            runs.append(measure(env, peers, config, log))
    text = describe(runs)
    page.write(text, SCRIPT)
    sys.stdout.write(text)


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
        ratio = median(
            run[words]["per_second"] / run[bare]["per_second"] for run in runs
        )
        figures = [
            f"{median(run[words][name] for run in runs):.1f}"
            for name in ("per_second", "p50", "p95", "cpu_ms")
        ]
        rows.append((words, f"{ratio:.2f}", *figures))
    head = (
        "notices over 4 connections",
        "× bare route (aim: 0.8)",
        "a second",
        "p50 ms",
        "p95 ms",
        "CPU ms each",
    )
    return (
        "## Call notices\n\n"
        f"`{SCRIPT}`, {time.strftime('%Y-%m-%d')}, {page.processor()}, "
        f"{os.cpu_count()} cores; one process with threads, median of {len(runs)} "
        "runs, in each of which the peers take turns.\n\n" + page.table(head, rows)
    )


# Whoever ends us wants the server that we started to end too.
signal.signal(signal.SIGTERM, signal.default_int_handler)
main(*sys.argv[1:])
