# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Delivery as networks do it: at least once, in any order, over many connections."""

import random
from collections import Counter
from tempfile import TemporaryFile

from ..bench.server import Server
from .pushing import Pusher, make_account, post, signed
from .race import RaceCase

EVENTS = 5000
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
            self.assertEqual(self.texts(env, account_id), storm.texts)
            self.assertEqual(self.earlier(env, account_id), storm.earlier)
            self.assertEqual(self.tickets(env, account_id), len(storm.texts))
            self.assertEqual(self.unknown(env, account_id), storm.unknown)

    def texts(self, env, account_id):
        mentions = env["social.care.mention"].search([("account_id", "=", account_id)])
        texts = {mention.external_id: mention.text for mention in mentions}
        self.assertEqual(len(texts), len(mentions))
        return texts

    def earlier(self, env, account_id):
        revisions = env["social.care.mention.revision"].search(
            [("mention_id.account_id", "=", account_id)]
        )
        return {r.mention_id.external_id: r.text for r in revisions}

    def tickets(self, env, account_id):
        return env["helpdesk.ticket"].search_count(
            [("social_thread_ids.account_id", "=", account_id)]
        )

    def unknown(self, env, account_id):
        events = env["social.care.event"].search(
            [("account_id", "=", account_id), ("kind", "=", "unknown")]
        )
        return set(events.mapped("external_id"))


class Storm:
    """5,000 deliveries and, as plain values, what must be there afterwards.

    10 % duplicates (half of them right behind the original, on another connection),
    5 % disorder, 2 % edits, 1 % of an unknown kind, 1 % badly signed.
    """

    def __init__(self, chance):
        self.chance = chance
        self.texts, self.earlier, self.unknown = {}, {}, set()
        self.statuses = Counter()
        notices = self._posts() + self._edits() + self._strange()
        self.requests = [self._request(notice) for notice in self._deliver(notices)]
        self._add_forged()

    def _posts(self):
        notices = [post(number) for number in range(EVENTS * 86 // 100)]
        self.texts = {notice["id"]: notice["text"] for notice in notices}
        return notices

    def _edits(self):
        edits = []
        for external_id in self.chance.sample(sorted(self.texts), EVENTS * 2 // 100):
            number = external_id.removeprefix("post-")
            edit = post(
                number,
                kind="edit",
                text=f"@brand parcel number {number} came",
                edited_at="2026-01-01T11:00:00Z",
            )
            self.earlier[external_id] = self.texts[external_id]
            self.texts[external_id] = edit["text"]
            edits.append(edit)
        return edits

    def _strange(self):
        strange = [post(f"s{n}", kind="poll_vote") for n in range(EVENTS // 100)]
        self.unknown = {notice["id"] for notice in strange}
        return strange

    def _deliver(self, notices):
        """Out of order and more than once."""
        order = list(notices)
        for _ in range(EVENTS * 5 // 100):
            order.insert(
                self.chance.randrange(len(order)),
                order.pop(self.chance.randrange(len(order))),
            )
        repeated = self.chance.sample(order, EVENTS // 10)
        for notice in repeated[: len(repeated) // 2]:
            order.insert(order.index(notice) + 1, notice)
        for notice in repeated[len(repeated) // 2 :]:
            order.insert(self.chance.randrange(len(order)), notice)
        return order

    def _request(self, notice):
        self.statuses[202 if notice["kind"] == "poll_vote" else 200] += 1
        return signed(notice)

    def _add_forged(self):
        for number in range(EVENTS // 100):
            forged = signed(post(f"forged-{number}"), secret="not the secret")
            self.requests.insert(self.chance.randrange(len(self.requests)), forged)
            self.statuses[401] += 1
