# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = "key of the tests"
# As in the API reference of LibreTranslate.
LANGUAGES = [
    {"code": "en", "name": "English", "targets": ["en", "pl", "pt-BR"]},
    {"code": "pl", "name": "Polish", "targets": ["en", "pl"]},
    {"code": "pt-BR", "name": "Portuguese (Brazil)", "targets": ["en"]},
]


class Service:
    """Answers as LibreTranslate does, on this machine."""

    def __init__(self):
        self.requests = []
        self.needs_key = False
        # (status, body) of the next answer instead of its own
        self.next_answer = None
        handler = type("Handler", (_Handler,), {"service": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def host(self):
        return f"127.0.0.1:{self.server.server_port}"

    @property
    def url(self):
        return f"http://{self.host}"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def answer(self, path, request):
        if self.next_answer:
            answer, self.next_answer = self.next_answer, None
            return answer
        if path == "/languages":
            return 200, LANGUAGES
        if self.needs_key and request.get("api_key") != KEY:
            return 403, {"error": "Invalid API key"}
        detected = {"confidence": 90, "language": "pl"}
        translated = f"[{request['target']}] {request['q']}"
        return 200, {"detectedLanguage": detected, "translatedText": translated}


class _Handler(BaseHTTPRequestHandler):
    service = None

    def do_GET(self):
        self._reply({})

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        request = json.loads(self.rfile.read(length))
        self.service.requests.append(request)
        self._reply(request)

    def _reply(self, request):
        status, body = self.service.answer(self.path, request)
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *args):
        """Silence: Odoo's log is for Odoo."""
