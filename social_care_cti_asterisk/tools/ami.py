# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A session of Asterisk's manager interface (AMI): actions and events over one socket.

Source: Asterisk 22, AMI specification (docs.asterisk.org).
"""

import socket
import ssl
import time
from collections import deque
from dataclasses import dataclass

from odoo.addons.social_care.tools.http import explain_refusal, find_addresses

PORT = 5038
TIMEOUT = 5.0
# A line or an event that is longer is none of Asterisk's.
LONGEST_LINE = 64 * 1024
MOST_HEADERS = 500
# Events that come while an answer is awaited: more would fill the memory.
MOST_WAITING = 20_000


class AmiError(Exception):
    """Asterisk refused; ``str`` is what it said."""


class AmiLost(Exception):
    """The connection failed or was closed."""


@dataclass(frozen=True)
class Access:
    """How to reach the manager interface.

    :param host: name or address
    :param port: TCP port
    :param tls: whether to speak TLS; the certificate is checked
    :param allowed: "host:port" pairs that may be reached although they are private
    """

    host: str
    port: int
    tls: bool
    user: str
    secret: str
    allowed: frozenset

    def connect(self):
        """Connect to an address that was checked, and not to what the name leads to a
        moment later.

        :return: socket
        :raise OSError: if that fails or is not allowed
        """
        ips = find_addresses(self.host, self.port, self.allowed)
        if not ips:
            url = f"http://{self.host}:{self.port}"
            raise OSError(explain_refusal(url, self.allowed))
        connection = socket.create_connection((ips[0], self.port), TIMEOUT)
        if self.tls:
            context = ssl.create_default_context()
            return context.wrap_socket(connection, server_hostname=self.host)
        return connection


def explain(error):
    """:return: what is wrong with a connection, in words of administrators"""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message})"
    if isinstance(error, ConnectionRefusedError):
        return "connection refused"
    if isinstance(error, socket.gaierror):
        return "unknown host"
    return str(error) or "no answer in time"


class AmiSession:
    """:param access: ``Access``
    :param events: whether to hear what happens, ``on`` or ``off``
    :raise AmiLost: if Asterisk cannot be reached
    :raise AmiError: if it does not accept the user
    """

    def __init__(self, access, events="off"):
        self._number = 0
        self._buffer = b""
        self._events = deque()
        try:
            self._socket = access.connect()
        except OSError as error:
            raise AmiLost(explain(error)) from error
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
            self.banner = self._read_line(time.monotonic() + TIMEOUT)
            self.ask("Login", Username=access.user, Secret=access.secret, Events=events)
        except OSError as error:
            self.close()
            raise AmiLost(explain(error)) from error
        except (AmiError, AmiLost):
            self.close()
            raise

    def close(self):
        self._socket.close()

    # -- actions -------------------------------------------------------------------

    def ask(self, action, **headers):
        """Send an action and wait for its response; events that come meanwhile are
        kept.

        :return: dict of the response
        :raise AmiError: if Asterisk refuses
        :raise AmiLost: if the connection fails
        """
        response, _events = self._ask(action, headers, ends=None)
        return response

    def ask_list(self, action, end, **headers):
        """Send an action that is answered by a list.

        :param end: name of the event that ends the list
        :return: list of dicts, without the one that ends it
        """
        _response, events = self._ask(action, headers, ends=end)
        return events

    def _ask(self, action, headers, ends):
        identity = self._send(action, headers)
        deadline = time.monotonic() + TIMEOUT
        response, listed = None, []
        while response is None or (ends and not self._is_end(listed, ends)):
            message = self._read_message(deadline)
            if message.get("ActionID") != identity:
                self._keep(message)
            elif "Response" in message:
                response = self._check(message)
            else:
                listed.append(message)
        return response, listed[:-1] if ends else listed

    def _keep(self, message):
        """Keep what came while an answer is awaited. None is dropped in silence: the
        connection is given up, and the next one begins with what there is.
        """
        if len(self._events) >= MOST_WAITING:
            raise AmiLost("more events came than can be kept")
        self._events.append(message)

    def _is_end(self, listed, ends):
        return bool(listed) and listed[-1].get("Event") == ends

    def _check(self, response):
        if response["Response"] in ("Error", "Fail"):
            raise AmiError(response.get("Message", ""))
        return response

    def _send(self, action, headers):
        self._number += 1
        identity = f"sc-{self._number}"
        lines = {"Action": action, "ActionID": identity, **headers}
        text = "".join(f"{name}: {_clean(value)}\r\n" for name, value in lines.items())
        try:
            self._socket.settimeout(TIMEOUT)
            self._socket.sendall(f"{text}\r\n".encode())
        except OSError as error:
            raise AmiLost(explain(error)) from error
        return identity

    # -- events --------------------------------------------------------------------

    def read_events(self, seconds):
        """Wait for events; when one came, also take those that came with it.

        :param seconds: how long to wait at most
        :return: list of dicts, empty if nothing came
        :raise AmiLost: if the connection is gone
        """
        messages = list(self._events)
        self._events.clear()
        deadline = time.monotonic() + (0 if messages else seconds)
        while not messages or self._has_message():
            try:
                messages.append(self._read_message(deadline))
            except TimeoutError:
                break
        return [message for message in messages if "Event" in message]

    def _has_message(self):
        return b"\r\n\r\n" in self._buffer

    # -- the socket ----------------------------------------------------------------

    def _read_message(self, deadline):
        """:raise TimeoutError: if no whole message comes in time"""
        while b"\r\n\r\n" not in self._buffer:
            self._receive(deadline)
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        return _parse(head)

    def _read_line(self, deadline):
        while b"\r\n" not in self._buffer:
            self._receive(deadline)
        line, _, self._buffer = self._buffer.partition(b"\r\n")
        return line.decode(errors="replace")

    def _receive(self, deadline):
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        try:
            self._socket.settimeout(left)
            data = self._socket.recv(65536)
        except TimeoutError:
            raise
        except OSError as error:
            raise AmiLost(explain(error)) from error
        if not data:
            raise AmiLost("Asterisk closed the connection")
        self._buffer += data
        if len(self._buffer) > LONGEST_LINE and b"\r\n\r\n" not in self._buffer:
            raise AmiLost("what answers is no Asterisk manager interface")


def _parse(head):
    lines = head.decode(errors="replace").split("\r\n")[:MOST_HEADERS]
    pairs = (line.partition(":") for line in lines)
    return {name: value.strip() for name, colon, value in pairs if colon}


def _clean(value):
    """A line break would begin another header, or another action."""
    return str(value).translate({10: " ", 13: " ", 0: " "})
