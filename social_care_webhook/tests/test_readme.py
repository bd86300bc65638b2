# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import os
import re
import shutil
import subprocess
from pathlib import Path
from unittest import skipUnless
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.orm.registry import DummyRLock, Registry
from odoo.tests import HttpCase, tagged

USAGE = Path(__file__).parents[1] / "readme" / "USAGE.md"
TOOLS = all(map(shutil.which, ("bash", "curl", "openssl")))


@tagged("post_install", "-at_install")
class TestReadme(HttpCase):
    """The line in the readme works as it stands there."""

    registry_test_mode = False

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Odoo's own runner holds this lock meanwhile; the server could not answer.
        cls.startClassPatcher(patch.object(Registry, "_lock", DummyRLock()))

    def setUp(self):
        super().setUp()
        xmlid = "social_care_webhook.account_demo"
        self.account = self.env.ref(xmlid, raise_if_not_found=False)
        if not self.account:
            self.skipTest("there are no demo data")
        self.addCleanup(self.forget)

    def forget(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["social.care.event"].search(self.told_by_readme()).unlink()
            jobs = [("model_name", "=", "social.care.event")]
            env["queue.job"].search(jobs).unlink()

    def told_by_readme(self):
        return [("account_id", "=", self.account.id), ("external_id", "=", "1001")]

    @skipUnless(TOOLS, "bash, curl or openssl is missing")
    def test_curl(self):
        script = re.search(r"```bash\n(.*?)```", USAGE.read_text(), re.DOTALL)[1]
        script = script.replace("http://localhost:8069", self.base_url())
        done = subprocess.run(
            ["bash", "-euc", script], capture_output=True, text=True, env=os.environ
        )
        self.assertEqual(done.stdout.strip(), "OK", done.stderr)
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            event = env["social.care.event"].search(self.told_by_readme())
            self.assertEqual(event.payload["author"]["handle"], "maria")
