# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A backlog is read in jobs while a ticket's page opens and replies go out.

A real server with README's job configuration; the client is this process. Writes its
part of docs/performance.md and prints it.
"""

import json
import os
import signal
import sys
import time
from http.client import HTTPConnection
from statistics import median

from . import content, inside, page
from .channels import readme_channels
from .routes import webhook_account, webhook_notice
from .server import Server

EVENTS, CHUNK = 100_000, 5000
PAGES, REPLIES, PAUSE = 30, 12, 1.0
SCRIPT = "script/bench-backlog"
FIELDS = ("name", "stage_id", "team_id", "user_id", "partner_id", "description")


def main(database, config):
    inside.start(config)
    with inside.environment(database) as env, open(os.devnull, "w") as log:
        backlog = Backlog(env)
        backlog.prepare()
        channels = {"ODOO_QUEUE_JOB_CHANNELS": readme_channels()}
        # As many workers as there are cores, and the crons that sweep.
        options = ("--workers=2", "--max-cron-threads=1")
        with Server(config, database, log, *options, **channels) as server:
            text = backlog.measure(Agent(server.port, database))
    page.write(text, SCRIPT)
    sys.stdout.write(text)


class Backlog:
    def __init__(self, env):
        self.env = env
        self.account = webhook_account(env, "manual")

    def prepare(self):
        """A ticket with a conversation, and people who wait for a reply."""
        self.speaker = self.env["social.care.account"].create(
            {"name": "Speaker", "network": "demo", "handle": "speaker"}
        )
        self.speaker._connect()
        self.speaker.stream_ids.stage = "routed"
        person = self.env["social.care.demo.person"].create(
            {"name": "Customer", "handle": "customer-of-speaker"}
        )
        said = {"account_id": self.speaker.id, "person_id": person.id}
        texts = [f"@speaker question {n}" for n in range(2 * REPLIES + 2)]
        posts = self.env["social.care.demo.post"].create(
            [{**said, "text": text} for text in texts]
        )
        for post in posts:
            post._tell("post")
        while self.env["social.care.event"]._ingest_batch():
            self.env.cr.commit()
        domain = [("account_id", "=", self.speaker.id), ("is_own", "=", False)]
        self.waiting = list(self.env["social.care.mention"].search(domain))
        self.ticket = self.waiting[0].ticket_id
        self.env.cr.commit()

    def measure(self, agent):
        """The part of docs/performance.md, as text."""
        quiet = self._times(agent, lambda _pages: False)
        self._store()
        started, self.marks = time.monotonic(), []
        busy = self._times(agent, self._is_left)
        while self._is_left([]):
            time.sleep(PAUSE)
        seconds = time.monotonic() - started
        return _text(quiet, busy, self._rates(started), EVENTS / seconds)

    def _store(self):
        """A backlog appears at once."""
        store = self.env["social.care.event"]
        connector = self.account._get_connector()
        for _chunk in range(EVENTS // CHUNK):
            notices = [webhook_notice(post) for post in content.posts(CHUNK)]
            events = connector._make_events(self.account, notices)
            store._store(
                self.account, self.env["social.care.stream"], events, "webhook"
            )
        self.env.cr.commit()

    def _is_left(self, _pages):
        """Whether some of the backlog waits; notes how much."""
        self.env.cr.rollback()
        self.env.cr.execute(
            "SELECT count(*) FROM social_care_event"
            " WHERE account_id = %s AND state = 'new'",
            (self.account.id,),
        )
        left = self.env.cr.fetchone()[0]
        self.marks.append((time.monotonic(), EVENTS - left))
        return bool(left)

    def _times(self, agent, goes_on):
        """Seconds of pages and of replies, at least so many of each."""
        pages, replies = [], []
        while len(pages) < PAGES or (goes_on(pages) and self.waiting):
            pages.append(agent.open_ticket(self.ticket.id))
            if len(pages) * REPLIES // PAGES > len(replies) and self.waiting:
                replies.append(self._reply())
            time.sleep(PAUSE / 5)
        return pages, replies

    def _reply(self):
        """Seconds from *Send* until the network has it."""
        mention = self.waiting.pop()
        started = time.monotonic()
        reply = self.env["social.care.reply"].create(
            {
                "thread_id": mention.thread_id.id,
                "mention_id": mention.id,
                "body": "We look into it.",
                "visibility": "public",
            }
        )
        reply.action_send()
        self.env.cr.commit()
        while reply.state != "published":
            time.sleep(0.05)
            self.env.cr.rollback()
            self.env.invalidate_all()
        return time.monotonic() - started

    def _rates(self, started):
        """Events a second in each third of the backlog."""
        reached = {0: started}
        for moment, count in self.marks:
            reached.setdefault(min(3 * count // EVENTS, 3), moment)
        thirds = [reached[third] for third in sorted(reached)]
        return [
            EVENTS / 3 / (end - begin)
            for begin, end in zip(thirds, thirds[1:], strict=False)
        ]


class Agent:
    """A browser of the administrator, as far as it asks the server."""

    def __init__(self, port, database):
        self.port, self.cookie = port, ""
        login = {"db": database, "login": "admin", "password": "admin"}
        self._ask("/web/session/authenticate", login)

    def open_ticket(self, ticket_id):
        """Seconds that a ticket's page costs: its form and its conversations."""
        started = time.monotonic()
        self._call("helpdesk.ticket", "web_read", [[ticket_id]], FIELDS)
        self._call("social.care.thread", "get_conversations", [ticket_id])
        return time.monotonic() - started

    def _call(self, model, method, args, names=()):
        kwargs = {"specification": {name: {} for name in names}} if names else {}
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self._ask(f"/web/dataset/call_kw/{model}/{method}", params)

    def _ask(self, path, params):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=120)
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": params})
        headers = {"Content-Type": "application/json", "Cookie": self.cookie}
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        said = json.loads(answer.read())
        assert "error" not in said, said["error"]
        if "session_id" in (answer.getheader("Set-Cookie") or ""):
            self.cookie = answer.getheader("Set-Cookie").partition(";")[0]
        connection.close()
        return said["result"]


def _text(quiet, busy, rates, rate):
    rows = [
        _row(words, before, during)
        for words, before, during in zip(
            ("a ticket's page opens", "a reply is on the network"),
            quiet,
            busy,
            strict=True,
        )
    ]
    head = ["", "quiet: p50 ms", "backlog: p50 ms", "× quiet (aim: at most 2)"]
    thirds = ", ".join(f"{one:.0f}" for one in rates)
    return (
        f"## A backlog of {EVENTS:,} events\n\n"
        f"`{SCRIPT}`, {time.strftime('%Y-%m-%d')}, {page.processor()}, "
        f"{os.cpu_count()} cores; two worker processes, README's job configuration. "
        f"Read at {rate:.0f} events a second; in each third of it {thirds}.\n\n"
        + page.table(head, rows)
    )


def _row(words, before, during):
    quiet, busy = median(before), median(during)
    return words, f"{1000 * quiet:.0f}", f"{1000 * busy:.0f}", f"{busy / quiet:.2f}"


# Whoever ends us wants the server that we started to end too.
signal.signal(signal.SIGTERM, signal.default_int_handler)
main(*sys.argv[1:])
