# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The other side of the webhook connector: tools that take replies, or never answer."""

import json
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from odoo.addons.social_care.tools.values import Request

from .pushing import make_account, post, signed

PLACE = "127.0.0.1"


class AnsweringTool:
    """Takes replies, each after some time, and tells what it was told.

    ``said``: how often each reply came, by its key. It repeats what is repeated, as
    networks without idempotency do.

    :param seconds: how long it thinks about a reply
    """

    def __init__(self, seconds=0.0):
        self.seconds, self.said = seconds, Counter()
        self.lock = threading.Lock()

    def __enter__(self):
        tool = self
        handler = type("Handler", (_Handler,), {"tool": tool})
        self.server = ThreadingHTTPServer((PLACE, 0), handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_error):
        self.server.shutdown()
        self.server.server_close()

    def take(self, key):
        time.sleep(self.seconds)
        with self.lock:
            self.said[key] += 1
        return self.find(key)

    def find(self, key):
        return {"id": f"said-{key}"} if self.said[key] else None


class _Handler(BaseHTTPRequestHandler):
    tool = None

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self._answer(self.tool.take(self.headers["Idempotency-Key"]))

    def do_GET(self):
        [key] = parse_qs(urlsplit(self.path).query)["key"]
        self._answer(self.tool.find(key))

    def _answer(self, found):
        body = json.dumps(found).encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        """The test has its own words."""


def make_talking_account(env, name, port):
    """An account whose replies go to a tool on this machine."""
    parameters = env["ir.config_parameter"]
    known = parameters.get_param("social_care.allowed_private_hosts", "")
    hosts = ",".join(filter(None, (known, f"{PLACE}:{port}")))
    parameters.set_param("social_care.allowed_private_hosts", hosts)
    account = make_account(env, name)
    account.reply_url = f"http://{PLACE}:{port}/"
    return account


def hear(account, numbers):
    """Posts that this account heard, read; in the order of their numbers."""
    numbers = list(numbers)
    for number in numbers:
        headers, body = signed(post(number))
        low = {name.lower(): value for name, value in headers.items()}
        account.app_id._receive_webhook(Request(headers=low, raw=body))
    while account.env["social.care.event"]._ingest_batch(account_ids=account.ids):
        pass
    ids = [f"post-{number}" for number in numbers]
    return account.env["social.care.mention"].search(
        [("account_id", "=", account.id), ("external_id", "in", ids)], order="id"
    )


def answer(mentions):
    """Queued replies, one to each."""
    replies = mentions.env["social.care.reply"].create(
        [
            {
                "thread_id": mention.thread_id.id,
                "mention_id": mention.id,
                "body": f"We look into {mention.external_id}.",
                "visibility": "public",
            }
            for mention in mentions
        ]
    )
    replies.action_send()
    return replies
