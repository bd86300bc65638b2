# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.tests import BaseCase

from odoo.addons.social_care.tests.growth import GrowthMixin

from ..tools import fields, markup


class TestGrowth(GrowthMixin, BaseCase):
    """The time for a notice's text grows with the text and no faster."""

    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(markup, "LONGEST_MARKUP", 10**6))

    def test_what_may_be_html(self):
        self.assert_even(markup.read_markup, length=20_000)

    def test_what_is_html(self):
        self.assert_even(lambda sample: markup.read_markup(sample, "html"), 20_000)

    def test_single_fields(self):
        for read in (fields.as_count, fields.as_answer, fields.as_id, fields.quote):
            self.assert_even(read)

    def test_a_link_ends_where_the_next_one_begins(self):
        html = "<p><a href='https://a.b'>one <a href='https://c.d'>two</a></p>"
        self.assertEqual(
            markup.read_markup(html), "one  (https://a.b)two (https://c.d)"
        )
