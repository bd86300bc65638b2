# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase

from ..tools.cells import is_formula, is_plain, quote


class TestCells(BaseCase):
    """What strangers wrote is text in a spreadsheet."""

    def test_what_begins_a_formula_gets_an_apostrophe(self):
        for text in ("=1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "＝1", "＠A1"):
            self.assertTrue(is_formula(text), text)
            self.assertEqual(quote(text), f"'{text}")

    def test_all_else_stays_what_it_is(self):
        for value in ("Maria", "", " =1", "1-1", "a@b.example", -1, 1.5, None, False):
            self.assertFalse(is_formula(value), value)
            self.assertEqual(quote(value), value)

    def test_only_links_to_the_web_become_links(self):
        for text in ("https://a.example", "http://a.example", "mailto:a@b.example"):
            self.assertFalse(is_plain(text))
        for text in ("external:x.xlsx", "internal:A1", "ftp://a", "file:///a", "=1"):
            self.assertTrue(is_plain(text))
        for value in (1, None, False, b"x"):
            self.assertFalse(is_plain(value))
