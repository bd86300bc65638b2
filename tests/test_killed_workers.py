# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A worker dies in the middle of its work: nothing lost, nothing said twice."""

import subprocess
import sys
from pathlib import Path

from odoo.addons.social_care.tools.values import Event

from .pushing import make_account, post
from .race import RaceCase
from .speaking import assert_said_once, make_replies

WORKER = Path(__file__).parent / "worker.py"
KILLS = 25
SEED = 7


class TestKilledWorkers(RaceCase):
    def kill_workers(self, work):
        """Kill workers at their work, then let one finish."""
        command = [sys.executable, WORKER, self.config, self.database, work]
        done = subprocess.run(
            [*command, str(SEED), str(KILLS)],
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        self.assertEqual(done.returncode, 0, done.stderr[-2000:])
        self.assertGreaterEqual(int(done.stdout), 3, "too few died in the middle")

    def test_ingest_loses_nothing_and_makes_nothing_twice(self):
        count = 6000
        with self.env() as env:
            account = make_account(env, "Killed")
            events = [Event(f"post-{n}", "post", payload=post(n)) for n in range(count)]
            store = env["social.care.event"]
            store._store(account, store.stream_id, events, "webhook")
        self.kill_workers("ingest")
        with self.env() as env:
            account = account.with_env(env)
            mentions = env["social.care.mention"].search(
                [("account_id", "=", account.id)]
            )
            self.assertEqual(len(mentions), count)
            self.assertEqual(len(set(mentions.mapped("external_id"))), count)
            self.assertEqual(len(mentions.ticket_id), count)
            states = env["social.care.event"]._read_group(
                [("account_id", "=", account.id)], ["state"], ["__count"]
            )
            self.assertEqual(states, [("done", count)])

    def test_a_reply_is_said_once_however_often_its_worker_dies(self):
        with self.env() as env:
            replies = make_replies(env, 150)
        self.kill_workers("send")
        with self.env() as env:
            self.assertEqual(len(replies), 150)
            assert_said_once(self, replies.with_env(env))
