# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import ipaddress
import socket
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.http import find_addresses, is_public

from .http_network import NetworkCase

PUBLIC = (
    "8.8.8.8",
    "168.63.129.15",
    "168.63.129.17",
    "192.0.1.1",
    "198.20.0.1",
    "2606:4700::1111",
    "2001:4860:4860::8888",
    "2a00:1450:4001:81b::200e",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
    "2a00:1450::5efe:8.8.8.8",
)
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
    # metadata of clouds
    "168.63.129.16",
    "192.0.0.192",
    "100.100.100.200",
    "fd00:ec2::254",
    "fd20:ce::254",
    # the IANA registries
    "192.0.0.1",
    "192.0.0.9",
    "192.0.0.255",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "240.0.0.1",
    "64:ff9b:1::808:808",
    "100::1",
    "100:0:0:1::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:1::1",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2620:4f:8000::1",
    "3fff::1",
    "5f00::1",
    "fec0::1",
    "4000::1",
    # addresses that stand for others
    "::127.0.0.1",
    "::ffff:0:127.0.0.1",
    "::ffff:168.63.129.16",
    "::ffff:192.0.0.192",
    "64:ff9b::a83f:8110",
    "2002:a83f:8110::1",
    "2a00:1450::5efe:10.0.0.1",
    "2a00:1450::200:5efe:10.0.0.1",
)


class TestAddress(NetworkCase):
    """Requests do not enter the own house, whatever a name leads to."""

    def test_public_addresses_are_public(self):
        for ip in PUBLIC:
            self.assertTrue(is_public(ip), ip)

    def test_private_addresses_are_not_public(self):
        for ip in PRIVATE:
            self.assertFalse(is_public(ip), ip)

    @given(st.ip_addresses())
    def test_nothing_is_public_that_python_knows_to_be_private(self, address):
        if is_public(str(address)):
            self.assertTrue(address.is_global)
            self.assertFalse(address.is_multicast)

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
            self.assertEqual(
                find_addresses("social.example", 443, frozenset()), ["8.8.8.8"]
            )

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
