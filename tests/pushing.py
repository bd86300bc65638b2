# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A monitoring tool that pushes signed notices over several connections at once."""

import http.client
import json
import queue
import threading
import time

from odoo.addons.social_care.tools import signing

SECRET = "secret of the race tests"


def make_account(env, name="Pushed", stage="routed"):
    """A connected account of the webhook connector with one stream, where nothing is
    known to be usual yet: else many who say the same are one incident, rightly, and
    have no tickets."""
    env["social.care.volume"].search([]).unlink()
    # Nobody undoes what a test sends.
    env.company.social_care_undo_seconds = 0
    accounts = env["social.care.account"]
    account = accounts.create(
        {
            "name": name,
            "network": "webhook",
            "handle": name.lower(),
            "webhook_secret": SECRET,
            "team_id": env["helpdesk.ticket.team"].search([], limit=1).id,
        }
    )
    account._connect()
    account.stream_ids.stage = stage
    return account


def post(number, **values):
    """A notice of one post, as a tool would push it."""
    return {
        "id": f"post-{number}",
        "kind": "post",
        "text": f"@brand parcel number {number} is late",
        "author": {"id": f"author-{number}", "handle": f"person{number}"},
        "posted_at": "2026-01-01T10:00:00Z",
        **values,
    }


def signed(notice, secret=SECRET):
    """(headers, body) of a push."""
    body = json.dumps(notice).encode()
    now = str(int(time.time()))
    signature = signing.sign(secret, f"{now}.".encode() + body)
    headers = {
        "Content-Type": "application/json",
        "X-Social-Care-Timestamp": now,
        "X-Social-Care-Signature": f"sha256={signature}",
    }
    return headers, body


class Pusher:
    """Pushes ``(headers, body)`` pairs to one address; remembers each answer."""

    def __init__(self, port, token, connections):
        self.port = port
        self.path = f"/social_care/webhook/{token}"
        self.connections = connections
        self.start = threading.Barrier(connections)
        self.waiting = queue.SimpleQueue()
        self.statuses = []

    def push(self, requests):
        """Push all, in this order over all connections; returns the statuses."""
        for request in requests:
            self.waiting.put(request)
        threads = [threading.Thread(target=self._work) for _ in range(self.connections)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self.statuses

    def _work(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.connect()
        self.start.wait()
        while True:
            try:
                headers, body = self.waiting.get_nowait()
            except queue.Empty:
                return connection.close()
            connection.request("POST", self.path, body, headers)
            answer = connection.getresponse()
            answer.read()
            self.statuses.append(answer.status)
