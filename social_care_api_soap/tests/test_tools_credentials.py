# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest
from datetime import datetime

from lxml import etree
from werkzeug.datastructures import Authorization

from odoo.addons.social_care_api.tools.errors import ServiceError

from ..tools.credentials import (
    WSU,
    Credentials,
    MissingCredentials,
    read_credentials,
)
from ..tools.envelope import WSSE

NOW = datetime(2026, 11, 27, 10, 0)
LOGIN = "<s:Username> anna </s:Username><s:Password>key</s:Password>"


def make_security(content, more=""):
    return etree.fromstring(
        f'<s:Security xmlns:s="{WSSE}" xmlns:u="{WSU}">'
        f"<s:UsernameToken>{content}</s:UsernameToken>{more}</s:Security>"
    )


def make_nonce(nonce="AAAA", created="2026-11-27T10:00:00Z"):
    return LOGIN + f"<s:Nonce>{nonce}</s:Nonce><u:Created>{created}</u:Created>"


class TestCredentials(unittest.TestCase):
    def load(self, content, more=""):
        return read_credentials(make_security(content, more), None, NOW)

    def assert_refused(self, pattern, content, more=""):
        with self.assertRaisesRegex(ServiceError, pattern) as caught:
            self.load(content, more)
        self.assertEqual(caught.exception.code, "unauthorized")

    def test_a_token_has_login_and_key(self):
        self.assertEqual(self.load(LOGIN), Credentials("anna", "key"))
        stamp = "<u:Timestamp/>"
        self.assertEqual(self.load(LOGIN, stamp), Credentials("anna", "key"))

    def test_a_nonce_comes_with_a_moment_that_is_near(self):
        for created in (
            "2026-11-27T09:55:00Z",
            "2026-11-27T10:05:00",
            "2026-11-27T11:00:00.000+01:00",
        ):
            found = self.load(make_nonce(created=created))
            self.assertEqual(found.nonce, "AAAA")
            self.assertIsNone(found.created_at.tzinfo)
        for created in ("2026-11-27T09:54:59Z", "2026-11-27T10:05:01Z"):
            self.assert_refused("5 minutes", make_nonce(created=created))
        for nonce, created in (("", "2026-11-27T10:00:00Z"), ("A", ""), ("A", "now")):
            self.assert_refused("neither", make_nonce(nonce, created))

    def test_a_digest_is_refused_in_words(self):
        digest = LOGIN.replace("<s:Password>", '<s:Password Type="x#PasswordDigest">')
        self.assert_refused("PasswordDigest is impossible", digest)

    def test_other_tokens_are_refused(self):
        self.assert_refused("one UsernameToken", LOGIN, "<s:BinarySecurityToken/>")
        self.assert_refused("one UsernameToken", LOGIN, "<s:UsernameToken/>")

    def test_http_has_login_and_key_or_the_key_alone(self):
        basic = Authorization("basic", {"username": "anna", "password": "key"})
        self.assertEqual(read_credentials(None, basic, NOW), Credentials("anna", "key"))
        bearer = Authorization("bearer", token="key")
        self.assertEqual(read_credentials(None, bearer, NOW), Credentials(None, "key"))
        for other in (None, Authorization("digest", {})):
            with self.assertRaises(MissingCredentials):
                read_credentials(None, other, NOW)
