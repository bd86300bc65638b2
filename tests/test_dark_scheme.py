# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Texts stay legible where Odoo has a dark scheme."""

import re
from pathlib import Path

from odoo.tests import TransactionCase, tagged

ROOT = Path(__file__).parent.parent
TOKENS = "social_care/static/src/core/tokens.dark.scss"
# A color of a text that is made for a light background.
FIXED = re.compile(r"^\s*color: (?:darken|lighten)\(", re.MULTILINE)
TOKEN = re.compile(r"^\s*(--[\w-]+):", re.MULTILINE)


@tagged("post_install", "-at_install")
class TestDarkScheme(TransactionCase):
    def list_files(self, bundle):
        paths = self.env["ir.asset"]._get_asset_paths(bundle, {})
        return [path.lstrip("/") for path, *_rest in paths]

    def test_the_dark_scheme_has_tokens_of_its_own(self):
        self.assertNotIn(TOKENS, self.list_files("web.assets_web"))
        files = self.list_files("web.assets_web_dark")
        self.assertLess(files.index(TOKENS.replace(".dark", "")), files.index(TOKENS))

    def test_each_token_has_a_dark_value(self):
        light = (ROOT / TOKENS.replace(".dark", "")).read_text()
        self.assertTrue(TOKEN.findall(light))
        dark = (ROOT / TOKENS).read_text()
        self.assertEqual(TOKEN.findall(light), TOKEN.findall(dark))

    def test_no_text_has_a_color_of_the_light_scheme(self):
        for path in ROOT.glob("social_care*/static/src/**/*.scss"):
            if "page" not in path.parts:
                self.assertFalse(FIXED.findall(path.read_text()), path)
