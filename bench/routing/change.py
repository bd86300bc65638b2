# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""From a change to the offer that follows from it, committed."""

from time import monotonic, perf_counter, sleep

from ..server import Server
from .whole import drain

# After SETTLE seconds the server has done what the last change gave it to do.
TIMES, TIMEOUT, SETTLE = 30, 20, 1.5

_OFFERED = "SELECT count(*) FROM social_care_work WHERE user_id = %s"


def measure_agent_change(env, centre):
    """Seconds of the change and of the drain after it, with nothing in between."""
    return [_time_agent_change(env, agent) for agent in centre.pick_agents(TIMES)]


def measure_arrival(env, centre):
    """The same where people are free."""
    centre.clear()
    return [_time_arrival(env, centre) for _again in range(TIMES)]


def _time_agent_change(env, agent):
    """All that they had is done; they come back from a pause."""
    _clear_agent(env, agent)
    drain(env)
    begun = perf_counter()
    agent._set_state("available")
    drain(env)
    seconds = perf_counter() - begun
    assert _count(env, agent)
    return seconds


def _clear_agent(env, agent):
    """What they had is done; so nothing goes back, to lanes that the bench has not."""
    env.cr.execute(
        "UPDATE social_care_work SET state = 'done', user_id = NULL, agent_id = NULL"
        " WHERE agent_id = %s",
        [agent.id],
    )
    env.invalidate_all()
    agent._set_state("after_work")


def _count(env, agent):
    env.cr.execute(_OFFERED, [agent.user_id.id])
    return env.cr.fetchone()[0]


def _time_arrival(env, centre):
    """Somebody writes while people are free."""
    begun = perf_counter()
    ticket = env["helpdesk.ticket"].create(
        {
            "name": "Bench",
            "description": "",
            "team_id": centre.team.id,
            "user_id": False,
        }
    )
    drain(env)
    seconds = perf_counter() - begun
    assert ticket.social_care_work_ids.state == "offered"
    return seconds


def measure_jobs(env, centre, config, log):
    """The same change, with the drain as a job of a server that runs beside."""
    with Server(config, env.cr.dbname, log, "--load=base,web,queue_job"):
        sleep(5)
        return [_time_job(env, agent) for agent in centre.pick_agents(TIMES)]


def _time_job(env, agent):
    _clear_agent(env, agent)
    env.cr.commit()
    sleep(SETTLE)
    begun = monotonic()
    agent._set_state("available")
    env.cr.commit()
    while not _count(env, agent):
        env.cr.commit()
        if monotonic() > begun + TIMEOUT:
            raise TimeoutError("no offer came")
        sleep(0.005)
    return monotonic() - begun
