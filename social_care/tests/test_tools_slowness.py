# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.tests import BaseCase

from odoo.addons.social_care.tools import slowness
from odoo.addons.social_care.tools.slowness import SLOW_SECONDS, Slowness

SERVER, OTHER = "a.example:443", "b.example:443"


class TestSlowness(BaseCase):
    """A server is as slow as its last call was."""

    def setUp(self):
        super().setUp()
        self.now = 0
        self.slowness = Slowness(lambda: self.now)

    def test_a_server_that_nobody_called_is_not_slow(self):
        self.assertFalse(self.slowness.is_slow(SERVER))

    def test_a_slow_call_makes_a_slow_server(self):
        self.slowness.note(SERVER, SLOW_SECONDS)
        self.assertTrue(self.slowness.is_slow(SERVER))
        self.assertFalse(self.slowness.is_slow(OTHER))

    def test_a_quick_call_makes_it_a_quick_one_again(self):
        self.slowness.note(SERVER, 20)
        self.slowness.note(SERVER, 0.1)
        self.assertFalse(self.slowness.is_slow(SERVER))

    def test_a_server_that_nobody_calls_any_more_is_forgotten(self):
        self.slowness.note(SERVER, 20)
        self.now = slowness.REMEMBERED_SECONDS
        self.assertFalse(self.slowness.is_slow(SERVER))

    def test_who_calls_a_slow_server_is_slow_until_they_call_another(self):
        self.slowness.note_caller("anna", SERVER)
        self.assertFalse(self.slowness.is_caller_slow("anna"))
        self.slowness.note(SERVER, 20)
        self.assertTrue(self.slowness.is_caller_slow("anna"))
        self.assertFalse(self.slowness.is_caller_slow("bert"))
        self.slowness.note_caller("anna", OTHER)
        self.assertFalse(self.slowness.is_caller_slow("anna"))

    def test_the_memory_has_an_end(self):
        with patch.object(slowness, "MOST_REMEMBERED", 3):
            for number in range(10):
                self.slowness.note(f"{number}.example:443", 20)
        known = [n for n in range(10) if self.slowness.is_slow(f"{n}.example:443")]
        self.assertEqual(known, [7, 8, 9])
