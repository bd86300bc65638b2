# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What nobody imports is not there, however well its tests do: they import it."""

import ast
import unittest
from pathlib import Path

ROOT = Path(__file__).parents[1]
# What Odoo loads by importing it.
LOADED = ("models", "controllers", "wizards", "reports")


def packages():
    for addon in sorted(ROOT.glob("social_care*")):
        yield from (addon / name for name in LOADED if (addon / name).is_dir())


def imported(package):
    tree = ast.parse((package / "__init__.py").read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield from (alias.name for alias in node.names)


class TestImports(unittest.TestCase):
    def test_every_file_that_odoo_should_load_is_imported(self):
        for package in packages():
            there = {path.stem for path in package.glob("*.py")} - {"__init__"}
            with self.subTest(package=str(package.relative_to(ROOT))):
                self.assertEqual(there - set(imported(package)), set())

    def test_it_looks_at_all_of_our_addons(self):
        looked_at = {package.parent.name for package in packages()}
        self.assertGreater(len(looked_at), 8)
