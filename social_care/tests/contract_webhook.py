# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import time
from datetime import timedelta

from odoo.tools import mute_logger


class WebhookSteps:
    def assert_refused(self, raw, headers, status=401):
        response = self.push_raw(raw, headers)
        self.assertEqual(response.status_code, status, response.text)
        self.assertFalse(self.all_events())


class SignatureTests(WebhookSteps):
    """Who may push; skipped where nothing is pushed."""

    def test_webhook_signed_notice_is_stored_and_no_more(self):
        self.require_webhook()
        notice = self.customer_posts("Where is my parcel?")
        response = self.push([notice])
        self.assertLess(response.status_code, 300)
        self.assertEqual(self.events(notice).state, "new")
        self.assertFalse(self.mention(notice))

    def test_webhook_bad_signature(self):
        self.require_webhook()
        self.require(self.signs_body, "signature of the body")
        raw, headers = self.make_request([self.customer_posts("Hello")])
        self.assert_refused(raw, {**headers, **self.sign(raw + b" ")})

    def test_webhook_changed_body(self):
        self.require_webhook()
        self.require(self.signs_body, "signature of the body")
        raw, headers = self.make_request([self.customer_posts("Where is my parcel?")])
        self.assert_refused(raw.replace(b"parcel", b"refund"), headers)

    def test_webhook_missing_signature(self):
        self.require_webhook()
        notice = self.customer_posts("Hello")
        headers = self.headers_for([self.item_of(notice)])
        self.assert_refused(self.encode([notice]), headers)

    def test_webhook_signature_that_is_not_one(self):
        self.require_webhook()
        raw, headers = self.make_request([self.customer_posts("Hello")])
        for junk in ("", "sha256=", "\u00e9", "0" * 64, "9" * 5000):
            spoiled = dict.fromkeys(self.sign(raw), junk)
            self.assert_refused(raw, {**headers, **spoiled})

    def test_webhook_replayed_signature(self):
        self.require_webhook()
        self.require(self.signs_time, "time in its signature")
        notice = self.customer_posts("Hello")
        for shift in (-3600, 3600):
            request = self.make_request([notice], at=time.time() + shift)
            self.assert_refused(*request)

    def test_webhook_account_without_secret(self):
        self.require_webhook()
        raw, headers = self.make_request([self.customer_posts("Hello")])
        self.app.webhook_secret = False
        self.assert_refused(raw, headers)

    def test_webhook_replaced_secret_is_accepted_for_a_while(self):
        self.require_webhook()
        raw, headers = self.make_request([self.customer_posts("Hello")])
        self.app._replace_secret(24)
        self.assertLess(self.push_raw(raw, headers).status_code, 300)
        self.assertTrue(self.all_events())

    def test_webhook_replaced_secret_has_an_end(self):
        self.require_webhook()
        raw, headers = self.make_request([self.customer_posts("Hello")])
        self.app._replace_secret(24)
        ended = self.app.webhook_old_secret_until - timedelta(hours=25)
        self.app.webhook_old_secret_until = ended
        self.assert_refused(raw, headers)


class WebhookTests(WebhookSteps):
    """Codes and bad bodies; skipped where nothing is pushed."""

    def test_webhook_unknown_token(self):
        self.require_webhook()
        raw, headers = self.make_request([self.customer_posts("Hello")])
        self.app.webhook_token = "another-token"
        response = self.url_open(
            "/social_care/webhook/nobody", data=raw, headers=headers
        )
        self.assertEqual(response.status_code, 404)
        self.assertFalse(self.all_events())

    def test_webhook_body_over_the_limit(self):
        self.require_webhook()
        self.app.max_body_kb = 1
        raw = json.dumps({"text": "x" * 2048}).encode()
        self.assert_refused(raw, self.sign(raw), 413)

    def test_webhook_not_json(self):
        self.require_webhook()
        self.assert_refused(b"not json", self.sign(b"not json"), 400)

    def test_webhook_same_notice_twice(self):
        self.require_webhook()
        notice = self.customer_posts("Where is my parcel?")
        self.hear(notice, notice)
        self.push([notice, notice])
        self.ingest()
        self.assertEqual(len(self.events(notice)), 1)
        self.assertEqual(len(self.mention(notice).ticket_id), 1)

    def test_webhook_unknown_kind_is_kept(self):
        self.require_webhook()
        notice = self.strange_notice()
        self.assertEqual(self.push([notice]).status_code, 202)
        self.ingest()
        event = self.all_events()
        self.assertEqual((event.kind, event.state), ("unknown", "done"))
        self.assertTrue(event.payload)
        self.assertFalse(self.mention(notice))

    @mute_logger("odoo.addons.social_care.models.social_care_event_reading")
    def test_webhook_broken_notice_fails_alone(self):
        self.require_webhook()
        broken, good = self.broken_notice(), self.customer_posts("Hello there")
        self.assertLess(self.push([broken, good]).status_code, 300)
        self.ingest()
        self.assertTrue(self.mention(good).ticket_id)
        failed = self.all_events().filtered(lambda event: event.state == "failed")
        self.assertEqual(len(failed), 1)
        self.assertTrue(failed.error)
        self.assertTrue(failed.payload)
