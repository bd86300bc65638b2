# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The database ends the connections of a server, or starts anew, while replies are
being sent: each is said once, and none stays "sending"."""

import os
import sys
import time
from unittest import skipIf

import odoo.sql_db

from .answering import AnsweringTool, answer, hear, make_talking_account
from .lifecycle import SCRIPTS, run, soaking
from .nodes import start_node, terminate
from .race import RaceCase

WHOLE = os.environ.get("SOAK") == "1"
REPLIES, TERMINATIONS = (300, 12) if WHOLE else (60, 4)
THINKING_SECONDS = 0.3
# The sweep comes each minute; the runner needs some seconds to be back.
SENDING_SECONDS = 75
PATIENCE = 240


class LostConnectionsCase(RaceCase):
    def setUp(self):
        super().setUp()
        self.tool = self.enterContext(AnsweringTool(THINKING_SECONDS))
        self.sending_since, self.longest = {}, 0.0
        with self.env() as env:
            account = make_talking_account(env, "Talking", self.tool.port)
            self.replies = answer(hear(account, range(REPLIES)))

    def look(self, env):
        """How long each reply is "sending"; whether all are out."""
        now, replies = time.monotonic(), self.replies.with_env(env)
        sending = replies.filtered(lambda reply: reply.state == "sending").ids
        since = self.sending_since
        self.sending_since = {one: since.get(one, now) for one in sending}
        waits = [now - begun for begun in self.sending_since.values()]
        self.longest = max([self.longest, *waits])
        return set(replies.mapped("state")) == {"published"}

    def count_said(self):
        return sum(self.tool.said.values())

    def wait_for_more(self, count=3):
        """Until some more are said, so that others are just being said."""
        wanted = min(self.count_said() + count, REPLIES - 1)
        self.wait_until(
            lambda env: self.look(env) or self.count_said() >= wanted, "more are said"
        )

    def assert_said_once(self):
        self.wait_until(self.look, "all replies are out", PATIENCE)
        sys.stdout.write(f"longest time in sending: {self.longest:.0f} s\n")
        with self.env() as env:
            keys = self.replies.with_env(env).mapped("record_key")
            self.assertEqual(dict(self.tool.said), dict.fromkeys(keys, 1))
            lost = env["queue.job"].search([("state", "=", "failed")])
            self.assertFalse(lost.mapped("exc_info"))
        self.assertLess(self.longest, SENDING_SECONDS)


class TestTerminatedConnections(LostConnectionsCase):
    def test_all_connections_of_jobs_end_again_and_again_and_each_reply_is_said_once(
        self,
    ):
        start_node(self)
        ended = 0
        for _round in range(TERMINATIONS):
            self.wait_for_more()
            with self.env() as env:
                ended += terminate(env.cr)
        self.assertGreater(ended, 3 * TERMINATIONS)
        self.assert_said_once()


@skipIf(os.environ.get("DATABASE_URL"), "the database server is somebody else's")
class TestRestartedDatabase(LostConnectionsCase):
    @soaking
    def test_postgresql_starts_anew_twice_and_each_reply_is_said_once(self):
        start_node(self)
        for _restart in range(2):
            self.wait_for_more(REPLIES // 10)
            self.restart_postgresql()
        self.assert_said_once()

    def restart_postgresql(self):
        odoo.sql_db.close_all()
        code = "from house import postgres; postgres.restart()"
        done = run(sys.executable, "-c", code, cwd=SCRIPTS)
        self.assertEqual(done.returncode, 0, done.stderr)
