# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class TestDiscovery(unittest.TestCase):
    """pytest finds tests by their files, Odoo and OCA's CI by what tests/ imports."""

    def test_each_test_file_is_imported(self):
        missing = []
        own = ROOT.glob("tests/test_*.py")
        for path in sorted([*ROOT.glob("*/tests/test_*.py"), *own]):
            imports = (path.parent / "__init__.py").read_text()
            if not re.search(rf"\b{path.stem}\b", imports):
                missing.append(str(path.relative_to(ROOT)))
        self.assertEqual(missing, [])
