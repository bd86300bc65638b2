# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
from unittest.mock import patch

from odoo.tests import HttpCase

from odoo.addons.social_care.tools import bodies, errors
from odoo.addons.social_care.tools.values import Answer, Request

from ..tools import signatures, wire
from .test_channel_app import AppCase


class TestBodies(AppCase):
    """C6: bodies that are not JSON."""

    def test_forms_and_xml_are_heard(self):
        for number, body in enumerate(wire.TYPES):
            entry = self.entry("page-1", f"<{body}> & {number}")
            self.assertEqual(self.receive(entry, body=body).status, 200, body)
        self.assertEqual(len(self.heard(self.account)), 3)

    def test_a_body_that_is_something_else_is_refused(self):
        for body in wire.TYPES:
            for raw in (b"", b"\xff", b"payload=7", b"<demo/>", b"<!DOCTYPE a><a/>"):
                headers = signatures.make_headers(self.app.webhook_secret, raw)
                headers["content-type"] = wire.TYPES[body]
                request = Request(headers=headers, raw=raw)
                answer = self.app._receive_webhook(request)
                self.assertEqual(answer.status, 400, (body, raw))


class TestAddress(AppCase, HttpCase):
    """C4, C6: challenges, forms and answers over HTTP."""

    def send(self, raw, body="json", **kw):
        headers = {
            **signatures.make_headers(self.app.webhook_secret, raw),
            "Content-Type": wire.TYPES[body],
        }
        return self.url_open(self.path(), data=raw, headers=headers, **kw)

    def path(self):
        return f"/social_care/webhook/{self.app.webhook_token}"

    def test_a_get_challenge_is_answered_to_who_knows_the_token(self):
        ask = f"{self.path()}?challenge=1158201444&token="
        answer = self.url_open(ask + self.app.verify_token)
        self.assertEqual((answer.status_code, answer.text), (200, "1158201444"))
        self.assertIn("text/plain", answer.headers["Content-Type"])
        for token in ("", "other"):
            self.assertEqual(self.url_open(ask + token).status_code, 404)

    def test_an_app_without_a_token_answers_nobody(self):
        self.app.verify_token = False
        ask = f"{self.path()}?challenge=1&token="
        self.assertEqual(self.url_open(ask).status_code, 404)

    def test_a_get_challenge_that_is_refused_is_no_fault(self):
        """C4: X and LinkedIn answer with a signature, for which there is no secret."""
        connector = type(self.env["social.care.connector.demo"])
        for error, status in (
            (errors.Rejected("No secret"), 401),
            (bodies.Refused(400, "No challenge"), 400),
        ):
            with patch.object(connector, "_answer_challenge", side_effect=error):
                answer = self.url_open(f"{self.path()}?crc_token=1")
            self.assertEqual(answer.status_code, status)

    def test_a_post_challenge_is_answered_as_json_and_not_stored(self):
        raw = b'{"event": "challenge", "challenge": "3eZbrw1aBm2rZgRNFdxV"}'
        answer = self.send(raw)
        self.assertEqual(answer.status_code, 200)
        self.assertEqual(answer.json(), {"challenge": "3eZbrw1aBm2rZgRNFdxV"})
        self.assertEqual(answer.headers["Content-Type"], "application/json")
        self.assertFalse(self.heard(self.account))
        self.assertFalse(self.app.unknown_account_ids)

    def test_a_challenge_is_not_answered_to_a_stranger(self):
        raw = b'{"event": "challenge", "challenge": "x"}'
        answer = self.url_open(
            self.path(), data=raw, headers={"Content-Type": "text/x"}
        )
        self.assertEqual(answer.status_code, 401)

    def test_an_app_without_accounts_is_challenged(self):
        """C4: the address is tested before anybody connects an account."""
        app = self.env["social.care.app"].create({"name": "New", "network": "demo"})
        path = f"/social_care/webhook/{app.webhook_token}"
        answer = self.url_open(f"{path}?challenge=7&token={app.verify_token}")
        self.assertEqual(answer.text, "7")

    def test_a_form_is_verified_over_its_bytes(self):
        raw = wire.encode({"entries": [self.entry("page-1", "a")]}, "form")
        self.assertEqual(self.send(raw, "form").status_code, 200)
        self.env.invalidate_all()
        self.assertEqual(self.heard(self.account), ["a"])

    def test_xml_is_heard(self):
        raw = wire.encode({"entries": [self.entry("page-1", "a")]}, "xml")
        self.assertEqual(self.send(raw, "xml").status_code, 200)
        self.env.invalidate_all()
        self.assertEqual(self.heard(self.account), ["a"])

    def test_the_stored_answer_is_the_networks(self):
        """C4: VK wants ``ok``, Discord 204 without a body, Telegram an empty one."""
        connector = type(self.env["social.care.connector.demo"])
        raw = json.dumps({"entries": [self.entry("page-1", "a")]}).encode()
        for given in (
            Answer("ok"),
            Answer(status=204),
            Answer("{}", "application/json"),
        ):
            with patch.object(connector, "_get_stored_answer", lambda *_a, g=given: g):
                answer = self.send(raw)
            self.assertEqual(answer.status_code, given.status)
            self.assertEqual(answer.text, given.body)

    def test_parameters_with_odd_names_are_nothing_to_us(self):
        ask = f"{self.path()}?self=1&token=2&endpoint=3&csrf_token=4&__x=5"
        self.assertEqual(self.url_open(ask).status_code, 404)

    def test_unknown_accounts_are_created_over_http(self):
        raw = json.dumps({"entries": [self.entry("page-9", "a")]}).encode()
        self.assertEqual(self.send(raw).status_code, 200)
        self.env.invalidate_all()
        self.assertEqual(self.app.unknown_account_ids.webhook_key, "page-9")
