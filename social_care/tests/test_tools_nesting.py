# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import json

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase

from odoo.addons.social_care.tools.nesting import MOST_LEVELS, is_too_deep

trees = st.recursive(
    st.text(alphabet='[{"a', max_size=5) | st.integers(),
    lambda node: st.lists(node, max_size=4) | st.dictionaries(st.text(), node),
    max_leaves=30,
)


def nested(levels):
    """A list in a list, and so on."""
    value = "leaf"
    for _level in range(levels):
        value = [value]
    return value


def nested_objects(levels):
    value = "leaf"
    for _level in range(levels):
        value = {"in": value, "beside": 1}
    return value


class TestNesting(BaseCase):
    """JSON that its readers can follow."""

    def is_too_deep(self, value):
        text = json.dumps(value)
        as_bytes = is_too_deep(value, text.encode())
        self.assertEqual(is_too_deep(value, text), as_bytes)
        return as_bytes

    def test_up_to_the_limit_is_fine(self):
        for make in (nested, nested_objects):
            for levels in (0, 1, MOST_LEVELS):
                self.assertFalse(self.is_too_deep(make(levels)), levels)

    def test_beyond_it_is_too_deep(self):
        for make in (nested, nested_objects):
            for levels in (MOST_LEVELS + 1, 500, 900):
                self.assertTrue(self.is_too_deep(make(levels)), levels)

    def test_what_is_wide_is_not_deep(self):
        self.assertFalse(self.is_too_deep([[{}]] * 5000))

    def test_one_deep_part_among_many_is_found(self):
        self.assertTrue(self.is_too_deep([[]] * 500 + [nested(MOST_LEVELS)]))

    def test_brackets_in_words_are_words(self):
        self.assertFalse(self.is_too_deep({"text": "[{" * 1000}))

    @given(trees)
    def test_small_trees_are_fine(self, tree):
        self.assertFalse(self.is_too_deep(tree))
