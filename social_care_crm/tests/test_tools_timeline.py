# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest
from datetime import datetime

from ..tools.timeline import Cursor, Path, Source, is_cursor_or_false, make_query

AT = datetime(2026, 11, 1, 10, 0, 0, 123456)


def make_source(code, **path):
    rows = "some_table row WHERE row.partner_id = person.id"
    paths = (Path(rows, **{"at": "row.at", **path}),)
    return Source(
        code, "some.model", lambda env: code.title(), "fa-x", paths, ("name",)
    )


class TestCursor(unittest.TestCase):
    def test_it_survives_the_browser_with_its_fractions(self):
        cursor = Cursor(AT, "mail", 7)
        self.assertEqual(Cursor.parse(cursor.format()), cursor)
        self.assertIsNone(Cursor.parse(False))

    def test_only_cursors_are_taken(self):
        for good in (False, ["2026-11-01T10:00:00", "mail", 1]):
            self.assertTrue(is_cursor_or_false(good), good)
        for bad in (
            True,
            [],
            "x",
            None,
            ["yesterday", "mail", 1],
            ["2026-11-01T10:00:00+01:00", "mail", 1],
            ["2026-11-01T10:00:00", 5, 1],
            ["2026-11-01T10:00:00", "mail", "1"],
            ["2026-11-01T10:00:00", "mail", True],
            ["2026-11-01T10:00:00", "mail", 2**40],
            ["2026-11-01T10:00:00", "mail", 1, 2],
        ):
            self.assertFalse(is_cursor_or_false(bad), bad)


class TestQuery(unittest.TestCase):
    def make(self, *codes, people=None, cursor=None):
        people = people or {"contact": [1, 2], "profile": []}
        return make_query([make_source(c) for c in codes], people, 41, cursor)

    def test_without_people_there_is_nothing_to_ask(self):
        self.assertFalse(self.make("mail", people={"contact": [], "profile": [3]}))
        self.assertFalse(self.make())

    def test_each_source_is_limited_by_itself(self):
        query = self.make("call", "mail").code
        self.assertEqual(query.count("CROSS JOIN LATERAL"), 2)
        self.assertEqual(query.count("LIMIT"), 3)

    def test_one_person_is_known_to_the_planner(self):
        query = self.make("mail", people={"contact": [7], "profile": []})
        self.assertNotIn("LATERAL", query.code)
        self.assertIn("row.partner_id = %s", query.code)
        self.assertIn(7, query.params)

    def test_a_source_of_profiles_is_asked_for_profiles(self):
        source = make_source("mention", person="profile")
        query = make_query([source], {"contact": [1], "profile": [5, 6]}, 41)
        self.assertIn([5, 6], query.params)

    def test_of_the_same_moment_later_kinds_and_lower_ids_follow(self):
        cursor = Cursor(AT, "mail", 7)
        self.assertIn("row.at < %s", self.make("call", cursor=cursor).code)
        self.assertIn(
            "(row.at, row.id) < (%s, %s)", self.make("mail", cursor=cursor).code
        )
        self.assertIn("row.at <= %s", self.make("ticket", cursor=cursor).code)
