# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hmac
import json
import re
import time
from pathlib import Path

from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.social_care.tests.contract import ContractCase
from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.http import Response

from .common import SECRET, WebhookNetwork, signature_headers


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

    def test_second_signature_covers_time_method_address_and_body(self):
        """Checked with the lines of the readme."""
        reply = self.make_reply()
        self.connector._publish(reply)
        self.connector._find_published(reply)
        self.connector._delete(self.account, "r1")
        is_genuine = self.readme_function()
        for method, path, headers, body in self.tool.raw_requests:
            address = f"http://{self.tool.host}{path}".encode()
            said = [
                SECRET.encode(),
                headers["X-Social-Care-Timestamp"].encode(),
                method.encode(),
                address,
                body,
                headers["X-Social-Care-Signature-V2"],
            ]
            self.assertTrue(is_genuine(*said), method)
            self.assert_any_change_shows(is_genuine, said)
        methods = [method for method, *_rest in self.tool.raw_requests]
        self.assertEqual(methods, ["POST", "GET", "DELETE"])

    def assert_any_change_shows(self, is_genuine, said):
        moved = said[3].replace(b"/replies", b"/others")
        later = str(int(said[1]) + 1).encode()
        for place, other in ((1, later), (2, b"PUT"), (3, moved), (4, said[4] + b" ")):
            changed = [*said[:place], other, *said[place + 1 :]]
            self.assertFalse(is_genuine(*changed), place)

    def readme_function(self):
        usage = Path(__file__).parents[1] / "readme/USAGE.md"
        (code,) = re.findall(r"```python\n(.*?)```", usage.read_text(), re.DOTALL)
        names = {"hmac": hmac, "time": time}
        exec(code, names)
        return names["is_genuine"]

    def test_an_address_without_a_path_is_signed_with_one(self):
        reply = self.make_reply()
        self.account.reply_url = f"http://{self.tool.host}"
        self.connector._publish(reply)
        (_method, path, headers, body) = self.tool.raw_requests[-1]
        self.assertEqual(path, "/")
        address = f"http://{self.tool.host}/".encode()
        timestamp = headers["X-Social-Care-Timestamp"].encode()
        signature = headers["X-Social-Care-Signature-V2"]
        said = (SECRET.encode(), timestamp, b"POST", address, body, signature)
        self.assertTrue(self.readme_function()(*said))

    def test_an_address_that_is_none_is_said_to_be_none(self):
        reply = self.make_reply()
        self.account.reply_url = "http://[tool"
        with self.assertRaisesRegex(errors.Rejected, "not a valid address for replies"):
            self.connector._publish(reply)

    def test_an_id_that_is_none_is_no_publication(self):
        reply = self.make_reply()
        for odd in ("", None, ["r1"], {"id": 1}, True):
            self.tool.take = lambda key, post, odd=odd: {"id": odd}
            with self.assertRaises(errors.Ambiguous, msg=odd):
                self.connector._publish(reply)
        self.tool.take = lambda key, post: {"id": 7}
        self.assertEqual(self.connector._publish(reply).external_id, "7")

    def test_the_author_of_a_reply_reads_the_words_of_the_tool(self):
        """C2: a code of the tool goes before the status, whatever else it sends."""
        for body, kind, words in (
            ({"error": "recipient_unavailable"}, "recipient", "takes no replies"),
            (
                {"error": "recipient_unavailable", "message": "Left\0 town"},
                "recipient",
                "Left town",
            ),
            ({"error": "recipient_unavailable", "message": 7}, "recipient", "takes no"),
            ({"message": "No such person"}, "authorization", "No such person"),
            ({"error": ["recipient_unavailable"]}, "authorization", "HTTP 403"),
            (["recipient_unavailable"], "authorization", "HTTP 403"),
        ):
            answer = Response(403, {}, json.dumps(body).encode(), writes=True)
            with self.assertRaises(errors.ConnectorError) as caught:
                self.connector._raise_for_answer(answer)
            self.assertEqual(caught.exception.kind, kind, body)
            self.assertIn(words, str(caught.exception))

    def test_long_words_are_cut(self):
        for code in ("recipient_unavailable", "other"):
            body = {"error": code, "message": "x" * 100_000}
            answer = Response(400, {}, json.dumps(body).encode(), writes=True)
            with self.assertRaises(errors.Rejected) as caught:
                self.connector._raise_for_answer(answer)
            self.assertLess(len(str(caught.exception)), 600)

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
        self.tool.failure = "410"
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
        self.assertIn("no address for replies", panel["cannot_reply_reason"])
        self.assertTrue(panel["can_open_account"])
        agent = new_test_user(
            self.env, "far_from_setup", groups="social_care.group_social_care_agent"
        )
        self.team.user_ids = agent
        threads = self.env["social.care.thread"].with_user(agent)
        panel = threads.get_conversation(reply.thread_id.id)
        self.assertIn("no address for replies", panel["cannot_reply_reason"])
        self.assertFalse(panel["can_open_account"])

    def test_our_own_post_is_context(self):
        notice = self.customer_posts("We are open on Sunday")
        own_id = self.account.external_id
        notice.payload["author"] = {"id": own_id, "handle": "northwind"}
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
