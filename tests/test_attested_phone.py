# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A tool passes on that a network attests the phone number of who writes."""

import json

from odoo.tests import HttpCase, tagged

from odoo.addons.social_care.tests.contract import ContractCase
from odoo.addons.social_care_webhook.tests.common import (
    WebhookNetwork,
    signature_headers,
)

PHONE = "+493012345678"


@tagged("post_install", "-at_install")
class TestAttestedPhone(WebhookNetwork, ContractCase, HttpCase):
    """With an equal full name it proves the contact; only in a signed notice."""

    def setUp(self):
        super().setUp()
        self.account.stream_ids.stage = "integrated"
        self.account.company_id.social_care_link_automatically = True
        self.anna = self.env["res.partner"].create(
            {"name": "Anna Meier", "phone": PHONE}
        )

    def push(self, name="Anna Meier", headers=None, **author):
        payload = {
            "id": self.new_id(),
            "kind": "direct",
            "text": "Hello",
            "author": {"id": "wa-1", "name": name, "attested_phone": PHONE, **author},
        }
        raw = json.dumps(payload).encode()
        response = self.push_raw(raw, self.sign(raw) if headers is None else headers)
        self.ingest()
        return response.status_code, self.env["social.care.profile"].search(
            [("external_id", "=", "wa-1"), ("scope", "=", self.account.profile_scope)]
        )

    def test_it_links_who_has_the_name_of_the_contact(self):
        status, profile = self.push()
        self.assertEqual(status, 200)
        self.assertEqual(profile.partner_id, self.anna)
        self.assertEqual(profile.link_strength, "proven")
        link = profile._get_live_link()
        self.assertEqual(link.evidence_id.kind, "attested_phone")

    def test_it_links_nobody_else(self):
        _status, profile = self.push("Carl Kunz")
        self.assertFalse(profile.partner_id)

    def test_a_number_that_is_only_said_links_nobody(self):
        _status, profile = self.push(attested_phone=None, phone=PHONE)
        self.assertFalse(profile.evidence_ids.filtered(lambda e: e.kind != "name"))

    def test_without_our_secret_nothing_is_taken(self):
        raw = json.dumps({}).encode()
        for headers in ({}, signature_headers(raw, secret="wrong")):
            status, profile = self.push(headers=headers)
            self.assertEqual(status, 401)
            self.assertFalse(profile)
