# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = "key of the tests"
US = {"id": "u-us", "handle": "northwind"}
#: How the board refuses, by the code that the contract gives to ``script_failure``.
REFUSALS = {
    "400": (400, {"message": "The board takes no such text."}),
    "401": (401, {"message": "Unknown API key."}),
    "403": (403, {"message": "This conversation is closed."}),
    "blocked": (403, {"error": "blocked", "message": "Maria blocked you."}),
    "429": (429, {"message": "Too many posts."}),
    "500": (500, {}),
}


class Board:
    """A Sample board on this machine."""

    def __init__(self):
        self.posts, self.keys, self.failure, self.seconds = [], {}, "", 0
        handler = type("Handler", (_Handler,), {"board": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.host = f"127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def tick(self):
        self.seconds += 1
        return f"2026-03-01T10:{self.seconds // 60:02}:{self.seconds % 60:02}Z"

    def find(self, post_id):
        return next((post for post in self.posts if post["id"] == post_id), None)

    def add(self, author, text, parent_id=None, private=False):
        post_id, parent = f"p{len(self.posts) + 1}", self.find(parent_id)
        kind = "direct" if private else "comment" if parent else "post"
        post = {
            "id": post_id,
            "thread_id": parent["thread_id"] if parent else post_id,
            "parent_id": parent_id,
            "author": author,
            "text": text,
            "kind": kind,
            "version": 1,
            "posted_at": self.tick(),
            "edited_at": None,
            "deleted_at": None,
        }
        self.posts.append(post)
        return post

    def change(self, post_id, **vals):
        post = self.find(post_id)
        post.update(vals, version=post["version"] + 1)
        return post


class _Handler(BaseHTTPRequestHandler):
    board = None

    def do_GET(self):
        if self.headers["Authorization"] != f"Bearer {KEY}":
            return self._answer(*REFUSALS["401"])
        if self.path == "/me":
            return self._answer(200, US)
        posts = self.board.posts
        if "?key=" in self.path:
            posts = [p for p in posts if p["id"] == self.board.keys.get(self._key())]
        items = [{"event": "created", "post": post} for post in posts]
        return self._answer(200, {"items": items, "after": len(items), "more": False})

    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        failure, self.board.failure = self.board.failure, ""
        if failure in REFUSALS:
            return self._answer(*REFUSALS[failure])
        private = body["visibility"] == "private"
        post = self.board.add(US, body["text"], body["parent_id"], private)
        self.board.keys[self.headers["Idempotency-Key"]] = post["id"]
        if failure == "lost_answer":
            return self.connection.close()
        return self._answer(201, post)

    def do_DELETE(self):
        post_id = self.path.rpartition("/")[2]
        self._answer(200, self.board.change(post_id, deleted_at=self.board.tick()))

    def _key(self):
        return self.path.partition("?key=")[2]

    def _answer(self, status, body):
        raw = json.dumps(body).encode()
        self.send_response(status)
        if status == 429:
            self.send_header("Retry-After", "60")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *args):
        """Write nothing: Odoo's log is for Odoo."""
