# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import socket
from unittest.mock import patch

from odoo.tests import TransactionCase, tagged

PUBLIC = "93.184.216.34"
NAMES = {
    "tool.example": PUBLIC,
    "tool.internal": "10.0.0.7",
    "metadata.example": "169.254.169.254",
}


def resolve(host, port, **_kw):
    """Names of the tests; an address is its own."""
    ip = NAMES.get(host, host)
    if not ip[0].isdigit():
        raise socket.gaierror(f"no {host}")
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]


@tagged("post_install", "-at_install")
class TestReplyAddress(TransactionCase):
    """Check says of an address for replies whether it will be refused."""

    def findings(self, url):
        connector = self.env["social.care.connector.webhook"]
        with patch.object(socket, "getaddrinfo", resolve):
            return connector._diagnose_reply_url(url)

    def assert_refused(self, url, words):
        (finding,) = self.findings(url)
        self.assertEqual(finding.level, "error", url)
        self.assertIn(words, finding.title)
        self.assertTrue(finding.fix)

    def test_a_public_secure_address_is_in_order(self):
        self.assertFalse(self.findings("https://tool.example/replies?x=1"))
        self.assertFalse(self.findings(f"https://{PUBLIC}:8443/"))

    def test_private_addresses_are_refused(self):
        for host in (
            "localhost.",
            "127.0.0.1",
            "10.1.2.3:8080",
            "tool.internal",
            "metadata.example",
        ):
            NAMES["localhost."] = "127.0.0.1"
            self.assert_refused(f"https://{host}/replies", "private address")

    def test_an_administrator_may_allow_one_by_name(self):
        parameters = self.env["ir.config_parameter"]
        key = "social_care.allowed_private_hosts"
        parameters.set_param(key, "tool.internal:8443")
        self.assertFalse(self.findings("https://tool.internal:8443/replies"))
        self.assert_refused("https://tool.internal/replies", "private address")

    def test_a_name_that_nobody_has(self):
        self.assert_refused("https://nobody.example/", "no such name")

    def test_what_is_no_address(self):
        for url in ("tool.example/replies", "ftp://tool.example", "x"):
            self.assert_refused(url, "is not an address")
        self.assert_refused("https:///x", "The address is missing")

    def test_a_log_in_within_the_address_is_not_shown(self):
        (finding,) = self.findings("https://me:s3cret@nobody.example/")
        self.assertNotIn("s3cret", finding.title)

    def test_an_unencrypted_address_is_a_warning(self):
        (finding,) = self.findings("http://tool.example/replies")
        self.assertEqual(finding.level, "warning")

    def test_an_account_that_only_listens_has_none_to_check(self):
        account = self.env["social.care.account"].create(
            {"name": "Deaf tool", "network": "webhook", "handle": "deaf"}
        )
        account.action_connect()
        findings = account._get_connector()._diagnose(account.sudo())
        levels = [finding.level for finding in findings]
        self.assertEqual(levels, ["warning", "warning"])
