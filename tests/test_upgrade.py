# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A database of an earlier version, with data in every table, comes to this one."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from odoo.tools import config

from .lifecycle import LifecycleCase, database_of_house, run, soaking

ROOT = Path(__file__).resolve().parents[1]
# The last commits of the versions before.
V1_0, V1_1, V1_2 = "7eb451b", "1557245", "80ab723"
FURNISH = """
from importlib.util import module_from_spec, spec_from_file_location
spec = spec_from_file_location("furnish", {path!r})
module = module_from_spec(spec)
spec.loader.exec_module(module)
module.furnish(env)
env.cr.commit()
print("furnished")
"""
COLUMNS = """
    SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable
    FROM information_schema.columns
    WHERE table_schema = current_schema()
        AND (table_name LIKE 'social_care%' OR table_name LIKE 'helpdesk%')
"""
TARGETS = "SELECT id, ticket_id, sla_id, deadline FROM helpdesk_ticket_sla ORDER BY id"
# Who waits for an answer, and whether the upgrade took a message for one of today.
WAITING = "SELECT id, waiting_since IS NULL FROM social_care_thread ORDER BY id"
OUT_OF_TIME = """
    SELECT id, posted_at, received_at, effective_at FROM social_care_mention
    WHERE effective_at IS NULL OR effective_at > received_at
        OR posted_at > received_at
"""
KEPT = (
    "account",
    "stream",
    "event",
    "profile",
    "mention",
    "thread",
    "rule",
    "reply",
    "topic",
    "correction",
    "incident",
    "agent",
    "work",
    "decision",
    "need",
    "ring",
    "round",
    "skill_rule",
    "capacity_profile",
    "level",
    "model",
    "replay",
    "replay_result",
    "staffing",
)
# What the customer addons added to 1.2.
KEPT_OF_CUSTOMERS = ("link", "handle", "evidence", "customer", "rating_request")
# Where the networks deliver, and what signs it.
ADDRESSES = """
    SELECT network, webhook_token, webhook_secret, max_body_kb
    FROM social_care_{} ORDER BY webhook_token
"""
RENAMED = {
    "need": "skill_requirement",
    "ring": "skill_relaxation",
    "round": "routing_run",
    "level": "alert_threshold",
    "model": "trained_model",
}


def is_at_hand(commit):
    """A shallow clone, or an archive, has no history."""
    command = ["git", "cat-file", "-e", f"{commit}^{{commit}}"]
    return not subprocess.run(command, cwd=ROOT, capture_output=True).returncode


class UpgradeCase(LifecycleCase):
    """The code of before installs and fills a database, then ours updates it."""

    before = None
    # {name of a table before: name now}
    renamed = RENAMED
    kept = KEPT

    def setUp(self):
        if not is_at_hand(self.before):
            self.skipTest(f"the commit {self.before} is not in this clone")
        super().setUp()
        self.fresh = self.rows(COLUMNS)
        self._drop()
        folder = self.enterContext(tempfile.TemporaryDirectory())
        self.old_config = self.unpack(Path(folder))
        self._copy(database_of_house("base"))

    def unpack(self, folder):
        """The addons of before, and a configuration that finds them."""
        self.addons = addons = folder / "social_care_suite"
        addons.mkdir()
        archive = subprocess.run(
            ["git", "archive", self.before], cwd=ROOT, check=True, capture_output=True
        )
        subprocess.run(["tar", "-x", "-C", addons], input=archive.stdout, check=True)
        return self.write_config(folder, addons)

    def write_config(self, folder, addons):
        text = Path(config["config"]).read_text()
        paths = [p for p in config["addons_path"] if "/odoo/addons" in p]
        paths += [str(addons), str(folder)]
        line = f"addons_path = {','.join(paths)}"
        path = folder / "before.conf"
        path.write_text(re.sub(r"(?m)^addons_path.*$", line, text))
        return path

    def odoo_before(self, *arguments, **options):
        options = {"cwd": "/", **options}
        command = (sys.executable, "-m", "odoo", *arguments[:1])
        place = ("-c", self.old_config, "-d", self.database)
        return run(*command, *place, *arguments[1:], **options)

    def install_before(self):
        names = [path.parent.name for path in self.addons.glob("*/__manifest__.py")]
        options = ("--with-demo", "--no-http", "--stop-after-init")
        done = self.odoo_before(
            "server", "-i", ",".join([*names, "social_care_suite"]), *options
        )
        self.assertEqual(done.returncode, 0, done.stderr[-3000:])

    def furnish_before(self):
        script = FURNISH.format(path=str(ROOT / "tests/furnish.py"))
        done = self.odoo_before("shell", "--no-http", input=script)
        self.assertIn("furnished", done.stdout, done.stderr[-3000:])

    def count_rows(self, renamed):
        """
        :param renamed: {name of a table before: name now}
        """
        query = "SELECT count(*) FROM social_care_{}"
        return {
            name: self.rows(query.format(renamed.get(name, name)))[0][0]
            for name in self.kept
        }

    def assert_upgraded(self):
        self.install_before()
        # What furnish() writes makes no sense: who waits there is settled anew.
        waiting, targets = self.rows(WAITING), self.rows(TARGETS)
        self.furnish_before()
        before = self.count_rows({})
        self.update("all")
        for name, count in self.count_rows(self.renamed).items():
            # What the version before had overlooked may be added.
            self.assertGreaterEqual(count, before[name], name)
        self.assertEqual(self.rows(WAITING)[: len(waiting)], waiting)
        self.assertEqual(self.rows(TARGETS)[: len(targets)], targets)
        self.assertEqual(self.rows(OUT_OF_TIME), [])
        self.assertLessEqual(set(self.fresh), set(self.rows(COLUMNS)))
        self.assertFalse(self.list_not_installed())
        self.update("all")

    def list_not_installed(self):
        query = """
            SELECT name FROM ir_module_module
            WHERE (name LIKE 'social_care%' OR name = 'helpdesk_mgmt_sla_response')
                AND state != 'installed'
        """
        return self.rows(query)


class TestUpgradeFrom10(UpgradeCase):
    before = V1_0

    @soaking
    def test_nothing_is_lost_and_it_looks_like_a_new_one(self):
        self.assert_upgraded()


class TestUpgradeFrom11(UpgradeCase):
    before = V1_1

    @soaking
    def test_nothing_is_lost_and_it_looks_like_a_new_one(self):
        self.assert_upgraded()


class TestUpgradeFrom12(UpgradeCase):
    before = V1_2
    renamed = {}
    kept = (*(RENAMED.get(name, name) for name in KEPT), *KEPT_OF_CUSTOMERS)

    @soaking
    def test_nothing_is_lost_and_it_looks_like_a_new_one(self):
        self.assert_upgraded()

    @soaking
    def test_networks_deliver_to_the_same_addresses_with_the_same_secrets(self):
        self.install_before()
        self.furnish_before()
        before = self.rows(ADDRESSES.format("account"))
        self.assertTrue(before)
        self.update("social_care")
        self.assertEqual(self.rows(ADDRESSES.format("app")), before)
