# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import socket
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import patch

import requests

from odoo.tests import BaseCase

from odoo.addons.social_care.tools.http import Client


class _Handler(BaseHTTPRequestHandler):
    """Answers as the test says; a connection is closed after each answer."""

    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        self.server.seen.append((self.command, self.path, dict(self.headers), body))
        self.server.behave(self)

    do_GET = do_POST = answer

    def say(self, status=200, body=b"{}", **headers):
        self.send_response(status)
        headers.setdefault("Content_Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Odoo's log is for Odoo."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.seen = []
        self.behave = _Handler.say

    def handle_error(self, request, client_address):
        """A client that hangs up is part of the tests."""


class NetworkCase(BaseCase):
    """A network on this machine that behaves as each test says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.server = _Server()
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.addClassCleanup(cls.server.server_close)
        cls.addClassCleanup(cls.server.shutdown)
        cls.port = cls.server.server_port
        cls.host = f"127.0.0.1:{cls.port}"
        cls.url = f"http://{cls.host}/post"

    @classmethod
    def _request_handler(cls, session, request, /, **kwargs):
        """What leaves the machine is what these tests are about, not Odoo's guard."""
        return _send(session, request, **kwargs)

    def setUp(self):
        super().setUp()
        self.server.seen.clear()
        self.server.behave = _Handler.say

    def client(self, **options):
        options.setdefault("allowed_private", frozenset({self.host}))
        options.setdefault("timeout", (2, 2))
        return Client(**options)

    def get(self, **options):
        return self.client(**options).request("GET", self.url)

    def post(self, **options):
        return self.client(**options).request(
            "POST", self.url, json={"text": "hi"}, writes=True
        )

    @contextmanager
    def name_leads_to(self, name, *ips):
        """The resolver of this machine says that ``name`` has these addresses."""
        real = socket.getaddrinfo

        def lookup(host, port, *args, **kwargs):
            if host != name:
                return real(host, port, *args, **kwargs)
            return [info for ip in ips for info in real(ip, port, *args, **kwargs)]

        with patch("socket.getaddrinfo", lookup):
            yield


_send = requests.Session.send
