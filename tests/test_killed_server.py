# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A server whose workers die while they take, read and send; its jobs are real."""

import os
import random
import signal
import time
from tempfile import TemporaryFile
from threading import Event, Thread

from ..bench import load
from ..bench.server import Server
from .pushing import make_account, post, signed
from .race import PATIENCE, RaceCase
from .speaking import assert_said_once, make_replies

SEED = 11
KILLS = 12
REPLIES = 120
AT_ONCE = 40
WORKING = """
    SELECT worker_pid FROM queue_job
    WHERE state = 'started' AND method_name = %s ORDER BY date_started DESC
"""


class TestKilledServer(RaceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        log = cls.enterClassContext(TemporaryFile("w+"))
        server = Server(
            cls.config.fget(cls),
            cls.database,
            log,
            "--workers=3",
            "--load=base,web,queue_job",
            # A dead job keeps its place until the runner finds it.
            ODOO_QUEUE_JOB_CHANNELS=f"root:{2 * KILLS}",
        )
        cls.server = cls.enterClassContext(server)

    def test_nothing_is_lost_and_nothing_is_said_twice(self):
        with self.env() as env:
            account = make_account(env, "Dying")
            token = account.webhook_token
            replies = make_replies(env, REPLIES)
        chance, self.killed = random.Random(SEED), set()
        with Delivery(self.server.port, token) as delivery:
            self.kill_workers("_send", lambda: chance.uniform(0, 0.05))
            self.kill_workers("_ingest", lambda: chance.uniform(0, 0.5))
        self.wait_until(self.is_settled, "all read, all said")
        with self.env() as env:
            assert_said_once(self, replies.with_env(env))
            self.assert_all_there(account.with_env(env), delivery.taken)

    def kill_workers(self, job, delay):
        """Kill workers in the middle of jobs of this kind."""
        for _ in range(KILLS):
            worker = self.wait_for_worker(job)
            time.sleep(delay())
            os.kill(worker, signal.SIGKILL)
            self.killed.add(worker)

    def wait_for_worker(self, job):
        """A worker that is at such a job; a dead one leaves its job as it was."""
        for _ in range(PATIENCE * 100):
            with self.env() as env:
                env.cr.execute(WORKING, (job,))
                started = [pid for (pid,) in env.cr.fetchall()]
            if alive := [pid for pid in started if pid not in self.killed]:
                return alive[0]
            time.sleep(0.01)
        return self.fail(f"no worker at {job}")

    def is_settled(self, env):
        events = env["social.care.event"]
        # What the cron does each minute.
        events._cron_ingest()
        unfinished = [("state", "in", ("queued", "sending", "unknown"))]
        return not (
            events.search_count([("state", "=", "new")])
            or env["social.care.reply"].search_count(unfinished)
        )

    def assert_all_there(self, account, taken):
        mentions = account.env["social.care.mention"].search(
            [("account_id", "=", account.id)]
        )
        self.assertEqual(sorted(mentions.mapped("external_id")), sorted(taken))
        tickets = account.env["helpdesk.ticket"].search(
            [("social_care_thread_ids.account_id", "=", account.id)]
        )
        self.assertEqual(len(tickets), len(mentions))
        self.assertEqual(tickets, mentions.ticket_id)


class Delivery:
    """A network that delivers again what was not answered, until it is told to stop.

    ``taken``: ids of the notices that were answered with 200.
    """

    def __init__(self, port, token):
        self.port = port
        self.path = f"/social_care/webhook/{token}"
        self.taken = []
        self.stopped = Event()
        self.thread = Thread(target=self._deliver)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_error):
        self.stopped.set()
        self.thread.join()

    def _deliver(self):
        while not self.stopped.is_set():
            first = len(self.taken)
            notices = [post(number) for number in range(first, first + AT_ONCE)]
            self._deliver_all(notices)
            self.taken += [notice["id"] for notice in notices]

    def _deliver_all(self, notices):
        while notices:
            requests = [(self.path, *signed(notice)) for notice in notices]
            _seconds, answers = load.deliver(self.port, requests)
            notices = [
                notice
                for notice, (status, _wait) in zip(notices, answers, strict=True)
                if status != 200
            ]
