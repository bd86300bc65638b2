# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""A road to the server with accidents on it."""

import http.client
import json
import socket
import threading
import time
from collections import Counter
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit


class Proxy:
    """Passes requests to ``target``, except where an accident is arranged.

    ``calls`` counts what came by XRPC method.
    """

    def __init__(self, target):
        self.target = urlsplit(target)
        self.calls = Counter()
        self.accidents = {}
        handler = type("Handler", (_Handler,), {"proxy": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.host = f"127.0.0.1:{self.server.server_address[1]}"
        self.url = f"http://{self.host}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def refuse(self, method, status, name="Refused", headers=None, message=""):
        """Let the next call of ``method`` be answered like this, unseen by anybody."""
        body = {"error": name, "message": message or f"refused with {status}"}
        answer = (status, headers or {}, json.dumps(body).encode())
        self.accidents[method] = lambda request: answer

    def slow_down(self, method, allowance, remaining):
        """Let the next call of ``method`` be one too many, for an hour."""
        headers = {
            "RateLimit-Limit": str(allowance),
            "RateLimit-Remaining": str(remaining),
            "RateLimit-Reset": str(int(time.time()) + 3600),
        }
        self.refuse(method, 429, "RateLimitExceeded", headers)

    def lose_answer(self, method):
        """Let the next call of ``method`` arrive, and its answer get lost."""
        self.accidents[method] = self._forward_and_lose

    def _forward_and_lose(self, request):
        self.forward(request)
        request.connection.shutdown(socket.SHUT_RDWR)

    def forward(self, request):
        """(status, headers, body) of the server's answer."""
        headers = dict(request.headers) | {"Host": self.target.netloc}
        length = int(request.headers.get("Content-Length") or 0)
        body = request.rfile.read(length)
        with closing(self._connect()) as connection:
            connection.request(request.command, request.path, body, headers)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()

    def _connect(self):
        return http.client.HTTPConnection(self.target.hostname, self.target.port)


class _Handler(BaseHTTPRequestHandler):
    proxy = None

    def do_GET(self):
        method = urlsplit(self.path).path.removeprefix("/xrpc/")
        self.proxy.calls[method] += 1
        handle = self.proxy.accidents.pop(method, self.proxy.forward)
        answer = handle(self)
        if answer:
            self._reply(*answer)

    do_POST = do_GET

    def _reply(self, status, headers, body):
        self.send_response(status)
        for name, value in headers.items():
            if name.lower() not in ("transfer-encoding", "connection", "date"):
                self.send_header(name, value)
        if "content-type" not in {name.lower() for name in headers}:
            self.send_header("Content-Type", "application/json")
        if "content-length" not in {name.lower() for name in headers}:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """Quiet."""
