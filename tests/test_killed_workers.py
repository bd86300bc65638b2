# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A worker dies in the middle of its work: nothing lost, nothing said twice."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

from odoo.addons.social_care.tools.values import Event

from .pushing import make_account, post
from .race import RaceCase

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
            replies = self.make_replies(env, 150)
            texts = set(replies.mapped("text"))
        self.kill_workers("send")
        with self.env() as env:
            replies = replies.with_env(env)
            self.assertEqual(set(replies.mapped("state")), {"published"})
            said = env["social.care.demo.post"].search(
                [("account_id", "=", replies.account_id.id), ("is_own", "=", True)]
            )
            self.assertEqual(Counter(said.mapped("text")), dict.fromkeys(texts, 1))
            self.assertEqual(
                set(replies.mapped("external_id")), set(said.mapped("uid"))
            )

    def make_replies(self, env, count):
        """Queued replies on the demo network, each in a conversation of its own."""
        account = env["social.care.account"].create(
            {"name": "Speaker", "network": "demo", "handle": "speaker"}
        )
        account._connect()
        people = env["social.care.demo.person"].create(
            {"name": "Customer", "handle": "customer-of-speaker"}
        )
        posts = env["social.care.demo.post"].create(
            [
                {
                    "account_id": account.id,
                    "person_id": people.id,
                    "text": f"@speaker question {number}",
                }
                for number in range(count)
            ]
        )
        for post_ in posts:
            post_._tell("post")
        while env["social.care.event"]._ingest_batch():
            pass
        mentions = env["social.care.mention"].search(
            [("account_id", "=", account.id), ("is_own", "=", False)]
        )
        self.assertEqual(len(mentions), count)
        replies = env["social.care.reply"].create(
            [
                {
                    "thread_id": mention.thread_id.id,
                    "mention_id": mention.id,
                    "body": f"answer to {mention.external_id}",
                    "visibility": "public",
                }
                for mention in mentions
            ]
        )
        replies.action_send()
        return replies
