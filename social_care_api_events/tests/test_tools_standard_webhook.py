# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import json
import time

from standardwebhooks import Webhook, WebhookVerificationError

from odoo.tests import BaseCase

from ..tools.standard_webhook import (
    MOST_BYTES,
    PREFIX,
    make_body,
    make_headers,
    make_secret,
)

PAYLOAD = {
    "type": "work.offered",
    "timestamp": "2026-11-27T21:30:00Z",
    "data": {"n": 1},
}


class TestStandardWebhook(BaseCase):
    """The library of Standard Webhooks accepts what we sign."""

    def verify(self, body, headers, secret):
        return Webhook(secret).verify(body, headers)

    def test_the_library_reads_what_was_signed(self):
        secret, body = make_secret(), make_body(PAYLOAD, {})
        headers = make_headers((secret,), "a1", int(time.time()), body)
        self.assertEqual(self.verify(body, headers, secret), PAYLOAD)

    def test_while_the_secret_is_replaced_either_fits(self):
        old, new, other = make_secret(), make_secret(), make_secret()
        body = make_body(PAYLOAD, {})
        headers = make_headers((new, old), "a1", int(time.time()), body)
        for secret in (old, new):
            self.assertEqual(self.verify(body, headers, secret), PAYLOAD)
        with self.assertRaises(WebhookVerificationError):
            self.verify(body, headers, other)

    def test_another_body_id_or_time_does_not_fit(self):
        secret, body = make_secret(), make_body(PAYLOAD, {})
        now = int(time.time())
        headers = make_headers((secret,), "a1", now, body)
        for changed in (
            {"webhook-id": "a2"},
            {"webhook-timestamp": str(now + 1)},
            {"webhook-timestamp": str(now - 301)},
        ):
            with self.assertRaises(WebhookVerificationError):
                self.verify(body, {**headers, **changed}, secret)
        with self.assertRaises(WebhookVerificationError):
            self.verify(body + b" ", headers, secret)

    def test_a_secret_is_random_and_of_the_length_that_is_asked_for(self):
        secrets = {make_secret() for _number in range(50)}
        self.assertEqual(len(secrets), 50)
        for secret in secrets:
            self.assertTrue(secret.startswith(PREFIX))
            raw = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
            self.assertTrue(24 <= len(raw) <= 64)

    def test_words_are_left_out_where_they_are_too_long(self):
        words = {"text": "ż" * 3000}
        body = make_body(PAYLOAD, words)
        self.assertEqual(json.loads(body), {**PAYLOAD, "words": words})
        long = make_body(PAYLOAD, {"text": "\x00" * 3500})
        self.assertEqual(json.loads(long), PAYLOAD)
        self.assertLess(len(body), MOST_BYTES)

    def test_half_a_character_can_be_sent(self):
        json.loads(make_body(PAYLOAD, {"text": "\ud83d"}))
