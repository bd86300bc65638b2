# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Requests to networks: bounded in time and size, and never into the own house.

The address is checked on what the name resolves to, and the connection is made to
that very address, so that a name that changes its mind between the check and the
connection (DNS rebinding) gains nothing.
"""

import ipaddress
import json as jsonlib
import socket
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import requests
from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError
from urllib3.util.connection import create_connection

from .errors import Ambiguous, AuthorizationLost, RateLimited, Rejected, Temporary

CONNECT_SECONDS = 5
READ_SECONDS = 20
WHOLE_SECONDS = 60
MAX_BYTES = 10 * 1024 * 1024
RATE_LIMIT_FALLBACK = timedelta(minutes=5)


class ForbiddenAddress(NewConnectionError):
    """The name leads to an address that outbound requests may not reach."""


@dataclass(frozen=True)
class Response:
    """Status, headers (lower-case names) and the whole body of an answer.

    ``writes`` tells whether the request may have changed something.
    """

    status: int
    headers: dict
    body: bytes
    writes: bool = False

    def json(self):
        """The body as JSON. Raises Temporary (Ambiguous) where it is not."""
        try:
            return jsonlib.loads(self.body)
        except ValueError as error:
            raise _fault(self.writes)(
                "The network answered with something that is not JSON."
            ) from error


def addresses(host, port, allowed):
    """Addresses of ``host`` that may be reached; ``allowed`` holds "host:port"."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    ips = [info[4][0] for info in found]
    if f"{host}:{port}" in allowed:
        return ips
    return [ip for ip in ips if is_public(ip)]


def is_public(ip):
    """Whether an address is on the public internet, also behind IPv6 mappings."""
    address = ipaddress.ip_address(ip.split("%")[0])
    mapped = getattr(address, "ipv4_mapped", None) or getattr(
        address, "sixtofour", None
    )
    checked = mapped or address
    return checked.is_global and not checked.is_multicast


class _Guarded:
    allowed = frozenset()

    def _new_conn(self):
        host = self._dns_host
        try:
            reachable = addresses(host, self.port, self.allowed)
        except OSError as error:
            raise NewConnectionError(self, f"{host} is unknown: {error}") from error
        if not reachable:
            raise ForbiddenAddress(self, f"{host} leads to a private address")
        try:
            return create_connection((reachable[0], self.port), self.timeout)
        except OSError as error:
            raise NewConnectionError(self, f"{host}: {error}") from error


class _Adapter(HTTPAdapter):
    def __init__(self, allowed):
        self.allowed = allowed
        super().__init__()

    def init_poolmanager(self, *args, **kwargs):
        guard = {"allowed": self.allowed}
        plain = type("GuardedHTTP", (_Guarded, HTTPConnection), guard)
        secure = type("GuardedHTTPS", (_Guarded, HTTPSConnection), guard)
        self.poolmanager = PoolManager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": type("Pool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("SPool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
        }


class Client:
    """A requests session for one account's calls.

    ``allowed_private`` names the "host:port" pairs that may be reached although
    they are not public: the administrator's decision, for a server of one's own.
    """

    def __init__(
        self,
        timeout=(CONNECT_SECONDS, READ_SECONDS),
        max_bytes=MAX_BYTES,
        allowed_private=frozenset(),
    ):
        self.timeout = timeout
        self.max_bytes = max_bytes
        self.session = requests.Session()
        self.session.trust_env = False
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, _Adapter(allowed_private))

    def request(
        self, method, url, *, writes=False, headers=None, json=None, data=None, **kw
    ):
        """Send one request and read the whole answer.

        :param writes: the call changes something on the network, so that a fault
            after it may have left is Ambiguous and not Temporary.
        :raises Rejected: the address is private, or the answer is a redirect or
            larger than ``max_bytes``.
        """
        try:
            answer = self.session.request(
                method,
                url,
                headers=headers,
                json=json,
                data=data,
                timeout=self.timeout,
                allow_redirects=False,
                stream=True,
                **kw,
            )
            body = self._read(answer, _fault(writes))
        except requests.RequestException as error:
            raise _as_ours(error, url, writes) from error
        names = {name.lower(): value for name, value in answer.headers.items()}
        return Response(answer.status_code, names, body, writes)

    def _read(self, answer, fault):
        deadline = time.monotonic() + WHOLE_SECONDS
        body = bytearray()
        with answer:
            for chunk in answer.iter_content(64 * 1024):
                body += chunk
                if len(body) > self.max_bytes:
                    raise fault("The network's answer is larger than we accept.")
                if time.monotonic() > deadline:
                    raise fault("The network's answer takes too long.")
        return bytes(body)


def _fault(writes):
    return Ambiguous if writes else Temporary


def _as_ours(error, url, writes):
    if _is_forbidden(error):
        return Rejected(
            f"{url} leads to a private address. An administrator can allow it by "
            "name in the system parameter social_care.allowed_private_hosts."
        )
    if isinstance(error, requests.ConnectTimeout) or _never_left(error):
        return Temporary(f"{_host(url)} cannot be reached.")
    if isinstance(
        error,
        requests.exceptions.MissingSchema
        | requests.exceptions.InvalidSchema
        | requests.exceptions.InvalidURL,
    ):
        return Rejected(f"{url} is not an address.")
    return _fault(writes)(f"{_host(url)} did not answer in time.")


def _reason(error):
    return getattr(error.args[0] if error.args else None, "reason", None)


def _is_forbidden(error):
    return isinstance(_reason(error), ForbiddenAddress)


def _never_left(error):
    return isinstance(_reason(error), NewConnectionError)


def _host(url):
    return url.split("/")[2] if "://" in url else url


def raise_for_status(response, words=""):
    """Raise the typed error for an answer that is not 2xx.

    ``words`` is the network's own explanation, where the connector found one.
    """
    status = response.status
    if 200 <= status < 300:
        return
    said = words or f"HTTP {status}"
    if status == 429:
        raise RateLimited(
            f"The network asks us to slow down: {said}", retry_at(response.headers)
        )
    if status in (401, 403):
        raise AuthorizationLost(f"The network refuses our credentials: {said}")
    if status >= 500:
        raise _fault(response.writes)(f"The network has a fault of its own: {said}")
    raise Rejected(f"The network refuses: {said}")


def retry_at(headers, now=None):
    """When the network wants to hear from us again (naive UTC).

    Retry-After as seconds or HTTP date (RFC 9110 10.2.3), else RateLimit-Reset as
    seconds or unix time, else five minutes.
    """
    now = now or datetime.now(UTC).replace(tzinfo=None)
    value = headers.get("retry-after") or headers.get("ratelimit-reset") or ""
    if value.isdecimal():
        return _from_seconds(int(value), now)
    try:
        return parsedate_to_datetime(value).astimezone(UTC).replace(tzinfo=None)
    except ValueError:
        return now + RATE_LIMIT_FALLBACK


def _from_seconds(seconds, now):
    if seconds > 1_000_000_000:
        return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    return now + timedelta(seconds=seconds)


def rate_limit(headers, now=None):
    """(allowance, remaining, reset_at) from the usual headers, else None.

    ``RateLimit-*`` (draft-ietf-httpapi-ratelimit-headers) and ``X-RateLimit-*``,
    whose reset is in seconds or unix time.
    """
    now = now or datetime.now(UTC).replace(tzinfo=None)
    for prefix in ("ratelimit-", "x-ratelimit-", "x-rate-limit-"):
        values = [headers.get(prefix + name, "") for name in _RATE_LIMIT_PARTS]
        if all(value.isdecimal() for value in values):
            allowance, remaining, reset = map(int, values)
            return allowance, remaining, _from_seconds(reset, now)
    return None


_RATE_LIMIT_PARTS = ("limit", "remaining", "reset")
