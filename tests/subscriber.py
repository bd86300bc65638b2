# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""A server that is notified, and behaves as each test says."""

import json
import socket
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.subscriber.hear(self, headers, body)

    def say(self, status=200, body=b"", **headers):
        self.send_response(status)
        for name, value in {"Content_Length": len(body), **headers}.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Odoo's log is for Odoo."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        """A client that hangs up is part of the tests."""


class Subscriber:
    """``behave(handler, event)`` answers; what it did not raise on is in ``heard``."""

    def __init__(self):
        self.server = _Server(("127.0.0.1", 0), _Handler)
        self.server.subscriber = self
        self.host = f"127.0.0.1:{self.server.server_port}"
        self.url = f"http://{self.host}/hooks"
        self.lock = threading.Lock()
        self.heard, self.behave = [], accept
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def hear(self, handler, headers, body):
        with self.lock:
            self.heard.append((headers, body))
        with suppress(OSError):
            self.behave(handler, json.loads(body))

    def list_ids(self):
        return [headers["webhook-id"] for headers, _body in self.heard]

    def list_data(self):
        return [json.loads(body)["data"] for _headers, body in self.heard]


def accept(handler, _event):
    handler.say(204)


def refuse(status, **headers):
    return lambda handler, _event: handler.say(status, b"no", **headers)


def hang(handler, _event):
    handler.connection.settimeout(30)
    with suppress(OSError):
        handler.connection.recv(1)


def drip(handler, _event):
    for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"x" * 1000:
        handler.connection.send(bytes([byte]))
        time.sleep(0.2)


def send_without_end(handler, _event):
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    for _number in range(5_000):
        handler.wfile.write(b"x" * 65_536)


def break_off(handler, _event):
    handler.connection.shutdown(socket.SHUT_RDWR)
