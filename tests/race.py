# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A database of its own, with real transactions, for what a test cursor cannot show."""

import re
import subprocess
import threading
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from unittest.mock import patch

import odoo.sql_db
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests.common import get_db_name
from odoo.tools import config

PATIENCE = 120


def template():
    """The database of the suite: nobody is connected to it, each worker has a copy."""
    return re.sub(r"-gw\d+$", "", get_db_name())


def quiet_registry(database):
    """While tests are enabled, loading a registry runs those of its modules."""
    with patch.dict(config.options, {"test_enable": False}):
        return Registry(database)


class RaceCase(unittest.TestCase):
    """Tests on a copy of the suite's database, which they may commit to.

    ``env()`` opens a transaction that commits at its end.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.database = f"{get_db_name()}-{cls.__name__.lower()}"
        cls._drop()
        command = ["createdb", "-T", template(), cls.database]
        subprocess.run(command, check=True)
        cls.addClassCleanup(cls._drop)
        cls.registry = cls._load()
        cls.addClassCleanup(cls._close)

    @classmethod
    def _load(cls):
        return quiet_registry(cls.database)

    @classmethod
    def _close(cls):
        Registry.delete(cls.database)
        odoo.sql_db.close_db(cls.database)

    @classmethod
    def _drop(cls):
        command = ["dropdb", "--if-exists", "--force", cls.database]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)

    @classmethod
    @contextmanager
    def env(cls):
        with cls.registry.cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})

    def do_at_once(self, *acts):
        """Do each ``act(env)`` in a thread and a transaction of its own. None sees what
        another one did; whatever collides begins anew, as requests do in Odoo.

        :return: list of what the acts return
        """
        barrier = threading.Barrier(len(acts))

        def run(act):
            with self.registry.cursor() as cr:
                cr.execute("SELECT 1")
                env = api.Environment(cr, SUPERUSER_ID, {})
                barrier.wait(PATIENCE)
                return retrying(lambda: act(env), env)

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(run, acts))

    def wait_until(self, reached, words, patience=PATIENCE):
        """Ask ``reached(env)`` again and again, each time in a new transaction."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            with self.env() as env:
                if reached(env):
                    return
            time.sleep(0.3)
        self.fail(f"not within {patience} seconds: {words}")

    @property
    def config(self):
        return config["config"]
