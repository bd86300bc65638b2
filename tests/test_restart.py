# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""The README's way: Odoo runs, the app is installed, Odoo is restarted."""

import time
from tempfile import TemporaryFile

from odoo.tools import config

from ..bench.server import Server
from .lifecycle import LifecycleCase, run, soaking

# The job runner begins some seconds after its server.
SECONDS = 30


class TestRestart(LifecycleCase):
    def setUp(self):
        super().setUp()
        self._drop()
        made = run("createdb", "-T", "template0", "-E", "UTF8", self.database)
        self.assertEqual(made.returncode, 0, made.stderr)
        self.odoo("server", "-i", "web", "--stop-after-init", "--no-http")

    def has_runner(self):
        """What Check and the guide see."""
        with self.env() as env:
            return env["social.care.account"]._has_runner()

    def appears(self):
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            if self.has_runner():
                return True
            time.sleep(1)
        return False

    def server(self):
        log = self.enterContext(TemporaryFile("w+"))
        return Server(config["config"], self.database, log, *self.options)

    options = ("--load=base,web,queue_job", "--max-cron-threads=0")

    @soaking
    def test_until_odoo_is_restarted_nothing_runs_the_jobs_and_check_sees_it(self):
        with self.server():
            time.sleep(SECONDS / 3)
            self.install("social_care")
            self.assertFalse(self.appears())
        with self.server():
            self.assertTrue(self.appears())
        self.assertFalse(self.has_runner())
