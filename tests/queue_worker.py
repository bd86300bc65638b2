# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Workers of the queue and people who change meanwhile, each a process of its own.

``python queue_worker.py CONFIG DATABASE WORK SEED SECONDS`` does WORK for so long:
``drain`` gives out what waits, ``unlocked`` does so without the lock that keeps workers
apart, ``people`` do what people do, ``killed`` drains and is killed (SIGKILL) in the
middle again and again. Prints what it did as JSON.
"""

import json
import os
import random
import signal
import sys
import time

from psycopg2 import OperationalError

import odoo.sql_db
from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tools import config

from odoo.addons.queue_job.exception import RetryableJobError


def main(config_file, database, work, seed, seconds):
    config.parse_config(["-c", config_file, "-d", database, "--log-level=critical"])
    registry = Registry(database)
    chance = random.Random(int(seed))
    end = time.monotonic() + float(seconds)
    sys.stdout.write(json.dumps(WORKS[work](registry, chance, end)))


def _in_transaction(registry, call):
    """As Odoo does for a person: a collision rolls back and tries again."""
    while True:
        try:
            with registry.cursor() as cr:
                result = call(api.Environment(cr, SUPERUSER_ID, {}))
                cr.flush()
                return result
        except OperationalError:
            time.sleep(0.01)


def _drain(registry, _chance, end):
    return _drain_by("_drain", registry, end)


def _unlocked(registry, _chance, end):
    """As if the lock that keeps workers apart were not there."""
    return _drain_by("_drain_batch", registry, end)


def _drain_by(method, registry, end):
    done = busy = 0
    while time.monotonic() < end:
        with registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            try:
                getattr(env["social.care.routing.drain"], method)()
                done += 1
            except RetryableJobError:
                busy += 1
        time.sleep(0.01)
    return {"done": done, "busy": busy}


def _killed(registry, chance, end):
    kills = 0
    odoo.sql_db.close_all()
    while time.monotonic() < end:
        worker = os.fork()
        if not worker:
            _drain(registry, chance, end)
            os._exit(0)
        time.sleep(chance.uniform(0.05, 0.5))
        os.kill(worker, signal.SIGKILL)
        _pid, status = os.waitpid(worker, 0)
        kills += os.WIFSIGNALED(status)
    return {"kills": kills}


# -- people --------------------------------------------------------------------


def _people(registry, chance, end):
    """Accept, let go, finish, take, go away and come back, at random."""
    counts = dict.fromkeys(PEOPLE, 0)
    while time.monotonic() < end:
        name = chance.choice(list(PEOPLE))
        counts[name] += _in_transaction(
            registry, lambda env, act=PEOPLE[name]: bool(act(env, chance))
        )
    return counts


def _accept(env, chance):
    work = _one_of(env, "offered", chance)
    return work and _try(lambda: _as_holder(work).accept(work.ids))


def _decline(env, chance):
    work = _one_of(env, "offered", chance)
    if work:
        _as_holder(work).decline(work.ids)
    return work


def _finish(env, chance):
    work = _one_of(env, "working", chance)
    closed = env["helpdesk.ticket.stage"].search([("closed", "=", True)], limit=1)
    work.ticket_id.with_context(tracking_disable=True).stage_id = closed
    return work


def _take(env, chance):
    agent = _one_agent(env, "available", chance)
    if not agent:
        return agent
    return env["social.care.agent"].with_user(agent.user_id).take_next()


def _leave(env, chance):
    agent = _one_agent(env, "available", chance)
    agent._set_state(chance.choice(["away", "offline", "after_work"]))
    return agent


def _return(env, chance):
    agent = _one_agent(env, "!available", chance)
    agent._set_state("available")
    return agent


def _one_of(env, state, chance):
    works = env["social.care.work"].search([("state", "=", state)], limit=50)
    return works.browse(chance.choice(works.ids)) if works else works


def _one_agent(env, state, chance):
    operator = "!=" if state.startswith("!") else "="
    agents = env["social.care.agent"].search(
        [
            ("state", operator, state.strip("!")),
            ("team_ids.social_care_routing_mode", "=", "offer"),
        ]
    )
    return agents.browse(chance.choice(agents.ids)) if agents else agents


def _as_holder(work):
    return work.with_user(work.user_id)


def _try(call):
    try:
        return call()
    except UserError:
        return None


PEOPLE = {
    "accept": _accept,
    "declined": _decline,
    "finish": _finish,
    "take": _take,
    "leave": _leave,
    "return": _return,
}
WORKS = {
    "drain": _drain,
    "unlocked": _unlocked,
    "killed": _killed,
    "people": _people,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
