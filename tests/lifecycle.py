# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Addons that come and go on a database of their own, as an administrator has them come
and go: each time by a process of Odoo's, whose log is read."""

import os
import re
import shutil
import subprocess
import sys
import unittest
from contextlib import contextmanager
from pathlib import Path

import odoo.sql_db
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name
from odoo.tools import config

from .race import quiet_registry, template

# What Odoo says of its own libraries before it comes to us.
FOREIGN = re.compile(r"py\.warnings: .*PyPDF2")
COMPLAINT = re.compile(r"\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) ")
SOAKING = os.environ.get("SOAK") == "1"
SECONDS = 900
SCRIPTS = Path(__file__).resolve().parents[1] / "script"


def soaking(test):
    """A proof that takes minutes: only script/soak runs it."""
    return unittest.skipUnless(SOAKING, "slow: script/soak runs it")(test)


def complaints(log):
    """Warnings and errors of a log, without those of libraries that Odoo uses."""
    lines = filter(COMPLAINT.match, log.splitlines())
    return [line for line in lines if not FOREIGN.search(line)]


def database_of_house(kind):
    """The name of a database that the scripts make once: ``base`` with Odoo's and OCA's
    addons and demo data, ``bare`` without demo data."""
    code = f"from house import database; print(database.{kind}())"
    done = run(sys.executable, "-c", code, cwd=SCRIPTS)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


class LifecycleCase(unittest.TestCase):
    """Each test begins with a copy of ``template_name``: the suite's database."""

    template_name = None
    maxDiff = None

    def setUp(self):
        super().setUp()
        self.database = f"{get_db_name()}-{self.id().rsplit('.', 1)[1][:30]}"
        self._drop()
        self._copy(self.template_name or template())
        self.addCleanup(self._drop)

    def _copy(self, name):
        made = run("createdb", "-T", name, self.database)
        self.assertEqual(made.returncode, 0, made.stderr)
        files = Path(config["data_dir"]) / "filestore"
        shutil.copytree(files / name, files / self.database, copy_function=os.link)

    def _drop(self):
        self.forget_connections()
        run("dropdb", "--if-exists", "--force", self.database)
        files = Path(config["data_dir"]) / "filestore" / self.database
        shutil.rmtree(files, ignore_errors=True)

    def forget_connections(self):
        Registry.delete(self.database)
        odoo.sql_db.close_db(self.database)

    # -- what an administrator does --------------------------------------------

    def install(self, *addons):
        self.assert_quiet(self.odoo("module", "install", *addons))

    def uninstall(self, *addons):
        self.assert_quiet(self.odoo("module", "uninstall", *addons))

    def update(self, *addons):
        names = ",".join(addons)
        options = ("-u", names, "--stop-after-init", "--no-http")
        self.assert_quiet(self.odoo("server", *options))

    def odoo(self, command, *arguments):
        """Run one of Odoo's commands on the database. Returns its log."""
        self.forget_connections()
        subcommand = arguments[:1] if command == "module" else ()
        options = ("-c", config["config"], "-d", self.database)
        words = (command, *subcommand, *options, *arguments[len(subcommand) :])
        done = run(sys.executable, "-m", "odoo", *words)
        self.assertEqual(done.returncode, 0, done.stderr[-9000:])
        return done.stderr

    def assert_quiet(self, log):
        found = complaints(log)
        self.assertFalse(found, "\n".join(found))

    # -- what one sees ---------------------------------------------------------

    @contextmanager
    def env(self):
        """A transaction that commits at its end, in the registry as it is now."""
        with quiet_registry(self.database).cursor() as cr:
            yield api.Environment(cr, SUPERUSER_ID, {})
        self.forget_connections()

    @contextmanager
    def cursor(self):
        with odoo.sql_db.db_connect(self.database).cursor() as cr:
            yield cr
        odoo.sql_db.close_db(self.database)

    def rows(self, query, *params):
        with self.cursor() as cr:
            cr.execute(query, params or None)
            return cr.fetchall()

    def installed(self):
        query = "SELECT name FROM ir_module_module WHERE state = 'installed'"
        return {name for (name,) in self.rows(query)}


def run(*command, **options):
    common = {"capture_output": True, "text": True, "timeout": SECONDS}
    return subprocess.run(command, check=False, **common, **options)
