# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "tests/addons/social_care_sample"
#: A heading with the path of a file, then the file.
FILE = re.compile(r"^### `([^`]+)`$.*?^```\w+\n(.*?)^```$", re.M | re.S)


class TestConnectorPage(unittest.TestCase):
    """What docs/connector.md shows is what ``test_extension`` runs."""

    def test_each_file_of_the_sample_is_shown_as_it_is(self):
        shown = dict(FILE.findall((ROOT / "docs/connector.md").read_text()))
        # A readme is for those who read the sample, and is not needed.
        left_out = {".pyc", ".rst"}
        files = [path for path in SAMPLE.rglob("*.*") if path.suffix not in left_out]
        self.assertEqual(set(shown), {str(path.relative_to(SAMPLE)) for path in files})
        for path in files:
            name = str(path.relative_to(SAMPLE))
            self.assertEqual(shown[name], path.read_text(), name)

    def test_the_page_can_be_found(self):
        for name in ("README.md", "CONTRIBUTING.md"):
            self.assertIn("(docs/connector.md)", (ROOT / name).read_text(), name)
