# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Tell which IP addresses are on the public internet.

Source: the IANA registries of special-purpose IPv4 and IPv6 addresses (RFC 6890), as of
November 2025. They are listed here because the lists of ``ipaddress`` depend on the
version of Python: a range that was reserved later would be reachable.
"""

import ipaddress

# Excluded IPv4 ranges with the reason. Protocol assignments and relays are refused as a
# whole although a few of their addresses are global: no web server is there.
_SPECIAL_V4 = (
    "0.0.0.0/8",  # this network
    "10.0.0.0/8",  # private use
    "100.64.0.0/10",  # shared address space of providers
    "127.0.0.0/8",  # loopback
    "169.254.0.0/16",  # link local: metadata of most clouds
    "172.16.0.0/12",  # private use
    "192.0.0.0/24",  # IETF protocol assignments; metadata of Oracle's cloud
    "192.0.2.0/24",  # documentation
    "192.31.196.0/24",  # AS112
    "192.52.193.0/24",  # automatic multicast tunneling
    "192.88.99.0/24",  # 6to4 relays
    "192.168.0.0/16",  # private use
    "192.175.48.0/24",  # AS112
    "198.18.0.0/15",  # benchmarks
    "198.51.100.0/24",  # documentation
    "203.0.113.0/24",  # documentation
    "224.0.0.0/4",  # multicast
    "240.0.0.0/4",  # reserved, and broadcast
    # A public number, but in Azure the host of every virtual machine answers it.
    "168.63.129.16/32",
)
# The only IPv6 range of public addresses (RFC 4291, 2.5.4), and what is excluded.
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
_SPECIAL_V6 = (
    "2001::/23",  # IETF protocol assignments: Teredo, benchmarks, ORCHID, AMT, …
    "2001:db8::/32",  # documentation
    "2620:4f:8000::/48",  # AS112
    "3fff::/20",  # documentation
)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_V4 = tuple(map(ipaddress.ip_network, _SPECIAL_V4))
_V6 = tuple(map(ipaddress.ip_network, _SPECIAL_V6))
# By these 32 bits an IPv6 address shows that it embeds an IPv4 address (ISATAP, RFC
# 5214, 6.1).
_ISATAP = (0x00005EFE, 0x02005EFE)


def is_public(ip):
    """Return whether an address is on the public internet, also one that embeds
    another.

    :param ip: IPv4 or IPv6 address as text, with or without a zone
    :raise ValueError: if it is no address
    """
    address = ipaddress.ip_address(ip.split("%")[0])
    embedded = _extract_embedded(address)
    if embedded:
        return is_public(str(embedded))
    if address.version == 4:
        return not any(address in network for network in _V4)
    special = any(address in network for network in _V6)
    return address in _GLOBAL_UNICAST and not special


def _extract_embedded(address):
    """Return the IPv4 address that an IPv6 address embeds, if any."""
    if address.version == 4:
        return None
    last = int(address) & 0xFFFFFFFF
    is_isatap = int(address) >> 32 & 0xFFFFFFFF in _ISATAP
    if address in _NAT64 or is_isatap:
        return ipaddress.IPv4Address(last)
    return address.ipv4_mapped or address.sixtofour
