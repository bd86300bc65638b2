# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase

from odoo.addons.social_care.tools.errors import Unreadable

from ..tools.fields import Fields, as_answer, as_count, as_id


class TestFields(BaseCase):
    """Fields are read as their sender meant them, or left out with a remark."""

    def setUp(self):
        super().setUp()
        self.remarks = []

    def see(self, kind, value):
        fields = Fields({"field": value}, self.remarks)
        return getattr(fields, f"read_{kind}")("field")

    def require(self, kind, value, *args):
        fields = Fields({"field": value}, self.remarks)
        return getattr(fields, f"require_{kind}")("field", *args)

    def assert_remark(self, pattern):
        self.assertRegex("\n".join(self.remarks), pattern)
        self.remarks.clear()

    def test_numbers_as_people_write_them(self):
        for value, number in (
            (70, 70),
            (70.0, 70),
            ("70", 70),
            ("1,234", 1234),
            ("1.234", 1234),
            ("1 234 567", 1234567),
            ("1'234", 1234),
            ("12,34,567", 1234567),
            ("1234.0", 1234),
            ("1.2K", 1200),
            ("3,4m", 3400000),
            ("2B", 2000000000),
            (10**30, 10**30),
        ):
            self.assertEqual(as_count(value), number, value)

    def test_what_is_no_number(self):
        for value in ("many", "", None, -1, True, [], {}, float("inf"), "1.2.3.4K"):
            self.assertIsNone(as_count(value), value)

    def test_a_number_that_is_none_is_nobody_and_is_told(self):
        self.assertEqual(self.see("count", "many"), 0)
        self.assert_remark("“field” is not a number: 'many'. It was left out.")
        self.assertEqual(self.see("count", None), 0)
        self.assertFalse(self.remarks)

    def test_ratings(self):
        for value in (4, 4.0, "4", " 4 ", "4.0"):
            self.assertEqual(self.see("stars", value), 4, value)
        for value in (None, ""):
            self.assertIsNone(self.see("stars", value))
        self.assertFalse(self.remarks)
        for value in (0, 6, 4.5, -1, True, "four", "4/5", "", [], {}, float("inf")):
            self.assertIsNone(self.see("stars", value), value)
        self.assert_remark("“field” is not a whole number from 1 to 5: 6. It was left")

    def test_ids(self):
        for value, found in (("7", "7"), (7, "7"), (7.0, "7"), (" x ", " x ")):
            self.assertEqual(as_id(value), found)
        for value in ("", "  ", None, True, [], {}):
            self.assertEqual(as_id(value), "", value)

    def test_answers(self):
        for value in (True, 1, 1.0, "true", "TRUE", " yes ", "1", "on", "Y"):
            self.assertIs(as_answer(value), True, value)
        for value in (False, 0, "false", "No", "0", "off"):
            self.assertIs(as_answer(value), False, value)
        for value in (None, "", "perhaps", 2, [], {}, [True]):
            self.assertIsNone(as_answer(value), value)

    def test_unclear_privacy_is_private(self):
        for value in (True, "true", 1, "yes", "1", None, "", "perhaps", 2, [], {}):
            self.assertIs(self.see("privacy", value), True, value)
        for value in (False, 0, "false", "no", "0"):
            self.assertIs(self.see("privacy", value), False, value)
        self.remarks.clear()
        self.assertIs(Fields({}, self.remarks).read_privacy("field"), False)
        self.assertFalse(self.remarks)

    def test_unclear_privacy_is_told(self):
        self.see("privacy", "perhaps")
        self.assert_remark("neither true nor false: 'perhaps'. .* taken as private")

    def test_links(self):
        for value, link in (
            ("https://a.example", "https://a.example"),
            ("HTTPS://a.example", "HTTPS://a.example"),
            ("//cdn.example/a.jpg", "https://cdn.example/a.jpg"),
            (None, ""),
            ("", ""),
        ):
            self.assertEqual(self.see("link", value), link)
        self.assertFalse(self.remarks)

    def test_links_lead_to_the_web_only(self):
        for value in ("javascript:alert(1)", "data:text/html,x", "/a", 5, [], True):
            self.assertEqual(self.see("link", value), "")
            self.assert_remark("is not an address of the web")

    def test_an_id_is_needed(self):
        for value in (None, ""):
            with self.assertRaisesRegex(Unreadable, "“field” is missing"):
                self.require("id", value)
        for value in (True, [], {}, "  "):
            with self.assertRaisesRegex(Unreadable, "must be text or a number"):
                self.require("id", value)

    def test_a_date_that_is_none_is_explained(self):
        words = "“field” is not a date: 'soon'. Send ISO 8601"
        with self.assertRaisesRegex(Unreadable, words):
            self.require("time", "soon", "2026-03-01")

    def test_what_is_quoted_is_short(self):
        with self.assertRaises(Unreadable) as caught:
            self.require("time", "soon " * 1000, "")
        self.assertLess(len(str(caught.exception)), 200)
        with self.assertRaises(Unreadable) as caught:
            self.require("time", {"deep": ["list"] * 1000}, "")
        self.assertLess(len(str(caught.exception)), 200)
