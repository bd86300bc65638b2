# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How many notices a second are taken, and how long each waits for its answer."""

from itertools import chain
from statistics import quantiles

from . import content, load
from .cost import Cost
from .routes import Bare, SocialCare, TelegramGateway
from .server import Server

ROUNDS = 6
ONLY_ACKS = "root:0"
# Keys of the figures, with Odoo's options and the job channels of that server.
SERVERS = {
    "threaded": ((), ONLY_ACKS),
    "prefork": (("--workers=2",), ONLY_ACKS),
    "jobs": ((), "root:2"),
}


def measure(env, config, log):
    """{(server, peer): figures}"""
    peers = [Bare(env), SocialCare(env), TelegramGateway(env)]
    env.cr.commit()
    return {
        (name, type(peer).__name__): figures
        for name in SERVERS
        for peer, figures in _measure_server(env, config, log, name, peers)
    }


def _measure_server(env, config, log, name, peers):
    options, channels = SERVERS[name]
    environment = {"ODOO_QUEUE_JOB_CHANNELS": channels}
    if name == "jobs":
        peers = [peer for peer in peers if isinstance(peer, SocialCare)]
    takings = [Taking(peer, env.cr) for peer in peers]
    with Server(config, env.cr.dbname, log, *options, **environment) as server:
        for _ in range(ROUNDS):
            for taking in takings:
                taking.go_on(server)
    return [(taking.peer, taking.figures()) for taking in takings]


class Taking:
    """What one peer takes, in rounds with the others: who starts first has cold
    caches, and the machine may have better and worse moments. The first round is only
    to warm up."""

    def __init__(self, peer, cr):
        self.peer, self.cr = peer, cr
        self.rounds = []

    def go_on(self, server):
        posts = content.posts(self.peer.count)
        requests = [self.peer.request(post) for post in posts]
        before = self._stored()
        with Cost(self.cr, server.process.pid) as cost:
            seconds, answers = load.deliver(server.port, requests)
        assert {status for status, _wait in answers} == {200}
        assert self._stored() - before == self.peer.count
        waits = [wait for _status, wait in answers]
        self.rounds.append((seconds, cost.seconds, waits))

    def figures(self):
        seconds, cpu, waits = zip(*self.rounds[1:], strict=True)
        waits = sorted(chain(*waits))
        parts = quantiles(waits, n=100)
        return {
            "per_second": len(waits) / sum(seconds),
            "cpu_ms": sum(cpu) / len(waits) * 1000,
            **{f"p{part}": parts[part - 1] * 1000 for part in (50, 95, 99)},
        }

    def _stored(self):
        self.cr.rollback()
        return self.peer.stored()
