# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import HttpCase, tagged

from odoo.addons.social_care.tests.contract import ContractCase
from odoo.addons.social_care.tools import errors

from .common import WebhookNetwork, signature_headers


@tagged("post_install", "-at_install")
class TestReplies(WebhookNetwork, ContractCase, HttpCase):
    """What goes to the tool over the wire."""

    def make_reply(self):
        notice = self.customer_posts("Where is my parcel?")
        self.hear(notice)
        mention = self.mention(notice)
        return self.env["social.care.reply"].create(
            {
                "thread_id": mention.thread_id.id,
                "mention_id": mention.id,
                "body": "Grüße & <b>bis bald</b> 🚲",
                "visibility": "public",
            }
        )

    def test_post_carries_what_the_readme_says(self):
        reply = self.make_reply()
        published = self.connector._publish(reply)
        self.assertEqual(published.external_id, "r1")
        self.assertEqual(published.url, "https://t.example/1")
        (sent,) = self.tool.posts.values()
        self.assertEqual(sent["key"], reply.record_key)
        self.assertEqual(sent["text"], reply.text)
        self.assertEqual(sent["visibility"], "public")
        self.assertEqual(sent["parent_id"], reply.mention_id.external_id)
        self.assertEqual(sent["thread_id"], reply.thread_id.external_id)

    def test_same_key_is_one_post(self):
        reply = self.make_reply()
        first, second = self.connector._publish(reply), self.connector._publish(reply)
        self.assertEqual(first.external_id, second.external_id)
        self.assertEqual(len(self.tool.posts), 1)
        keys = {headers["Idempotency-Key"] for _m, _p, headers in self.tool.requests}
        self.assertEqual(keys, {reply.record_key})

    def test_find(self):
        reply = self.make_reply()
        self.assertIs(self.connector._find_published(reply), False)
        self.connector._publish(reply)
        self.assertEqual(self.connector._find_published(reply).external_id, "r1")

    def test_find_where_the_address_has_a_query(self):
        reply = self.make_reply()
        self.account.reply_url += "?brand=northwind"
        with self.assertRaises(errors.AuthorizationLost):
            self.connector._find_published(reply)
        method, path, _headers = self.tool.requests[-1]
        self.assertEqual(method, "GET")
        self.assertTrue(path.endswith(f"?brand=northwind&key={reply.record_key}"))

    def test_wrong_secret_is_an_authorization_fault(self):
        reply = self.make_reply()
        self.account.webhook_secret = "another"
        with self.assertRaises(errors.AuthorizationLost):
            self.connector._publish(reply)
        with self.assertRaises(errors.AuthorizationLost):
            self.connector._find_published(reply)

    def test_delete(self):
        reply = self.make_reply()
        published = self.connector._publish(reply)
        self.connector._delete(self.account, published.external_id)
        self.assertFalse(self.tool.posts)

    def test_delete_what_is_gone(self):
        self.connector._delete(self.account, "r99")
        self.assertEqual(self.tool.requests[-1][0], "DELETE")

    def test_answer_without_an_id_that_is_one(self):
        reply = self.make_reply()
        for odd in ("", " ", None, [], ["r1"], {"id": "r1"}, True, 1.5, "r" * 501):
            self.tool.take = lambda key, post, odd=odd: {"id": odd}
            with self.assertRaises(errors.Ambiguous, msg=repr(odd)):
                self.connector._publish(reply)

    def test_an_id_can_be_a_number(self):
        self.tool.take = lambda key, post: {"id": 7}
        self.assertEqual(self.connector._publish(self.make_reply()).external_id, "7")

    def test_tool_is_away(self):
        reply = self.make_reply()
        self.tool.stop()
        with self.assertRaises(errors.Temporary):
            self.connector._publish(reply)

    def test_private_address_needs_leave(self):
        reply = self.make_reply()
        self.env["ir.config_parameter"].set_param(
            "social_care.allowed_private_hosts", ""
        )
        with self.assertRaises(errors.Rejected):
            self.connector._publish(reply)
        self.assertFalse(self.tool.requests)

    def test_reply_button_is_not_shown_without_address(self):
        reply = self.make_reply()
        self.account.reply_url = False
        panel = self.env["social.care.thread"].get_conversation(reply.thread_id.id)
        self.assertFalse(panel["can_reply"])
        self.assertTrue(panel["cannot_reply_reason"])

    def test_our_own_post_is_context(self):
        notice = self.customer_posts("We are open on Sunday")
        notice.payload["author"] = {"id": "northwind", "handle": "northwind"}
        self.hear(notice)
        mention = self.mention(notice)
        self.assertTrue(mention.is_own)
        self.assertFalse(mention.ticket_id)

    def test_failed_receipt_reaches_the_reply(self):
        reply = self.make_reply()
        reply.write({"state": "published", "external_id": "r1"})
        raw = (
            b'{"id": "r1", "kind": "receipt", "status": "failed", "reason": "Blocked"}'
        )
        response = self.push_raw(raw, signature_headers(raw))
        self.assertEqual(response.status_code, 200)
        self.ingest()
        self.assertEqual(reply.state, "failed")
        self.assertIn("Blocked", reply.error_message)
