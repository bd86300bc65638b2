# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest import TestCase

from ..tools.people import Limit, Person

MAIL = 1


class TestWriter(TestCase):
    """The next offer waits for the reply that an agent has in hand."""

    def person(self, **values):
        return Person(1, limits={MAIL: Limit(3)}, **values)

    def test_no_offer_while_writing(self):
        writer = self.person(is_writing=True)
        self.assertEqual(writer.find_hindrance(MAIL, offered=True), "writing")
        self.assertEqual(writer.count_room(MAIL, offered=True), 0)

    def test_an_assignment_asks_for_no_response(self):
        writer = self.person(is_writing=True)
        self.assertEqual(writer.find_hindrance(MAIL), "")
        self.assertEqual(writer.count_room(MAIL), 3)

    def test_a_lack_of_capacity_comes_first(self):
        """It lasts longer, so it says more."""
        full = self.person(is_writing=True, doing={MAIL: 3})
        self.assertEqual(full.find_hindrance(MAIL, offered=True), "full")

    def test_a_writer_may_have_it_later(self):
        self.assertTrue(self.person(is_writing=True).can_ever(MAIL))
