# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = "tests/addons/social_care_example/models/social_care_connector_example.py"


class TestReadme(unittest.TestCase):
    """What README.md shows is what ``test_extension`` runs."""

    def test_the_sample_of_a_connector_is_a_file_that_is_tested(self):
        readme = (ROOT / "README.md").read_text()
        (sample,) = re.findall(r"```python\n(.*?)```", readme, re.DOTALL)
        code = (ROOT / SAMPLE).read_text()
        self.assertEqual(code.partition("test_readme.py).\n\n")[2], sample)
