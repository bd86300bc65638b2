# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hashlib
import hmac
import json
import threading
import time
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from odoo.addons.social_care.tests.contract import Notice

SECRET = "secret of the tests"
OWN_ID = "own-id-of-the-tests"


def signature_headers(signed, at=None, secret=SECRET):
    """Headers as the readme tells a tool to make them, with nothing of ours."""
    timestamp = str(int(at or time.time()))
    message = timestamp.encode() + b"." + signed
    digest = hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
    return {
        "X-Social-Care-Timestamp": timestamp,
        "X-Social-Care-Signature": f"sha256={digest}",
    }


class Tool:
    """A tool that takes replies, on this machine. Refuses what is badly signed."""

    def __init__(self):
        self.posts = {}
        self.requests = []
        self.raw_requests = []
        self.failure = ""
        self.pending = set()
        handler = type("Handler", (_Handler,), {"tool": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def host(self):
        return f"127.0.0.1:{self.server.server_port}"

    @property
    def url(self):
        return f"http://{self.host}/replies"

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def take_failure(self):
        failure, self.failure = self.failure, ""
        return failure

    def drop(self, external_id):
        left = {k: p for k, p in self.posts.items() if p["id"] != external_id}
        found = len(left) < len(self.posts)
        self.posts = left
        return found

    def take(self, key, reply):
        return self.posts.setdefault(key, {**reply, "id": f"r{len(self.posts) + 1}"})


class _Handler(BaseHTTPRequestHandler):
    tool = None

    def do_POST(self):
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        if not self._is_signed(raw, raw):
            return self._answer(401)
        failure = self.tool.take_failure()
        if failure == "blocked":
            words = "Maria takes no messages from you."
            return self._answer(
                403, {"error": "recipient_unavailable", "message": words}
            )
        if failure and failure not in ("lost_answer", "pending"):
            return self._answer(int(failure))
        post = self.tool.take(self.headers["Idempotency-Key"], json.loads(raw))
        if failure == "pending":
            self.tool.pending.add(post["id"])
        if failure == "lost_answer":
            return self.connection.close()
        return self._answer(201, {**self._describe(post), "url": "https://t.example/1"})

    def do_GET(self):
        query = urlsplit(self.path).query
        if not self._is_signed(query.encode()):
            return self._answer(401)
        post = self.tool.posts.get(parse_qs(query)["key"][0])
        return self._answer(200, self._describe(post)) if post else self._answer(404)

    def _describe(self, post):
        is_pending = post["id"] in self.tool.pending
        return {"id": post["id"], "state": "pending" if is_pending else "public"}

    def do_DELETE(self):
        query = urlsplit(self.path).query
        if not self._is_signed(query.encode()):
            return self._answer(401)
        found = self.tool.drop(parse_qs(query)["id"][0])
        return self._answer(204 if found else int(self.tool.take_failure() or 404))

    def _is_signed(self, signed, body=b""):
        request = (self.command, self.path, dict(self.headers))
        self.tool.requests.append(request)
        self.tool.raw_requests.append((*request, body))
        timestamp = self.headers["X-Social-Care-Timestamp"]
        good = signature_headers(signed, at=int(timestamp))
        return (
            good["X-Social-Care-Signature"] == self.headers["X-Social-Care-Signature"]
        )

    def _answer(self, status, body=None):
        raw = json.dumps(body or {}).encode()
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "60")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *args):
        """Silence: Odoo's log is for Odoo."""


class WebhookNetwork:
    """The contract's fixture for a tool that pushes and takes replies."""

    has_closed_posts = True
    has_reviews = True
    has_renamed_edits = True
    is_renaming = False
    clock = datetime(2026, 3, 1, 10)
    blocked_words = "Maria takes no messages"
    number = 0

    def make_account(self):
        self.tool = Tool()
        self.addCleanup(self.tool.stop)
        self.env["ir.config_parameter"].set_param(
            "social_care.allowed_private_hosts", self.tool.host
        )
        account = self.env["social.care.account"].create(
            {
                "name": "Tool",
                "network": "webhook",
                "handle": "northwind",
                "team_id": self.team.id,
                "webhook_secret": SECRET,
                "reply_url": self.tool.url,
                "reply_limit": 280,
            }
        )
        account.action_connect()
        account.external_id = OWN_ID
        account.stream_ids.stage = "routed"
        return account

    def tick(self):
        self.clock += timedelta(seconds=1)
        return self.clock.isoformat() + "Z"

    def new_id(self):
        self.number += 1
        return f"n{self.number}"

    def customer_posts_closed(self, text):
        notice = self.customer_posts(text)
        notice.payload["cannot_reply"] = "closed"
        return notice

    def rename_edits(self):
        self.is_renaming = True

    def review(self, external_id, verdict, reason):
        self.tool.pending.discard(external_id)
        if verdict == "revoked":
            self.tool.drop(external_id)
        payload = {
            "id": external_id,
            "kind": "receipt",
            "status": verdict,
            "reason": reason,
        }
        return Notice(external_id, "receipt", payload)

    def customer_posts(self, text, parent=None, private=False):
        parent_payload = parent.payload if parent else {}
        newest = parent_payload.get("newest") or parent_payload.get("id")
        payload = {
            "id": self.new_id(),
            "kind": "direct" if private else "post",
            "text": text,
            "author": {"id": 7, "handle": "maria", "name": "Maria", "followers": 70},
            "parent_id": newest,
            "thread_id": parent_payload.get("thread_id") or parent_payload.get("id"),
            "posted_at": self.tick(),
        }
        return Notice(payload["id"], "post", payload)

    def customer_edits(self, notice, text):
        news = {"kind": "edit", "text": text, "edited_at": self.tick()}
        if self.is_renaming:
            news["version_id"] = self.new_id()
            notice.payload["newest"] = news["version_id"]
        return Notice(notice.external_id, "edit", {**notice.payload, **news})

    def customer_deletes(self, notice):
        newest = notice.payload.get("newest") or notice.external_id
        payload = {"id": newest, "kind": "deletion"}
        return Notice(notice.external_id, "deletion", payload)

    def strange_notice(self):
        payload = {"id": self.new_id(), "kind": "poll_vote", "choice": 2}
        return Notice(payload["id"], "unknown", payload)

    def broken_notice(self):
        payload = {"id": self.new_id(), "kind": "post", "text": ["not", "text"]}
        return Notice(payload["id"], "post", payload)

    def sign(self, raw, at=None):
        return signature_headers(raw, at)

    def script_failure(self, kind):
        self.tool.failure = kind

    def published_texts(self):
        return [post["text"] for post in self.tool.posts.values()]
