# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest

from ..tools.throttle import MOST_KEYS, Throttle


class TestThrottle(unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.now = 0
        self.throttle = Throttle(3, 60, now=lambda: self.now)

    def note(self, key, times):
        for _time in range(times):
            self.throttle.note_failure(key)

    def test_after_some_failures_one_waits(self):
        self.note("a", 2)
        self.assertFalse(self.throttle.is_over("a"))
        self.note("a", 1)
        self.assertTrue(self.throttle.is_over("a"))
        self.assertFalse(self.throttle.is_over("b"))

    def test_a_new_window_begins(self):
        self.note("a", 3)
        self.now = 60
        self.assertFalse(self.throttle.is_over("a"))

    def test_memory_is_bounded(self):
        for key in range(MOST_KEYS + 10):
            self.note(key, 1)
        self.assertEqual(len(self.throttle._failures), MOST_KEYS)
