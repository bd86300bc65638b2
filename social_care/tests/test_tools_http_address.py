# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import ipaddress
import socket
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.http import addresses, is_public

from .http_network import NetworkCase

PRIVATE = (
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "2002:7f00:1::",
    "64:ff9b::7f00:1",
)


class TestAddress(NetworkCase):
    """Requests do not enter the own house, whatever a name leads to."""

    def test_public_addresses_are_public(self):
        for ip in ("8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"):
            self.assertTrue(is_public(ip), ip)

    def test_private_addresses_are_not_public(self):
        for ip in PRIVATE:
            self.assertFalse(is_public(ip), ip)

    @given(st.ip_addresses(v=4))
    def test_a_mapped_address_is_as_public_as_the_plain_one(self, address):
        mapped = ipaddress.IPv6Address(f"::ffff:{address}")
        self.assertEqual(is_public(str(mapped)), is_public(str(address)))

    def test_a_loopback_address_is_refused(self):
        with self.assertRaisesRegex(errors.Rejected, "allowed_private_hosts"):
            self.get(allowed_private=frozenset())
        self.assertFalse(self.server.seen)

    def test_a_write_to_a_private_address_is_rejected_and_not_ambiguous(self):
        with self.assertRaises(errors.Rejected):
            self.post(allowed_private=frozenset())

    def test_other_spellings_of_loopback_are_refused(self):
        for host in ("localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "0"):
            with self.assertRaises(errors.Rejected, msg=host):
                self.client(allowed_private=frozenset()).request(
                    "GET", f"http://{host}:{self.port}/"
                )
        self.assertFalse(self.server.seen)

    def test_a_name_that_leads_to_a_private_address_is_refused(self):
        for ip in ("127.0.0.1", "::ffff:127.0.0.1"):
            with self.name_leads_to("social.example", ip):
                with self.assertRaises(errors.Rejected):
                    self.client().request("GET", f"http://social.example:{self.port}/")
        self.assertFalse(self.server.seen)

    def test_of_a_name_with_both_only_the_public_address_is_used(self):
        with self.name_leads_to("social.example", "10.0.0.1", "8.8.8.8"):
            self.assertEqual(addresses("social.example", 443, frozenset()), ["8.8.8.8"])

    def test_a_name_can_be_allowed_with_its_port(self):
        name = f"social.example:{self.port}"
        with self.name_leads_to("social.example", "127.0.0.1"):
            client = self.client(allowed_private=frozenset({name}))
            self.assertEqual(client.request("GET", f"http://{name}/").status, 200)

    def test_another_port_of_an_allowed_name_is_refused(self):
        allowed = frozenset({f"127.0.0.1:{self.port + 1}"})
        with self.assertRaises(errors.Rejected):
            self.get(allowed_private=allowed)

    def test_an_allowed_address_does_not_allow_a_name_for_it(self):
        with self.assertRaises(errors.Rejected):
            self.client().request("GET", f"http://localhost:{self.port}/")

    def test_an_allowed_name_is_tried_on_all_its_addresses(self):
        name = f"social.example:{self.port}"
        with self.name_leads_to("social.example", "::1", "127.0.0.1"):
            client = self.client(allowed_private=frozenset({name}))
            self.assertEqual(client.request("GET", f"http://{name}/").status, 200)

    def test_the_name_is_asked_once_so_it_cannot_change_its_mind(self):
        asked = []
        real = socket.getaddrinfo

        def lookup(host, *args, **kwargs):
            asked.append(host)
            return real("127.0.0.1", *args, **kwargs)

        name = f"social.example:{self.port}"
        with patch("socket.getaddrinfo", lookup):
            self.client(allowed_private=frozenset({name})).request(
                "GET", f"http://{name}/"
            )
        self.assertEqual(asked.count("social.example"), 1)

    def test_a_redirect_into_the_house_is_not_followed(self):
        self.server.behave = lambda handler: handler.say(302, Location=self.url + "/2")
        response = self.get()
        self.assertEqual(response.status, 302)
        self.assertEqual(len(self.server.seen), 1)

    def test_a_proxy_of_the_environment_is_not_used(self):
        self.assertFalse(self.client().session.trust_env)
