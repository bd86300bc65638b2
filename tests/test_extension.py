# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Another addon adds one of each thing that CONTRIBUTING.md lists, and none of ours is
edited for it: ``tests/addons/social_care_example``, with tests of its own. And the
connector of docs/connector.md, ``tests/addons/social_care_sample``, with its own."""

import re
import socket
from pathlib import Path

from odoo.tools import config

from .lifecycle import LifecycleCase

FOLDER = Path(__file__).parent / "addons"
RESULT = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")


class TestExtension(LifecycleCase):
    def test_an_addon_extends_everything_that_is_said_to_be_open(self):
        tests = self.install_and_test("social_care_example")
        self.assertEqual(tests, self.count_tests("social_care_example"))

    def test_the_connector_of_the_documentation_keeps_the_contract(self):
        """docs/connector.md, whose files test_readme compares."""
        self.assertGreater(self.install_and_test("social_care_sample"), 100)

    def install_and_test(self, addon):
        """Install an addon and run its tests; return how many there are."""
        log = self.install(addon)
        self.assert_quiet(log)
        failed, errors, tests = map(int, RESULT.search(log).groups())
        self.assertEqual((failed, errors), (0, 0))
        return tests

    def install(self, addon):
        paths = ",".join([*config["addons_path"], str(FOLDER)])
        return self.odoo(
            "server",
            f"--addons-path={paths}",
            f"--init={addon}",
            f"--test-tags=/{addon}",
            f"--http-port={find_free_port()}",
            "--stop-after-init",
        )

    def count_tests(self, addon):
        texts = [path.read_text() for path in FOLDER.glob(f"{addon}/tests/test_*.py")]
        return sum(len(re.findall(r"^    def test_", text, re.M)) for text in texts)


def find_free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
