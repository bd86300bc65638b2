# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import logging
import random
import string
import time
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from odoo.tests import HttpCase

from odoo.addons.social_care.tools.values import Request

from ..tools import signatures
from .channel_common import ChannelCase

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(10**30), 10**30)
    | st.floats()
    | st.text(st.characters(codec=None), max_size=20)
)
names = st.sampled_from(
    ["event", "id", "at", "post", "revision", "author", "text", "notices", "root", "x"]
)
trees = st.recursive(
    scalars,
    lambda node: st.lists(node, max_size=4) | st.dictionaries(names, node, max_size=5),
    max_leaves=20,
)
quiet = settings(max_examples=150, suppress_health_check=list(HealthCheck))


class WebhookCase(ChannelCase):
    """Somebody who knows the account's secret sends whatever they like."""

    def signed(self, raw, at=None):
        return signatures.make_headers(self.account.webhook_secret, raw, at)

    def receive(self, raw):
        request = Request(headers=self.signed(raw), raw=raw)
        answer = self.account.app_id._receive_webhook(request)
        return answer.status, answer.body

    def status(self, payload):
        return self.receive(json.dumps(payload).encode())[0]

    def events(self):
        return self.env["social.care.event"].search(
            [("account_id", "=", self.account.id)]
        )


class TestBodies(WebhookCase):
    """Whatever is signed is stored or refused, never an error of ours."""

    @quiet
    @given(trees)
    def test_no_signed_json_breaks_storing_or_reading(self, tree):
        with self.env.cr.savepoint() as savepoint:
            self.assertIn(self.status(tree), (200, 202, 400), tree)
            self.hear_at_once()
            self.assertNotIn("new", self.events().mapped("state"))
            savepoint.rollback()

    @quiet
    @given(st.binary(max_size=200))
    def test_no_signed_bytes_break_storing(self, raw):
        with self.env.cr.savepoint() as savepoint:
            self.assertIn(self.receive(raw)[0], (200, 202, 400), raw)
            savepoint.rollback()

    def test_deep_nesting_is_refused_or_stored(self):
        for depth in (100, 500, 900, 950, 980, 1000, 5000, 100_000):
            for leaf in ("1", '"\\u0000"'):
                raw = ("[" * depth + leaf + "]" * depth).encode()
                self.assertIn(self.receive(raw)[0], (200, 202, 400), depth)

    def test_a_notice_that_is_nested_too_deep_is_refused_in_words(self):
        for depth in (900, 100_000):
            payload = b"[" * depth + b"]" * depth
            raw = b'{"event": "typing", "id": "deep", "x": %s}' % payload
            status, words = self.receive(raw)
            self.assertEqual(status, 400)
            self.assertIn("100 levels", words)
        self.assertFalse(self.events())

    def test_more_notices_than_one_request_may_have_are_refused_with_a_hint(self):
        notices = [{"event": "typing", "id": f"t{n}"} for n in range(1001)]
        for payload in ({"notices": notices}, notices, {"notices": [1] * 100_000}):
            status, words = self.receive(json.dumps(payload).encode())
            self.assertEqual(status, 413)
            self.assertIn("At most 1000", words)
        self.assertFalse(self.events())
        self.assertEqual(self.status({"notices": notices[:1000]}), 202)
        self.assertEqual(len(self.events()), 1000)

    def test_a_connector_that_finds_more_than_there_may_be_is_refused_too(self):
        item = self.post("a").payload
        demo = type(self.env["social.care.connector.demo"])
        parts = {None: [item] * 1001}
        with patch.object(demo, "_split_by_account", return_value=parts):
            self.assertEqual(self.status({"entry": {"changes": []}}), 413)

    def test_an_id_of_any_length_is_stored(self):
        letters = random.Random(7)
        for length in (255, 3000, 100_000):
            uid = "".join(letters.choices(string.ascii_letters, k=length))
            payload = {**self.post("a").payload, "id": uid}
            self.assertEqual(self.status(payload), 200, length)
        self.assertEqual(len(self.events()), 3)

    def test_ids_of_any_length_are_told_apart(self):
        base = "".join(random.Random(7).choices(string.ascii_letters, k=9000))
        for end in ("a", "b"):
            self.status({**self.post("a").payload, "id": base + end})
        self.assertEqual(len(self.events()), 2)

    def test_a_notice_must_be_an_object(self):
        for payload in (None, True, 7, "text"):
            self.assertEqual(self.status(payload), 400, payload)
        self.assertFalse(self.events())

    def test_numbers_that_json_does_not_have_are_no_json(self):
        for word in (b"NaN", b"Infinity", b"1e999"):
            self.assertEqual(self.receive(b'{"id": "a", "n": %s}' % word)[0], 400)

    def test_an_unknown_kind_is_stored_and_said_to_be_unknown(self):
        self.assertEqual(self.status({"event": "typing", "id": "t"}), 202)
        self.assertEqual(self.events().kind, "unknown")

    def test_an_unknown_kind_beside_a_known_one_is_ok(self):
        notices = [{"event": "typing", "id": "t"}, self.post("a").payload]
        self.assertEqual(self.status({"notices": notices}), 200)
        self.assertEqual(len(self.events()), 2)

    def test_an_empty_notice_is_kept_once(self):
        for _ in range(2):
            self.assertEqual(self.status({}), 202)
        self.assertEqual(len(self.events()), 1)

    def test_nothing_is_read_before_the_answer(self):
        self.status(self.post("a").payload)
        self.assertEqual(self.events().state, "new")
        self.assertFalse(self.mention("a"))


class TestAddress(WebhookCase, HttpCase):
    """What the address answers, over HTTP."""

    def send(self, raw=b"{}", token=None, headers=None, **kw):
        token = self.account.webhook_token if token is None else token
        headers = self.signed(raw) if headers is None else headers
        headers = {"Content-Type": "application/json", **headers}
        url = f"/social_care/webhook/{token}"
        return self.url_open(url, data=raw, headers=headers, method="POST", **kw)

    def body(self, uid="a"):
        return json.dumps(self.post(uid).payload).encode()

    def assert_status(self, status, **kw):
        response = self.send(**kw)
        self.assertEqual(response.status_code, status, response.text)
        self.assertIn("text/plain", response.headers["Content-Type"])
        self.env.invalidate_all()

    def test_a_good_notice_is_200_and_stored(self):
        self.assert_status(200, raw=self.body())
        self.assertEqual(self.events().external_id, "a")

    def test_an_unknown_kind_is_202(self):
        self.assert_status(202, raw=b'{"event": "typing", "id": "t"}')

    def test_a_body_that_is_not_json_is_400(self):
        for raw in (b"", b"hello", b"[", b"7"):
            self.assert_status(400, raw=raw)

    def test_a_bad_signature_is_401(self):
        raw = self.body()
        old = self.signed(raw, at=time.time() - 3600)
        for headers in ({}, self.signed(b"other"), old):
            self.assert_status(401, raw=raw, headers=headers)
        self.assertFalse(self.events())

    def test_a_new_secret_counts_at_once(self):
        raw = self.body()
        headers = self.signed(raw)
        self.assert_status(200, raw=raw)
        self.account.webhook_secret = "changed"
        self.assert_status(401, raw=raw, headers=headers)
        self.assert_status(200, raw=raw)

    def test_an_account_without_a_secret_refuses_all(self):
        self.account.webhook_secret = False
        raw = self.body()
        headers = signatures.make_headers("", raw)
        self.assert_status(401, raw=raw, headers=headers)

    def test_no_such_address_is_404(self):
        for token in ("nobody", "%00", "%ff", "a" * 3000, "' OR 1=1 --"):
            self.assert_status(404, token=token, headers={})

    def test_a_new_address_counts_at_once_and_the_old_no_more(self):
        old = self.account.webhook_token
        self.account.webhook_token = "new-token"
        self.assert_status(404, raw=self.body(), token=old)
        self.assert_status(200, raw=self.body(), token="new-token")

    def test_an_archived_account_has_no_address(self):
        self.assert_status(200, raw=self.body())
        self.account.active = False
        self.assert_status(404, raw=self.body("b"))

    def test_a_paused_account_loses_nothing(self):
        self.account.action_pause()
        self.assert_status(200, raw=self.body())
        self.assertTrue(self.events())

    def test_the_limit_itself_is_taken_and_more_is_413(self):
        self.account.max_body_kb = 1
        base = self.body()[:-1] + b', "x": "%s"}'
        raw = base % (b"y" * (1024 - len(base) + 2))
        self.assertEqual(len(raw), 1024)
        self.assert_status(200, raw=raw)
        self.assert_status(413, raw=base % (b"y" * 1024))
        self.assertEqual(len(self.events()), 1)

    def test_the_access_log_does_not_tell_the_address(self):
        with self.assertLogs("werkzeug", logging.INFO) as logs:
            self.assert_status(200, raw=self.body())
        lines = [line for line in logs.output if "/social_care/webhook/" in line]
        self.assertTrue(lines)
        self.assertNotIn(self.account.webhook_token, "".join(lines))

    def ask(self, method):
        raw = self.body()
        url = f"/social_care/webhook/{self.account.webhook_token}"
        return self.url_open(url, data=raw, headers=self.signed(raw), method=method)

    def test_head_and_options_store_nothing(self):
        """Even with the body and the signature of a good notice."""
        head, options = self.ask("HEAD"), self.ask("OPTIONS")
        self.assertEqual((head.status_code, head.content), (404, b""))
        self.assertEqual(options.status_code, 204)
        self.assertEqual(
            set(options.headers["Allow"].split(", ")),
            {"GET", "HEAD", "OPTIONS", "POST"},
        )
        self.env.invalidate_all()
        self.assertFalse(self.events())

    def test_a_large_body_is_413_signed_or_not(self):
        self.account.max_body_kb = 1
        self.assert_status(413, raw=b"x" * 5000, headers={})

    def test_get_is_404(self):
        response = self.url_open(f"/social_care/webhook/{self.account.webhook_token}")
        self.assertEqual(response.status_code, 404)

    def test_other_methods_are_refused(self):
        for method in ("PUT", "DELETE"):
            response = self.url_open(
                f"/social_care/webhook/{self.account.webhook_token}", method=method
            )
            self.assertEqual(response.status_code, 405)

    def test_a_body_is_read_as_it_came_without_a_type(self):
        for number, kind in enumerate(("text/plain", "application/octet-stream", "")):
            raw = self.body(f"a{number}")
            headers = {**self.signed(raw), "Content-Type": kind}
            self.assert_status(200, raw=raw, headers=headers)

    def test_json_that_is_sent_as_a_form_is_refused(self):
        raw = self.body()
        kind = "application/x-www-form-urlencoded"
        headers = {**self.signed(raw), "Content-Type": kind}
        self.assert_status(400, raw=raw, headers=headers)

    def test_no_session_is_begun(self):
        response = self.send(self.body())
        self.assertNotIn("session_id", response.cookies)

    def test_an_answer_tells_nothing_of_the_account(self):
        words = self.send(self.body(), headers={}).text
        for secret in (self.account.webhook_secret, self.account.name):
            self.assertNotIn(secret, words)
