# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api
from odoo.exceptions import UserError
from odoo.tests import BaseCase

from ..tools import arguments
from ..tools.arguments import takes


class Env:
    def _(self, words):
        return words


class Model:
    env = Env()

    @api.model
    @takes(first=arguments.is_id, second=arguments.is_text)
    def call(self, first, second="more"):
        """What it does."""
        return first, second


class TestArguments(BaseCase):
    """What is of another kind is refused in words."""

    def test_what_fits_gets_through_by_place_and_by_name(self):
        self.assertEqual(Model().call(1, "x"), (1, "x"))
        self.assertEqual(Model().call(second="x", first=1), (1, "x"))
        self.assertEqual(Model().call(1), (1, "more"))

    def test_what_is_of_another_kind_is_refused_in_words(self):
        for first in (None, False, True, "1", 0, -1, 2**31, 1.0, [1], {}):
            with self.assertRaises(UserError):
                Model().call(first, "x")
        for second in (None, False, 1, ["x"], {"x": 1}, b"x"):
            with self.assertRaises(UserError):
                Model().call(1, second)

    def test_too_few_too_many_and_unknown_ones_are_refused_in_words(self):
        for args, kwargs in (((), {}), ((1, "x", "y"), {}), ((1,), {"third": 1})):
            with self.assertRaises(UserError):
                Model().call(*args, **kwargs)

    def test_the_method_stays_what_it_is(self):
        self.assertEqual(Model.call.__name__, "call")
        self.assertEqual(Model.call.__doc__, "What it does.")
        self.assertTrue(Model.call._api_model)

    def test_lists_of_ids(self):
        for value in ([], [1, 2], (3,)):
            self.assertTrue(arguments.is_ids(value), value)
        for value in (None, 1, "12", [1, "2"], [True], [None], [[1]], {1: 2}):
            self.assertFalse(arguments.is_ids(value), value)

    def test_lists_of_ids_and_of_none(self):
        for value in ([], [1, False], (False,)):
            self.assertTrue(arguments.is_ids_or_false(value), value)
        for value in (None, False, 1, [0], [None], ["1"], [True]):
            self.assertFalse(arguments.is_ids_or_false(value), value)

    def test_moments(self):
        for value in (False, "2026-01-05T12:00:00", "2026-01-05 12:00:00.123456"):
            self.assertTrue(arguments.is_moment_or_false(value), value)
        for value in (None, True, "x", "", 1, [], "2026-01-05T12:00:00+00:00"):
            self.assertFalse(arguments.is_moment_or_false(value), value)

    def test_selections(self):
        for value in ([1], (), 1, False):
            self.assertTrue(arguments.is_selection(value), value)
        for value in (None, True, "x", [None], {}):
            self.assertFalse(arguments.is_selection(value), value)

    def test_labels(self):
        for value in ("x", "", 1, False):
            self.assertTrue(arguments.is_label(value), value)
        for value in (None, True, 0, -1, [], {}, 1.5):
            self.assertFalse(arguments.is_label(value), value)

    def test_one_of_some_words(self):
        check = arguments.is_one_of("public", "private")
        self.assertTrue(check("public"))
        for value in ("Public", "", None, ["public"], 0):
            self.assertFalse(check(value), value)

    def test_values_of_some_keys(self):
        check = arguments.is_values_of(kind=arguments.is_text, to=arguments.is_id)
        for value in (False, {}, {"kind": "x"}, {"kind": "x", "to": 1}):
            self.assertTrue(check(value), value)
        for value in (None, [], "x", {"kind": 1}, {"to": "1"}, {"other": 1}, {1: 2}):
            self.assertFalse(check(value), value)
