# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Several workers give out work while people come and go, with real transactions."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo import SUPERUSER_ID, api
from odoo.tests import tagged
from odoo.tools import mute_logger

from . import queueing
from .race import RaceCase

PEOPLE, TICKETS, SECONDS = 30, 400, 10
WORKER = Path(__file__).with_name("queue_worker.py")


@tagged("post_install", "-at_install", "race")
class TestQueueRace(RaceCase):
    def setUp(self):
        super().setUp()
        with self.env() as env:
            env["helpdesk.ticket.team"].search(
                [("id", "!=", 0)]
            ).social_care_routing_mode = "manual"
            team = queueing.make_team(env, f"Race {self._testMethodName}")
            agents = queueing.make_people(env, team, PEOPLE, self._testMethodName)
            self.agents = agents.ids
            self.tickets = queueing.make_tickets(env, team, TICKETS).ids

    def start(self, work, seed):
        command = [sys.executable, str(WORKER), self.config, self.database]
        return subprocess.Popen(
            [*command, work, str(seed), str(SECONDS)], stdout=subprocess.PIPE
        )

    def run_all(self, *works):
        """What each did, when all are done."""
        started = [self.start(work, seed) for seed, work in enumerate(works)]
        return [json.loads(process.communicate(timeout=120)[0]) for process in started]

    def drain(self):
        with self.env() as env:
            env["social.care.routing.drain"]._drain()

    def assert_all_is_well(self):
        with self.env() as env:
            agents = env["social.care.agent"].browse(self.agents)
            self.assertFalse(queueing.over_capacity(agents))
            self.assertFalse(queueing.twice_offered(env))
            self.assertFalse(queueing.not_as_decided(env))
            works = env["social.care.work"].search([("ticket_id", "in", self.tickets)])
            self.assertEqual(len(works), TICKETS)
            self.assert_whose(works)

    def assert_whose(self, works):
        for work in works:
            owner = work.ticket_id.user_id
            with self.subTest(work=work.id, state=work.state):
                self.assertEqual(bool(owner), work.state not in ("waiting", "offered"))

    def finish_everything(self):
        """Everybody comes back and works until nothing is left."""
        for _round in range(100):
            self.drain()
            with self.env() as env:
                works = env["social.care.work"].search(
                    [("ticket_id", "in", self.tickets), ("state", "!=", "done")]
                )
                if not works:
                    return
                self.everybody_works(env, works)
        self.fail("something was forgotten")

    def everybody_works(self, env, works):
        works.refused = False
        agents = env["social.care.agent"].search([("state", "!=", "available")])
        agents._set_state("available")
        works.filtered(lambda w: w.state == "offered")._accept()
        closed = env["helpdesk.ticket.stage"].search([("closed", "=", True)], limit=1)
        mine = works.filtered(lambda w: w.state in ("working", "parked"))
        mine.ticket_id.with_context(tracking_disable=True).stage_id = closed

    def test_a_run_is_planned_for_the_moment_at_which_offers_end(self):
        self.drain()
        with self.env() as env:
            offered = env["social.care.work"].search([("state", "=", "offered")])
            first = min(offered.mapped("offer_until"))
            planned = env["queue.job"].search(
                [("method_name", "=", "_drain"), ("eta", "!=", False)]
            )
            self.assertEqual(planned.mapped("eta"), [first + timedelta(seconds=1)])

    def test_a_run_goes_on_until_nothing_more_can_be_given(self):
        module = "odoo.addons.social_care_routing.models.social_care_routing_drain"
        with patch(f"{module}.BATCH", 20):
            self.drain()
        with self.env() as env:
            offered = [("state", "=", "offered"), ("ticket_id", "in", self.tickets)]
            self.assertGreater(env["social.care.work"].search_count(offered), 20)
            self.assertFalse(env["social.care.routing.drain"]._drain_once())

    def test_a_ticket_that_two_find_at_once_waits_once(self):
        with self.env() as env:
            env["social.care.work"].search([]).unlink()
        with self.env() as first, self.registry.cursor() as cr:
            tickets = first["helpdesk.ticket"].browse(self.tickets)
            cr.execute("SELECT 1")  # The second has begun before the first is done.
            tickets._sync_social_care_work()
            first.cr.commit()
            second = api.Environment(cr, SUPERUSER_ID, {})
            with self.assertRaises(SerializationFailure), mute_logger("odoo.sql_db"):
                second["helpdesk.ticket"].browse(self.tickets)._sync_social_care_work()
        with self.env() as env:
            env["helpdesk.ticket"].browse(self.tickets)._sync_social_care_work()
            count = env["social.care.work"].search_count(
                [("ticket_id", "in", self.tickets)]
            )
            self.assertEqual(count, TICKETS)

    def test_workers_and_people_at_once_break_nothing_and_lose_nothing(self):
        *workers, first, second = self.run_all(
            "drain", "drain", "drain", "people", "people"
        )
        self.assertGreater(sum(worker["done"] for worker in workers), 10)
        for name in first:
            self.assertGreater(first[name] + second[name], 0, name)
        self.assert_all_is_well()
        self.finish_everything()

    def test_capacity_does_not_depend_on_the_lock_between_workers(self):
        """PostgreSQL refuses what two workers would give to one person at once."""
        first, second, _people = self.run_all("unlocked", "unlocked", "people")
        self.assertGreater(first["done"] + second["done"], 10)
        self.assert_all_is_well()

    def test_a_worker_that_is_killed_leaves_nothing_half_done(self):
        killed, _worker, _people = self.run_all("killed", "drain", "people")
        self.assertGreater(killed["kills"], 5)
        self.assert_all_is_well()
        self.finish_everything()

    def test_an_agent_who_is_seen_twice_at_once_is_seen(self):
        with self.env() as first, self.env() as second:
            for env in (first, second):
                env["social.care.agent.presence"].search_count([])
            for env in (second, first):
                agent = env["social.care.agent"].browse(self.agents[:1])
                agent._mark_seen()
                env.cr.commit()
            presence = first["social.care.agent.presence"]
            found = presence.search_count([("agent_id", "in", self.agents)])
            self.assertEqual(found, 1)
