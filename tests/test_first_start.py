# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""A company that has never heard of us: an empty database, the app, the guide."""

import os
import sys
from pathlib import Path

from odoo.tools import config

from .lifecycle import LifecycleCase, complaints, database_of_house, run

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = ("--odoo-log-level=warn", "--odoo-http", "-q", "-p", "no:xdist")


class TestFirstStart(LifecycleCase):
    def setUp(self):
        self.template_name = database_of_house("bare")
        super().setUp()

    def test_one_app_brings_all_and_its_guide_leads_to_the_first_answer(self):
        self.install("social_care")
        self.assertLessEqual(
            {"social_care_suite", "social_care_routing", "social_care_webhook"},
            self.installed(),
        )
        self.assertNotIn("social_care_demo", self.installed())
        self.run_by_itself("first_start.py")

    def run_by_itself(self, name):
        """Run a test on our database, which is another than that of this process."""
        path = Path(__file__).parent / name
        options = (f"--odoo-database={self.database}", f"--odoo-config={self.config}")
        environment = {k: v for k, v in os.environ.items() if "PYTEST" not in k}
        command = (sys.executable, "-m", "pytest", *options, *OPTIONS, str(path))
        done = run(*command, cwd=ROOT, env=environment)
        self.assertEqual(done.returncode, 0, done.stdout[-6000:])
        self.assertEqual(complaints(done.stderr), [])

    @property
    def config(self):
        return config["config"]
