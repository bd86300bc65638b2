# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import TransactionCase, tagged

from odoo.addons.social_care.tests.contract import ContractCase

from .common import DemoNetwork


@tagged("post_install", "-at_install")
class TestDelivery(DemoNetwork, ContractCase, TransactionCase):
    """How the network brings what customers do, as the account's script says."""

    def say(self, delivery, text="Where is my parcel?", **kwargs):
        self.account.demo_delivery = delivery
        return self.post_of(self.customer_posts(text, **kwargs))

    def heard(self):
        return self.all_events().sorted("id").mapped("external_id")

    def test_normal(self):
        post = self.say("normal")
        self.assertEqual(self.heard(), [post.uid])
        self.assertEqual(post.notice_ids.state, "delivered")
        self.assertEqual(post.notice_ids.answer, "200 OK")

    def test_duplicate(self):
        post = self.say("duplicate")
        self.assertEqual(self.heard(), [post.uid])

    def test_disorder(self):
        first = self.say("disorder", "First")
        self.assertEqual(self.heard(), [])
        second = self.say("disorder", "Second")
        self.assertEqual(self.heard(), [second.uid, first.uid])

    def test_held_notices_are_delivered_when_order_returns(self):
        first = self.say("disorder", "First")
        second = self.say("normal", "Second")
        self.assertEqual(self.heard(), [first.uid, second.uid])

    def test_disorder_of_one_account_alone(self):
        self.say("disorder", "First")
        other = self.account.copy({"handle": "other", "webhook_secret": "s"})
        other.action_connect()
        other.demo_delivery = "disorder"
        self.account = other
        self.say("disorder", "Hello @other")
        self.assertEqual(self.heard(), [])

    def test_bad_signature(self):
        post = self.say("bad_signature")
        self.assertEqual(self.heard(), [])
        self.assertEqual(post.notice_ids.state, "refused")
        self.assertIn("401", post.notice_ids.answer)

    def test_without_secret_all_is_refused(self):
        self.account.webhook_secret = False
        post = self.say("normal")
        self.assertEqual(self.heard(), [])
        self.assertEqual(post.notice_ids.state, "refused")

    def test_held_is_found_by_polling_alone(self):
        post = self.say("held")
        self.assertEqual(self.heard(), [])
        self.account.stream_ids.filtered(lambda s: s.kind == "mentions")._poll()
        self.assertEqual(self.heard(), [post.uid])

    def test_held_is_counted_as_a_gap(self):
        mentions = self.account.stream_ids.filtered(lambda s: s.kind == "mentions")
        mentions._poll()
        mentions.last_poll_at = self.tick()
        self.say("held")
        mentions._poll()
        self.assertEqual(self.account.gap_count, 1)

    def test_posts_to_others_are_not_pushed(self):
        self.account.demo_delivery = "normal"
        post = self.env["social.care.demo.post"]._say(
            {
                "account_id": self.account.id,
                "person_id": self.person.id,
                "text": "Contract is a good name",
            }
        )
        self.assertFalse(post.addressed)
        self.assertEqual(post.notice_ids.state, "held")

    def test_edit_and_deletion_are_pushed(self):
        self.account.demo_delivery = "normal"
        self.hear_all_of_a_life()
        kinds = self.all_events().sorted("id").mapped("kind")
        self.assertEqual(kinds, ["post", "edit", "deletion"])

    def test_disorder_of_a_life_ends_the_same(self):
        self.account.demo_delivery = "disorder"
        notice = self.hear_all_of_a_life()
        self.say("normal", "Something else")
        self.ingest()
        self.assertTrue(self.mention(notice).deleted_at)
        self.assertFalse(self.mention(notice).text)

    def hear_all_of_a_life(self):
        notice = self.customer_posts("I am angry")
        self.customer_edits(notice, "I am furious")
        self.customer_deletes(notice)
        return notice
