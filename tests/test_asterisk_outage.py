# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Listeners that die or hang, a phone system that is killed, a database that ends all
connections: what is written about calls is right soon after.
"""

import json
import os
import signal
import subprocess
import sys
import unittest
from pathlib import Path

import odoo.sql_db

from . import phone_system
from .lifecycle import SCRIPTS, soaking
from .listening import JAN, RECOVERY_SECONDS, ListeningCase
from .phone_system import make_phone

ENSURE = Path(__file__).parents[1] / "script/peers/asterisk/ensure"
END_ALL = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid != pg_backend_pid()
"""


class TestAsteriskOutage(ListeningCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.start_listener()

    def tearDown(self):
        """A killed listener is replaced: two are there for each test."""
        for listener in list(self.listeners):
            listener.signal(signal.SIGCONT)
            if listener.process.poll() is not None:
                listener.close()
                self.listeners.remove(listener)
                self.start_listener()
        super().tearDown()

    def check_takes_over(self, stop, go_on=None):
        """A call begins before the holder stops and ends while it is gone."""
        with make_phone("1001") as agent, make_phone(JAN) as customer:
            call = customer.call("223334455")
            self.assertTrue(agent.wait_for(agent.wait_for_call(), "up"))
            record = self.await_call(state="talking")
            holder = self.find_holder()
            stop(holder)
            customer.hang_up(call)
            self.assertEqual(self.await_call(outcome="answered"), record)
            self.assertLess(self.took, RECOVERY_SECONDS)
            self.keep_figure()
            if go_on:
                go_on(holder)
        with self.env() as env:
            self.assertEqual(len(self.list_calls(env)), 1)

    def keep_figure(self):
        """With OUTAGE_FIGURES set, how long it took until all was right."""
        if path := os.environ.get("OUTAGE_FIGURES"):
            with open(path, "a") as file:
                figure = {"test": self._testMethodName, "seconds": self.took}
                file.write(f"{json.dumps(figure)}\n")

    def test_a_listener_is_killed(self):
        self.check_takes_over(self.kill)

    def test_a_listener_hangs_and_comes_back(self):
        self.check_takes_over(
            lambda holder: holder.signal(signal.SIGSTOP),
            lambda holder: holder.signal(signal.SIGCONT),
        )
        self.await_listening()

    def test_a_call_that_begins_while_the_holder_is_dying(self):
        with make_phone("1001") as agent, make_phone(JAN) as customer:
            call = customer.call("223334455")
            agent.wait_for_call()
            self.kill(self.find_holder())
            self.await_call(state="talking")
            customer.hang_up(call)
            self.await_call(outcome="answered")

    def test_the_database_ends_all_connections(self):
        def end_connections(_holder):
            with self.env() as env:
                env.cr.execute(END_ALL)

        self.check_takes_over(end_connections)
        self.await_listening()

    @unittest.skipIf("DATABASE_URL" in os.environ, "the database server is another's")
    @soaking
    def test_postgresql_starts_anew(self):
        def restart(_holder):
            odoo.sql_db.close_all()
            code = "from house import postgres; postgres.restart()"
            command = [sys.executable, "-c", code]
            subprocess.run(command, cwd=SCRIPTS, check=True, capture_output=True)

        self.check_takes_over(restart)
        self.await_listening()

    def test_asterisk_is_killed(self):
        """It says nothing about the end; who listens finds that nothing is there."""
        with make_phone("1001") as agent, make_phone(JAN) as customer:
            customer.call("223334455")
            self.assertTrue(agent.wait_for(agent.wait_for_call(), "up"))
            record = self.await_call(state="talking")
            os.kill(int(phone_system.read("PID")), signal.SIGKILL)
            self.start_asterisk()
            self.assertEqual(self.await_call(outcome="lost"), record)
            self.keep_figure()
        self.await_listening()

    def start_asterisk(self):
        done = subprocess.run(
            [ENSURE, "test"], capture_output=True, text=True, check=True
        )
        rows = dict(row.split("=", 1) for row in done.stdout.splitlines() if "=" in row)
        os.environ["ASTERISK_PID"] = rows["ASTERISK_PID"]

    def test_a_phone_system_that_is_changed_is_connected_anew(self):
        with self.env() as env:
            system = env["social.care.phone.system"].browse(self.system)
            system.ami_new_secret = "wrong"
        self.wait_until(
            lambda env: (
                "refused"
                in (
                    env["social.care.phone.system"].browse(self.system).listener_message
                    or ""
                )
            ),
            "the refusal is said",
        )
        with self.env() as env:
            system = env["social.care.phone.system"].browse(self.system)
            system.ami_new_secret = phone_system.read("SECRET")
        self.await_listening()

    def says_refused(self, env):
        system = env["social.care.phone.system"].browse(self.system)
        return "refused" in (system.listener_message or "")
