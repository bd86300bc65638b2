# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How many notices a second are taken, and how long each waits for its answer."""

from statistics import quantiles
from time import perf_counter

from . import content, load
from .cost import Cost
from .routes import Bare, SocialCare, TelegramGateway
from .server import Server

WARM_UP = 20
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
    database = env.cr.dbname
    environment = {"ODOO_QUEUE_JOB_CHANNELS": channels}
    if name == "jobs":
        peers = [peer for peer in peers if isinstance(peer, SocialCare)]
    with Server(config, database, log, *options, **environment) as server:
        return [(peer, _measure_peer(env.cr, server, peer)) for peer in peers]


def _measure_peer(cr, server, peer):
    load.deliver(server.port, _requests(peer, WARM_UP))
    before = _stored(cr, peer)
    requests = _requests(peer, peer.count)
    with Cost(cr, server.process.pid) as cost:
        started = perf_counter()
        answers = load.deliver(server.port, requests)
        wall = perf_counter() - started
    assert {status for status, _seconds in answers} == {200}
    assert _stored(cr, peer) - before == peer.count
    waits = quantiles((seconds for _status, seconds in answers), n=100)
    return {
        "per_second": peer.count / wall,
        "cpu_ms": cost.seconds / peer.count * 1000,
        **{f"p{part}": waits[part - 1] * 1000 for part in (50, 95, 99)},
    }


def _requests(peer, count):
    return [peer.request(post) for post in content.posts(count)]


def _stored(cr, peer):
    cr.rollback()
    return peer.stored()
