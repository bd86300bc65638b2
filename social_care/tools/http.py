# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""HTTP requests to networks, bounded in time and size, and never into the local
network.

The address that a name resolves to is checked, and the connection is made to that very
address. A name that resolves differently between check and connection (DNS rebinding)
therefore gains nothing.
"""

import re
import socket
import ssl
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NoAnswer
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError
from urllib3.util.connection import create_connection

from . import jsons
from .errors import (
    Ambiguous,
    AuthorizationLost,
    Forbidden,
    RateLimited,
    Rejected,
    Temporary,
)
from .public_address import is_public
from .rate_limit import retry_at
from .slowness import SLOW_SECONDS, slowness

CONNECT_SECONDS = 5
READ_SECONDS = 20
WHOLE_SECONDS = 60
# Request Timeout and Too Early: the server says that it did not process the request
# (RFC 9110 15.5.9, RFC 8470 5.2).
NOT_TAKEN = (408, 425)
# Seconds between checks whether another job waits for the place of a slow call.
WATCH_SECONDS = 0.5
# Number of addresses of one name that are tried.
MOST_ADDRESSES = 3
MAX_BYTES = 10 * 1024 * 1024
PORTS = {"http": 80, "https": 443}


class ForbiddenAddress(NewConnectionError):
    """The name resolves to an address that outbound requests may not reach."""


class InsecureConnection(NewConnectionError):
    """The server cannot prove its identity, or does not speak TLS."""


@dataclass(frozen=True)
class Response:
    """Status, headers (names in lower case) and complete body of an answer.

    ``body`` are the bytes as they came, as ``tools.values.Request.raw`` of a webhook.
    ``writes`` tells whether the request may have changed something.
    """

    status: int
    headers: dict
    body: bytes
    writes: bool = False

    def find_object(self):
        """Return the JSON object of the body, {} if it is anything else. For the
        explanations of networks, which a proxy may have replaced by a page.
        """
        with suppress(ValueError):
            found = jsons.load(self.body)
            return found if isinstance(found, dict) else {}
        return {}

    def json(self):
        """Return the body parsed as JSON.

        :raise Temporary: if it is no JSON
        :raise Ambiguous: if it is no JSON and the request may have changed something
        """
        try:
            return jsons.load(self.body)
        except ValueError as error:
            raise _choose_fault(self.writes)(
                "The network answered with something that is not JSON."
            ) from error


def find_addresses(host, port, allowed):
    """Return the addresses of a host that may be reached.

    :param host: name or IP address
    :param port: number
    :param allowed: "host:port" pairs that may be reached although they are private
    :return: list of IP addresses, empty if all of them are forbidden
    :raise OSError: if the name does not resolve in time
    """
    found = _look_up(host, port)
    ips = [info[4][0] for info in found]
    if f"{host}:{port}" in allowed:
        return ips
    return [ip for ip in ips if is_public(ip)]


def _look_up(host, port):
    """Call ``socket.getaddrinfo``, which has no timeout, with one."""
    pool = ThreadPoolExecutor(1)
    try:
        asked = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        return asked.result(CONNECT_SECONDS)
    except NoAnswer:
        raise OSError("no answer from the name server") from None
    finally:
        pool.shutdown(wait=False)


def explain_refusal(url, allowed):
    """Return why a request would be refused before it is sent.

    :param url: address of the request
    :param allowed: "host:port" pairs that may be reached although they are private
    :return: message for the user; '' if the request may be sent
    """
    try:
        parts = urlsplit(url)
        port = parts.port or PORTS[parts.scheme]
        if not parts.hostname:
            raise ValueError(url)
        reachable = find_addresses(parts.hostname, port, allowed)
    except (KeyError, ValueError):
        return _explain_no_address(url)
    except OSError:
        return f"{get_host(url)} is unknown: no such name."
    return "" if reachable else _explain_private(url)


class _Guarded:
    """Connection to an address that was checked, resolved anew for each host."""

    allowed = frozenset()
    opened = ()
    handles = ()

    def connect(self):  # pylint: disable=missing-return
        try:
            super().connect()
        except ssl.SSLError as error:
            raise InsecureConnection(self, str(error)) from error
        except OSError as error:
            raise NewConnectionError(self, f"{self._dns_host}: {error}") from error
        finally:
            self._forget_handles()
        self.opened.append(self.sock)

    def _forget_handles(self):
        for handle in self.handles:
            self.opened.remove(handle)
            handle.close()
        self.handles = ()

    def _new_conn(self):
        host = self._dns_host
        try:
            reachable = find_addresses(host, self.port, self.allowed)
        except (OSError, UnicodeError) as error:
            raise NewConnectionError(self, f"{host} is unknown: {error}") from error
        if not reachable:
            raise ForbiddenAddress(self, f"{host} leads to a private address")
        line = self._connect_first(reachable[:MOST_ADDRESSES])
        # Lets the deadline close it during the handshake, which detaches the socket.
        self.handles = (line.dup(),)
        self.opened.extend(self.handles)
        return line

    def _connect_first(self, ips):
        for ip in ips[:-1]:
            with suppress(OSError):
                return create_connection((ip, self.port), self.timeout)
        return create_connection((ips[-1], self.port), self.timeout)


class _Adapter(HTTPAdapter):
    def __init__(self, allowed, opened):
        self.allowed = allowed
        self.opened = opened
        super().__init__()

    def init_poolmanager(self, *args, **kwargs):
        guard = {"allowed": self.allowed, "opened": self.opened}
        plain = type("GuardedHTTP", (_Guarded, HTTPConnection), guard)
        secure = type("GuardedHTTPS", (_Guarded, HTTPSConnection), guard)
        self.poolmanager = PoolManager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {
            "http": type("Pool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
            "https": type("SPool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
        }


class Client:
    """A requests session for the calls of one account.

    :param timeout: seconds to connect, and to wait for each part of an answer
    :param allowed_private: "host:port" pairs that an administrator allowed although
        they are not public, for instance a server in the same network
    :param whole: seconds that a call may take in all
    :param is_in_the_way: function that is called repeatedly during a slow call; once it
        returns True, the call ends like one that took too long
    """

    def __init__(
        self,
        timeout=(CONNECT_SECONDS, READ_SECONDS),
        max_bytes=MAX_BYTES,
        allowed_private=frozenset(),
        whole=None,
        is_in_the_way=bool,
    ):
        self.timeout = timeout
        self.max_bytes = max_bytes
        self.whole = WHOLE_SECONDS if whole is None else whole
        self.is_in_the_way = is_in_the_way
        self.session = requests.Session()
        self.session.trust_env = False
        self._opened = []
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, _Adapter(allowed_private, self._opened))

    def request(
        self, method, url, *, writes=False, headers=None, json=None, data=None, **kw
    ):
        """Send one request and read the whole answer.

        :param writes: whether the call changes something on the network: a failure
            after the request may have been sent is then Ambiguous instead of Temporary,
            and so is an answer that is too large or takes too long
        :return: ``Response``; a redirect is not followed, ``raise_for_status`` refuses
            it
        :raise Rejected: if the address is private
        :raise Temporary: if the server cannot be reached
        :raise Ambiguous: if a call that ``writes`` broke off
        """
        kw.update(headers=headers, json=json, data=data, timeout=self.timeout)
        with self._limit_time(url, _choose_fault(writes)):
            try:
                answer = self.session.request(
                    method, url, allow_redirects=False, stream=True, **kw
                )
                body = self._read(answer, _choose_fault(writes))
            except requests.RequestException as error:
                raise _translate_error(error, url, writes) from error
        names = {name.lower(): value for name, value in answer.headers.items()}
        return Response(answer.status_code, names, body, writes)

    @contextmanager
    def _limit_time(self, url, fault):
        """Close the connection when time is up: a server that sends a byte now and then
        never runs into the timeout of a single read.
        """
        over, late, begun = threading.Event(), threading.Event(), time.monotonic()
        watch = threading.Thread(target=self._watch, args=(over, late), daemon=True)
        watch.start()
        try:
            yield
        finally:
            over.set()
            slowness.note(get_host(url), time.monotonic() - begun)
        if late.is_set():
            raise fault("The network's answer takes too long.")

    def _watch(self, over, late):
        until = time.monotonic() + self.whole
        pause = SLOW_SECONDS
        while (left := until - time.monotonic()) > 0:
            if over.wait(min(pause, left)):
                return
            if self.is_in_the_way():
                break
            pause = WATCH_SECONDS
        late.set()
        for line in self._opened:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def _read(self, answer, fault):
        body = bytearray()
        with answer:
            for chunk in answer.iter_content(64 * 1024):
                body += chunk
                if len(body) > self.max_bytes:
                    raise fault("The network's answer is larger than we accept.")
        return bytes(body)


def _choose_fault(writes):
    return Ambiguous if writes else Temporary


def _translate_error(error, url, writes):
    if isinstance(_get_reason(error), ForbiddenAddress):
        return Rejected(_explain_private(url))
    if isinstance(_get_reason(error), InsecureConnection):
        return Temporary(f"{get_host(url)} offers no secure connection.")
    if isinstance(_get_reason(error), NewConnectionError):
        return Temporary(f"{get_host(url)} cannot be reached.")
    if isinstance(
        error,
        requests.exceptions.MissingSchema
        | requests.exceptions.InvalidSchema
        | requests.exceptions.InvalidURL,
    ):
        return Rejected(_explain_no_address(url))
    return _choose_fault(writes)(f"{get_host(url)} did not answer in time.")


def _explain_no_address(url):
    host = get_host(url)
    return f"{host} is not an address." if host else "The address is missing."


def _explain_private(url):
    return (
        f"{get_host(url)} leads to a private address. An administrator can allow it "
        "by name in the system parameter social_care.allowed_private_hosts."
    )


def _get_reason(error):
    return getattr(error.args[0] if error.args else None, "reason", None)


def get_host(url):
    """Return host and port of an address, for messages: path and credentials may be
    secret.
    """
    place = re.split(r"[/?#]", url.partition("://")[2] or url)[0]
    return place.rpartition("@")[2]


def raise_for_status(response, words=""):
    """Raise the matching error for an answer that is not 2xx.

    :param response: ``Response``
    :param words: the explanation of the network, if the connector found one
    :raise ConnectorError: of the class that fits the status
    """
    status = response.status
    if 200 <= status < 300:
        return
    said = words or f"HTTP {status}"
    if status == 429:
        raise RateLimited(
            f"The network asks us to slow down: {said}", retry_at(response.headers)
        )
    if status in NOT_TAKEN:
        raise Temporary(f"The network did not take it yet: {said}")
    if status == 401:
        raise AuthorizationLost(f"The network refuses our credentials: {said}")
    if status == 403:
        raise Forbidden(f"The network denies access: {said}")
    if status >= 500:
        raise _choose_fault(response.writes)(
            f"The network has a fault of its own: {said}"
        )
    raise Rejected(f"The network refuses: {said}")
