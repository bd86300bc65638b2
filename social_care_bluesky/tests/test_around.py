# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from odoo.tests import tagged

from .common import PUT, BlueskyCase
from .network import POST, Party, now, wait_for


@tagged("post_install", "-at_install")
class TestAround(BlueskyCase):
    """On the real network: what stands around a mention, late clocks, and people who
    go and come back."""

    def test_a_thread_of_eight_is_heard_whole(self):
        uris = [self.customer.post("1/8 a long story", to=self.brand)]
        for number in range(2, 9):
            uris.append(self.customer.post(f"{number}/8 and so on", parent=uris[-1]))
        self.hear(uris[-1])
        mentions = self.env["social.care.mention"].concat(*map(self.mention, uris))
        self.assertEqual(len(mentions), 8)
        self.assertEqual(len(mentions.thread_id), 1)
        self.assertEqual(len(mentions.ticket_id), 1)

    def test_the_post_above_a_mention_is_context(self):
        other = Party("other")
        above = other.post("My charger smokes!")
        mention = self.hear(self.customer.post("look!", to=self.brand, parent=above))
        self.assertEqual(self.mention(above).text, "My charger smokes!")
        self.assertTrue(self.mention(above).is_context)
        self.assertFalse(self.mention(above).ticket_id)
        self.assertEqual(self.mention(above).thread_id, mention.thread_id)
        self.assertEqual(mention.thread_id.profile_id.handle, self.customer.handle)

    def test_clocks_that_are_behind(self):
        moment = datetime.fromisoformat(now())
        times = [moment - timedelta(hours=hours) for hours in (2, 17, 20, 30)]
        times.append(moment.replace(year=2006))
        uris = [
            self.customer.post("late", to=self.brand, createdAt=time.isoformat())
            for time in times
        ]
        for uri in uris:
            self.assertTrue(self.hear(uri))

    def test_times_and_addresses_that_make_no_sense(self):
        """What the network's own check lets through."""
        good = self.customer.post("where is it?", to=self.brand)
        record = self.customer.record("I too", to=self.brand)
        record["createdAt"] = "9999-12-31T23:59:59-12:00"
        ends = {
            "uri": f"at://{self.customer.did}",
            "cid": self.customer.see(good)["cid"],
        }
        for odd in (record, {**record, "reply": {"root": ends, "parent": ends}}):
            self.customer.do(
                "com.atproto.repo.createRecord",
                repo=self.customer.did,
                collection=POST,
                record=odd,
                validate=False,
            )
        self.assertTrue(self.hear(good))
        self.assertTrue(self.hear(self.customer.post("anybody?", to=self.brand)))

    def test_whoever_deactivates_an_account_deletes_nothing(self):
        uri = self.customer.post("My charger smokes", to=self.brand)
        mention = self.hear(uri)
        later = datetime.fromisoformat(now()) + timedelta(days=30)
        self.customer.do(
            "com.atproto.server.deactivateAccount", deleteAfter=later.isoformat()
        )
        wait_for(lambda: not self.brand.look(uri))
        self.reconcile()
        self.assertFalse(mention.deleted_at)
        self.assertIn("My charger smokes", mention.text)
        self.assertTrue(mention.ticket_id.social_care_waiting_since)
        self.customer.do("com.atproto.server.activateAccount")
        wait_for(lambda: self.brand.look(uri))
        self.reconcile()
        self.assertIn("My charger smokes", mention.text)

    def reconcile(self):
        self.account._reconcile()
        self.env["social.care.event"]._ingest_batch()

    def test_a_reply_is_tagged_with_its_own_language_or_none(self):
        mention = self.hear(self.customer.post("pomocy", to=self.brand, langs=["en"]))
        thread = self.env["social.care.thread"].with_user(self.agent)
        body = "Bardzo nam przykro, proszę podać numer zamówienia."
        result = thread.post_reply(mention.thread_id.id, mention.id, body, "public", [])
        reply = self.env["social.care.reply"].browse(result["reply_id"])
        self.run_job(reply)
        self.assertEqual(reply.state, "published", reply.error_message)
        (record,) = self.brand.own_records()
        self.assertIn(record["value"].get("langs"), (None, ["pl"]))
        self.assertEqual(self.road.calls[PUT], 1)
