# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What an administrator reads when the real phone system cannot be used as entered."""

import socket
import ssl
import threading
import unittest
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from odoo.tests import tagged

from odoo.addons.social_care.tools.http import get_host
from odoo.addons.social_care_cti_asterisk.tests.phone_common import PhoneCase

from . import phone_system


def write_certificate(folder):
    """A certificate that signs itself, with its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "pbx")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = Path(folder) / "pbx.pem"
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path


@unittest.skipUnless(phone_system.IS_RUNNING, phone_system.MISSING)
@tagged("post_install", "-at_install")
class TestAsteriskCheck(PhoneCase):
    def setUp(self):
        super().setUp()
        self.system.write(
            {
                "ami_port": int(phone_system.read("AMI_PORT")),
                "ami_user": phone_system.read("USER"),
                "ami_new_secret": phone_system.read("SECRET"),
                "ari_url": phone_system.read("ARI_URL"),
                "ari_user": phone_system.read("USER"),
                "ari_new_password": phone_system.read("SECRET"),
            }
        )
        self.allow(self.system.ami_port)

    def allow(self, port):
        ari = get_host(self.system.ari_url)
        self.env["ir.config_parameter"].set_param(
            "social_care.allowed_private_hosts", f"127.0.0.1:{port},{ari}"
        )

    def check(self):
        """:return: (levels, all that is said)"""
        findings = self.system._get_connector()._check(self.system)
        words = " ".join(f"{one.title} {one.fix}" for one in findings)
        return [one.level for one in findings], words

    def test_what_is_right_is_said_to_be_so(self):
        self.assertEqual(self.check()[0], ["ok", "ok"])

    def test_a_wrong_secret(self):
        self.system.ami_new_secret = "wrong"
        levels, words = self.check()
        self.assertEqual(levels[0], "error")
        self.assertIn("Authentication failed", words)
        self.assertIn("user and secret", words)

    def test_a_user_who_may_only_read(self):
        self.system.ami_user = phone_system.read("READONLY_USER")
        self.system.ami_new_secret = phone_system.read("READONLY_SECRET")
        levels, words = self.check()
        self.assertEqual(levels[0], "error")
        self.assertIn("Permission denied", words)
        self.assertIn("has the rights", words)

    def test_a_wrong_password_of_ari(self):
        self.system.ari_new_password = "wrong"
        self.assertIn("ARI user or password", self.check()[1])

    def test_a_closed_port(self):
        with socket.create_server(("127.0.0.1", 0)) as server:
            port = server.getsockname()[1]
        self.system.ami_port = port
        self.allow(port)
        self.assertIn("cannot be reached: connection refused", self.check()[1])

    def test_a_host_that_nobody_knows(self):
        self.system.ami_host = "pbx.invalid"
        self.assertIn("unknown host", self.check()[1])

    def test_a_certificate_that_nobody_vouches_for(self):
        with TemporaryDirectory() as folder:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(write_certificate(folder))
        server = self.enterContext(socket.create_server(("127.0.0.1", 0)))
        threading.Thread(target=greet, args=(server, context), daemon=True).start()
        self.system.write({"ami_tls": True, "ami_port": server.getsockname()[1]})
        self.allow(self.system.ami_port)
        words = self.check()[1]
        self.assertIn("certificate is not trusted (self-signed certificate)", words)


def greet(server, context):
    """Offer the certificate to one client, who does not take it."""
    client, _address = server.accept()
    try:
        context.wrap_socket(client, server_side=True).close()
    except OSError:
        client.close()
