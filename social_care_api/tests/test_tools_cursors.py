# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest

from ..tools.cursors import Known, pack, pack_known, unpack_id, unpack_known
from ..tools.errors import ServiceError


class TestCursors(unittest.TestCase):
    def test_a_number_comes_back(self):
        for number in (0, 7, 2**63 - 1):
            self.assertEqual(unpack_id(pack(number)), number)

    def test_no_cursor_begins_at_the_start(self):
        self.assertEqual(unpack_id(""), 0)
        self.assertEqual(unpack_known(""), Known())

    def test_what_is_known_comes_back(self):
        known = Known(heard={3: 14, 5: 2}, said={3: "2026-11-27T10:00:00.5"})
        self.assertEqual(unpack_known(pack_known(known)), known)

    def test_a_cursor_goes_into_an_address_as_it_is(self):
        self.assertRegex(pack("ÿþ???>>>" * 9), r"^[\w-]+$")

    def test_everything_else_is_refused(self):
        deep = pack(1)[:0] + "W1tb" * 900
        for cursor in ("?", "é", "W10", pack(-1), pack(True), pack(2**63), deep):
            with self.assertRaises(ServiceError, msg=cursor):
                unpack_id(cursor)
        odd = [
            [],
            {"heard": {"x": 1}},
            {"heard": {"1": "y"}},
            {"said": {"1": "z" * 201}},
        ]
        for place in odd:
            with self.assertRaises(ServiceError, msg=place):
                unpack_known(pack(place))
