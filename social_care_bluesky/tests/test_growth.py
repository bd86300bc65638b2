# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase

from odoo.addons.social_care.tests.growth import GrowthMixin

from ..tools import at_uri, facets


class TestGrowth(GrowthMixin, BaseCase):
    """The time for a text grows with the text and no faster."""

    def test_links_mentions_and_hashtags(self):
        self.assert_even(facets.find, length=20_000)

    def test_brackets_behind_a_link(self):
        def make(length):
            return {sign: "https://a" + sign * length for sign in ")]}.?"}

        self.assert_even(facets.find, 50_000, make)

    def test_addresses(self):
        self.assert_even(at_uri.is_valid)
        self.assert_even(lambda sample: at_uri.is_valid(f"at://did:{sample}"))

    def test_the_brackets_of_a_link_are_counted_once(self):
        for url, link in (
            ("https://a.b/c_(d))).", "https://a.b/c_(d)"),
            ("https://a.b)(", "https://a.b)("),
            ("https://a.b/(c)]", "https://a.b/(c)"),
        ):
            (found,) = facets.find(url)
            self.assertEqual(found.value, link)
