# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Another addon adds one of each thing that CONTRIBUTING.md lists, and none of ours is
edited for it: ``tests/addons/social_care_example``, with tests of its own."""

import re
import socket
from pathlib import Path

from odoo.tools import config

from .lifecycle import LifecycleCase

ADDON = "social_care_example"
FOLDER = Path(__file__).parent / "addons"
RESULT = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests")


class TestExtension(LifecycleCase):
    def test_an_addon_extends_everything_that_is_said_to_be_open(self):
        log = self.install_and_test()
        self.assert_quiet(log)
        failed, errors, tests = map(int, RESULT.search(log).groups())
        self.assertEqual((failed, errors), (0, 0))
        self.assertEqual(tests, self.count_tests())

    def install_and_test(self):
        paths = ",".join([*config["addons_path"], str(FOLDER)])
        return self.odoo(
            "server",
            f"--addons-path={paths}",
            f"--init={ADDON}",
            f"--test-tags=/{ADDON}",
            f"--http-port={find_free_port()}",
            "--stop-after-init",
        )

    def count_tests(self):
        texts = [path.read_text() for path in FOLDER.glob(f"{ADDON}/tests/test_*.py")]
        return sum(len(re.findall(r"^    def test_", text, re.M)) for text in texts)


def find_free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
