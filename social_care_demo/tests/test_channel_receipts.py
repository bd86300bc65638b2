# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields

from odoo.addons.social_care.tools.values import Event, Published, Receipt

from .channel_reply_common import ReplyCase


class TestReceipts(ReplyCase):
    """What a network tells of delivery counts, whenever it comes.

    The demo network tells nothing of the kind; here it does.
    """

    def setUp(self):
        super().setUp()
        self.connector = type(self.env["social.care.connector.demo"])
        real = self.connector._parse

        def parse(connector, account, payload, kind):
            if kind == "receipt":
                return Receipt(**payload)
            return real(connector, account, payload, kind)

        self.startPatcher(patch.object(self.connector, "_parse", parse))

    def hear_receipt(self, external_id, status="failed"):
        payload = {"external_id": external_id, "status": status, "reason": "Blocked"}
        self.hear_at_once(Event(external_id, "receipt", status, payload))

    def send(self, reply, meanwhile):
        """Send while something happens between the network's taking and our writing
        that down."""
        real = self.connector._publish

        def publish(connector, said):
            published = real(connector, said)
            meanwhile(published)
            return published

        with patch.object(self.connector, "_publish", publish):
            self.run_job(reply)

    def test_a_failure_after_our_commit(self):
        reply = self.sent()
        self.hear_receipt(reply.external_id)
        self.assertEqual((reply.state, reply.error_message), ("failed", "Blocked"))
        self.assertEqual(self.thread.waiting_since, self.at(0))

    def test_a_failure_before_our_commit_is_not_dropped(self):
        reply = self.queued()
        key = reply.record_key
        self.send(reply, lambda published: self.hear_receipt(published.external_id))
        self.assertEqual((reply.state, reply.error_kind), ("failed", "receipt"))
        self.assertEqual(reply.error_message, "Blocked")
        self.assertNotEqual(reply.record_key, key)
        self.assertEqual(self.thread.waiting_since, self.at(0))
        self.assertTrue(reply.published_mention_id.deleted_at)
        self.assertIn("Blocked", self.notices_to(self.agent).body)

    def test_so_it_is_for_one_that_was_unclear_for_a_while(self):
        reply = self.sent("lost_answer")
        post = self.env["social.care.demo.post"].search(
            [("record_key", "=", reply.record_key)]
        )
        self.hear_receipt(post.uid)
        self.run_job(reply)
        self.assertEqual((reply.state, reply.error_kind), ("failed", "receipt"))

    def test_so_it_is_after_a_worker_died_before_it_looked(self):
        reply = self.queued()
        with patch.object(type(reply), "_take_early_receipts"):
            self.send(reply, lambda published: self.hear_receipt(published.external_id))
        self.assertEqual(reply.state, "published")
        self.run_job(reply)
        self.assertEqual(reply.state, "failed")

    def test_one_that_is_stored_and_not_read_yet_counts_once(self):
        """Its reader may see the reply only as it was before our commit."""
        reply = self.queued()

        def store(published):
            receipt = {"external_id": published.external_id, "status": "failed"}
            event = Event(published.external_id, "receipt", "", receipt)
            self.env["social.care.event"]._store(
                self.account, self.stream, [event], "webhook"
            )

        self.send(reply, store)
        self.assertEqual(reply.state, "failed")
        key = reply.record_key
        self.hear_at_once()
        self.assertEqual((reply.state, reply.record_key), ("failed", key))

    def test_a_receipt_of_success_changes_nothing(self):
        reply = self.queued()
        self.send(
            reply,
            lambda published: self.hear_receipt(published.external_id, "published"),
        )
        self.assertEqual(reply.state, "published")

    def test_an_old_failure_of_another_reply_with_this_id_is_another_s(self):
        reply = self.queued()
        with self.network("_publish", Published("reused")):
            self.run_job(reply)
        self.hear_receipt("reused")
        self.env["social.care.event"].search(
            [("external_id", "=", "reused")]
        ).received_at = fields.Datetime.now() - timedelta(hours=1)
        reply.with_user(self.agent).action_retry()
        with self.network("_publish", Published("reused")):
            self.run_job(reply)
        self.assertEqual(reply.state, "published")

    def test_a_reason_without_end_is_cut(self):
        reply = self.sent()
        receipt = Receipt(reply.external_id, "failed", "No " * 10_000)
        reply._take_receipts(self.account, [(self.env["social.care.event"], receipt)])
        self.assertLess(len(reply.error_message), 600)
