# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The engine alone, on what the database would load."""

from dataclasses import replace
from statistics import median
from time import perf_counter

from odoo.addons.social_care_routing.tools.engine import Item, Snapshot

PASSES = 5


def measure_per_second(env, team):
    """Decisions a second with everything that waits in ``team``."""
    people = env["social.care.queue"]._search_agents()._build_people()
    lanes = env["social.care.lane"].search([("team_id", "=", team.id)])._build_lanes()
    env.cr.execute(
        "SELECT id, lane_id, relaxation_step, extract(epoch FROM rank_at)::float8"
        " FROM social_care_work WHERE state = 'waiting' AND team_id = %s",
        [team.id],
    )
    items = [Item(*row) for row in env.cr.fetchall()]
    return median(_run_pass(people, lanes, items) for _again in range(PASSES))


def _run_pass(people, lanes, items):
    some = [replace(person, doing=dict(person.doing)) for person in people]
    begun = perf_counter()
    decisions = Snapshot(some, lanes, items, 0).decide()
    return len(decisions) / (perf_counter() - begun)
