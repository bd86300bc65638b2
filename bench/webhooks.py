# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How many notifications a second are delivered, with a dead subscriber and without.

A real server with README's job configuration; the subscribers are this process. Writes
its part of docs/performance.md and prints it.
"""

import os
import signal
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from statistics import median

from . import inside, page
from .channels import readme_channels
from .server import Server

SCRIPT = "script/bench-webhooks"
RUNS, NOTIFICATIONS, TICKETS = 3, 10_000, 1_000
PATIENCE = 300
ALLOWED = "social_care.allowed_private_hosts"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # An answer is two writes: the second one would wait for the client's ACK.
    wbufsize = -1

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        if self.server.is_dead:
            self.server.over.wait(60)
            self.close_connection = True
            return
        self.server.note(self.headers["webhook-id"])
        self.send_response(204)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args):
        """Only figures are printed."""


class Subscriber(ThreadingHTTPServer):
    """Takes everything, or reads a request and says nothing."""

    daemon_threads = True

    def __init__(self, is_dead=False):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.is_dead, self.over = is_dead, threading.Event()
        self.heard = set()
        self.host = f"127.0.0.1:{self.server_port}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def note(self, key):
        self.heard.add(key)


def main(database, config):
    inside.start(config)
    load = os.getloadavg()[0]
    channels = {"ODOO_QUEUE_JOB_CHANNELS": readme_channels()}
    with inside.environment(database) as env, open(os.devnull, "w") as log:
        bench = Webhooks(env)
        with Server(config, database, log, "--load=base,web,queue_job", **channels):
            runs = [(bench.run(False), bench.run(True)) for _run in range(RUNS)]
    text = describe(runs, load)
    page.write(text, SCRIPT)
    sys.stdout.write(text)


class Webhooks:
    """Two subscribers that answer and a dead one."""

    def __init__(self, env):
        self.env = env
        self.subscribers = [Subscriber(), Subscriber(), Subscriber(is_dead=True)]
        hosts = ",".join(subscriber.host for subscriber in self.subscribers)
        env["ir.config_parameter"].set_param(ALLOWED, hosts)
        self.subscriptions = env["social.care.api.subscription"].create(
            [
                {
                    "name": subscriber.host,
                    "url": f"http://{subscriber.host}/hooks",
                    "user_id": env.ref("base.user_admin").id,
                }
                for subscriber in self.subscribers
            ]
        )
        env.cr.commit()

    def run(self, has_dead):
        """:return: notifications a second that those who answer got"""
        alive = self.subscribers[:2]
        for subscriber in alive:
            subscriber.heard.clear()
        self.subscriptions.delivery_ids.unlink()
        for subscription in self.subscriptions[: 2 + has_dead]:
            subscription.action_switch_on()
        count = self._tell(has_dead)
        self.env.cr.commit()
        begun = time.monotonic()
        while sum(len(one.heard) for one in alive) < count:
            if time.monotonic() - begun > PATIENCE:
                raise RuntimeError("Notifications were not delivered")
            time.sleep(0.05)
        seconds = time.monotonic() - begun
        self._stop()
        return count / seconds

    def _tell(self, has_dead):
        """A third of the notifications for each.

        :return: number of those for subscribers that answer
        """
        # pylint: disable=import-outside-toplevel
        from odoo.addons.social_care_api_events.tools.happening import Happening

        outbox = self.env["social.care.api.outbox"]
        told = [
            (
                self.subscriptions[number % 3].id,
                Happening(
                    "work.waiting",
                    self.env.company.id,
                    f"ticket/{number // 3 % TICKETS}",
                    None,
                    {"ticket_id": number // 3 % TICKETS, "state": "waiting"},
                ),
            )
            for number in range(NOTIFICATIONS)
        ]
        dead = self.subscriptions[2].id
        living = [row for row in told if row[0] != dead]
        outbox._insert(told if has_dead else living)
        return len(living)

    def _stop(self):
        """Leave nothing for the next run."""
        self.env.cr.rollback()
        self.subscriptions.action_switch_off()
        self.env.cr.commit()
        self.subscribers[2].over.set()
        time.sleep(1)
        self.subscribers[2].over.clear()


def describe(runs, load):
    ratio = median(dead / without for without, dead in runs)
    rows = [
        ("two that answer", f"{median(run[0] for run in runs):.0f}", "1.00"),
        ("and one that hangs", f"{median(run[1] for run in runs):.0f}", f"{ratio:.2f}"),
    ]
    head = ("subscribers", "delivered a second", "× without the dead one (aim: 0.9)")
    return (
        "## Webhooks\n\n"
        f"`{SCRIPT}`, {time.strftime('%Y-%m-%d')}, {page.processor()}, "
        f"{os.cpu_count()} cores; one process with threads and README's channels, "
        f"{NOTIFICATIONS:,} notifications for three subscribers about {TICKETS:,} "
        f"tickets; runs: {len(runs)}, median. When it began, the load of the machine "
        f"was {load:.0f}. The dead one reads a request and never answers.\n\n"
        + page.table(head, rows)
    )


# Whoever ends us wants the server that we started to end too.
signal.signal(signal.SIGTERM, signal.default_int_handler)
main(*sys.argv[1:])
