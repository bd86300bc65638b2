# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import threading
from tempfile import TemporaryFile

import psutil
import requests

from odoo.addons.social_care_api.tools.openapi import BASE

from ..bench.server import Server
from .api_clients import make_desk
from .race import PATIENCE, RaceCase

WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"


class TestApiKilled(RaceCase):
    """A worker dies in the middle of a request, which its client then repeats."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        with cls.env() as env:
            cls.key, ticket = make_desk(env, "Kim Killed")
            cls.ticket_id = ticket.id
        log = cls.enterClassContext(TemporaryFile("w+"))
        config = cls.config.fget(cls)
        nothing = {"ODOO_QUEUE_JOB_CHANNELS": "root:0"}
        server = Server(config, cls.database, log, "--workers=2", **nothing)
        cls.server = cls.enterClassContext(server)

    def ask(self, act, request_id):
        return requests.post(
            f"http://127.0.0.1:{self.server.port}{BASE}/tickets/{self.ticket_id}/{act}",
            json={},
            headers={
                "Authorization": f"Bearer {self.key}",
                "Idempotency-Key": request_id,
            },
            timeout=PATIENCE,
        )

    def kill_while_it_closes(self):
        """Somebody holds the ticket, the request waits for it, and its worker dies."""
        with self.registry.cursor() as cr:
            cr.execute(
                "SELECT id FROM helpdesk_ticket WHERE id = %s FOR UPDATE",
                [self.ticket_id],
            )
            lost = []
            request = threading.Thread(target=self.expect_no_answer, args=[lost])
            request.start()
            self.wait_until(self.is_waiting, "the request waits for the ticket")
            for worker in psutil.Process(self.server.process.pid).children():
                worker.kill()
            request.join(PATIENCE)
        self.assertTrue(lost)

    def expect_no_answer(self, lost):
        try:
            self.ask("close", "once")
        except requests.ConnectionError as error:
            lost.append(error)

    def is_waiting(self, env):
        env.cr.execute(WAITING)
        return env.cr.fetchone()[0]

    def is_closed(self):
        with self.env() as env:
            return env["helpdesk.ticket"].browse(self.ticket_id).closed

    def test_it_acts_once(self):
        self.kill_while_it_closes()
        self.assertFalse(self.is_closed())
        first = self.ask("close", "once")
        self.assertEqual(first.status_code, 200, first.text)
        self.assertTrue(self.is_closed())
        self.assertFalse(self.ask("reopen", "other").json()["is_closed"])
        again = self.ask("close", "once")
        self.assertEqual(again.json(), first.json())
        self.assertFalse(self.is_closed())
