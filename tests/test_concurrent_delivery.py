# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Delivery as networks do it: at least once, in any order, over many connections."""

import random
from collections import Counter
from tempfile import TemporaryFile

from ..bench.server import Server
from .delivered import DeliveredCase
from .pushing import Pusher, make_account, post, signed
from .storm import Storm

SEED = 19


class TestConcurrentDelivery(DeliveredCase):
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
                [("social_care_thread_ids.account_id", "=", account_id)]
            )
            self.assertEqual(tickets, mentions.ticket_id)
            self.assertEqual(len(tickets), 1)

    def test_five_thousand_events_as_networks_deliver_them(self):
        account_id, token = self.make_account("Storm")
        storm = Storm(random.Random(SEED))
        statuses = Pusher(self.server.port, token, 4).push(storm.requests)
        self.assertEqual(Counter(statuses), storm.statuses)
        self.wait_for_reading(account_id)
        self.assert_as_the_model_says(account_id, storm)
