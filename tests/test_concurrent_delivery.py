# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Delivery as networks do it: at least once, in any order, over many connections."""

import random
from collections import Counter
from tempfile import TemporaryFile

from ..bench.server import Server
from .pushing import Pusher, make_account, post, signed
from .race import RaceCase
from .storm import Storm

SEED = 19


class TestConcurrentDelivery(RaceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        log = cls.enterClassContext(TemporaryFile("w+"))
        server = Server(
            cls.config.fget(cls),
            cls.database,
            log,
            "--load=base,web,queue_job",
            ODOO_QUEUE_JOB_CHANNELS="root:2",
        )
        cls.server = cls.enterClassContext(server)

    def make_account(self, name):
        with self.env() as env:
            account = make_account(env, name)
            return account.id, account.webhook_token

    def wait_for_reading(self, account_id):
        domain = [("account_id", "=", account_id), ("state", "=", "new")]
        self.wait_until(
            lambda env: not env["social.care.event"].search_count(domain),
            "all events read",
        )

    def test_one_payload_over_eight_connections_makes_one_mention_and_one_ticket(self):
        account_id, token = self.make_account("Eight")
        pusher = Pusher(self.server.port, token, connections=8)
        statuses = pusher.push([signed(post("same"))] * 8)
        self.assertEqual(Counter(statuses), {200: 8})
        self.wait_for_reading(account_id)
        with self.env() as env:
            mentions = env["social.care.mention"].search(
                [("account_id", "=", account_id)]
            )
            self.assertEqual(len(mentions), 1)
            tickets = env["helpdesk.ticket"].search(
                [("social_thread_ids.account_id", "=", account_id)]
            )
            self.assertEqual(tickets, mentions.ticket_id)
            self.assertEqual(len(tickets), 1)

    def test_five_thousand_events_as_networks_deliver_them(self):
        account_id, token = self.make_account("Storm")
        storm = Storm(random.Random(SEED))
        statuses = Pusher(self.server.port, token, 4).push(storm.requests)
        self.assertEqual(Counter(statuses), storm.statuses)
        self.wait_for_reading(account_id)
        with self.env() as env:
            self.assert_same(self.mentions(env, account_id), storm.mentions)
            self.assert_same(self.earlier(env, account_id), storm.earlier)
            self.assertEqual(self.unknown(env, account_id), storm.unknown)
            self.assert_one_ticket_for_each_conversation(env, account_id)

    def assert_same(self, found, wanted):
        """As assertEqual, but shows only what differs."""
        wrong = {
            key: (found.get(key), wanted.get(key))
            for key in found.keys() | wanted.keys()
            if found.get(key) != wanted.get(key)
        }
        self.assertEqual(wrong, {})

    def mentions(self, env, account_id):
        mentions = env["social.care.mention"].search([("account_id", "=", account_id)])
        values = {m.external_id: (m.text, m.thread_id.external_id) for m in mentions}
        self.assertEqual(len(values), len(mentions))
        return values

    def assert_one_ticket_for_each_conversation(self, env, account_id):
        # One that all its answers have left stays behind, empty.
        threads = env["social.care.thread"].search(
            [("account_id", "=", account_id), ("mention_ids", "!=", False)]
        )
        tickets = env["helpdesk.ticket"].search(
            [("social_thread_ids.account_id", "=", account_id)]
        )
        self.assertEqual(len(threads.ticket_id), len(threads))
        self.assertEqual(tickets, threads.ticket_id)
        for thread in threads:
            self.assertLessEqual(thread.mention_ids.ticket_id, thread.ticket_id)

    def earlier(self, env, account_id):
        revisions = env["social.care.mention.revision"].search(
            [("mention_id.account_id", "=", account_id)]
        )
        return {r.mention_id.external_id: r.text for r in revisions}

    def unknown(self, env, account_id):
        events = env["social.care.event"].search(
            [("account_id", "=", account_id), ("kind", "=", "unknown")]
        )
        return set(events.mapped("external_id"))
