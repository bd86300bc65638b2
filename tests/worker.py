# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Workers that are killed in the middle of their work, again and again.

``python worker.py CONFIG DATABASE WORK SEED KILLS`` loads Odoo once, then forks one
worker after the other. Each is killed (SIGKILL) after a random time; the one after
the last kill is left alone. WORK is ``ingest``, ``send`` or ``hold``. Prints the
number of workers that were really killed in the middle.
"""

import os
import random
import signal
import sys
import time

from psycopg2 import OperationalError

import odoo.sql_db
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tools import config

SHORTEST, LONGEST = 0.02, 0.4
UNFINISHED = ("queued", "sending", "unknown")


def main(config_file, database, work, seed, kills):
    config.parse_config(["-c", config_file, "-d", database, "--log-level=error"])
    registry = Registry(database)
    odoo.sql_db.close_all()
    chance = random.Random(int(seed))
    killed = sum(_kill_one(registry, work, chance) for _ in range(int(kills)))
    os.waitpid(_start(registry, work), 0)
    sys.stdout.write(str(killed))


def _kill_one(registry, work, chance):
    worker = _start(registry, work)
    time.sleep(chance.uniform(SHORTEST, LONGEST))
    os.kill(worker, signal.SIGKILL)
    _pid, status = os.waitpid(worker, 0)
    return os.WIFSIGNALED(status)


def _start(registry, work):
    worker = os.fork()
    if not worker:
        WORKS[work](registry)
        os._exit(0)
    return worker


def _ingest(registry):
    with registry.cursor() as cr:
        events = api.Environment(cr, SUPERUSER_ID, {})["social.care.event"]
        # Each job is bounded in time and follows itself up.
        while events.search_count([("state", "=", "new")], limit=1):
            events._ingest()
            cr.rollback()


def _send(registry):
    """What the jobs do: each reply that is not finished gets its turn."""
    with registry.cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        domain = [("state", "in", UNFINISHED)]
        while replies := env["social.care.reply"].search(domain, order="id"):
            for reply in replies:
                reply._send()
                cr.commit()  # pylint: disable=invalid-commit


def _hold(registry):
    """What the jobs of incidents do. Others may be at the same ones."""
    left = True
    while left:
        with registry.cursor() as cr:
            left = _hold_some(api.Environment(cr, SUPERUSER_ID, {}))


def _hold_some(env):
    """Put some on their way and say what is; whether somebody is left."""
    approved = [("holding_approved_by_id", "!=", False)]
    incidents = env["social.care.incident"].search(approved)
    for incident in incidents:
        incident._send_holding()
    replies = list(env["social.care.reply"].search([("state", "in", UNFINISHED)]))
    random.shuffle(replies)
    for reply in replies:
        _say(reply)
    env.invalidate_all()
    return "sending" in incidents.mapped("holding_state")


def _say(reply):
    reply.invalidate_recordset(["state"])
    try:
        if reply.state in UNFINISHED:
            reply._send()
    except OperationalError:
        # A collision with another worker: the runner of jobs tries again.
        reply.env.cr.rollback()
        reply.env.invalidate_all()


WORKS = {"ingest": _ingest, "send": _send, "hold": _hold}

if __name__ == "__main__":
    main(*sys.argv[1:])
