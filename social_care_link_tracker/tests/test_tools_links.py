# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest

from ..tools.links import MOST_LINKS, list_links, replace_links

OWN = "https://odoo.example/r/"


class TestLinks(unittest.TestCase):
    def find(self, text):
        return list_links(text, OWN)

    def test_the_mark_at_the_end_of_a_sentence_is_no_part_of_a_link(self):
        for text in (
            "See https://shop.example/a.",
            "(https://shop.example/a)",
            "Have you seen https://shop.example/a?",
            "“https://shop.example/a”",
            "https://shop.example/a…",
        ):
            self.assertEqual(self.find(text), ["https://shop.example/a"], text)

    def test_parameters_and_fragments_are_part_of_it(self):
        link = "https://shop.example/a?b=1&c=2#d"
        self.assertEqual(self.find(f"Here: {link}, please"), [link])

    def test_brackets_that_a_link_opens_are_part_of_it(self):
        link = "https://wiki.example/Mercury_(planet)"
        self.assertEqual(self.find(f"See ({link})."), [link])
        self.assertEqual(replace_links(f"See ({link}).", {link: "X"}), "See (X).")

    def test_what_has_no_scheme_is_no_link(self):
        self.assertEqual(self.find("shop.example, www.shop.example, mailto:a@b.c"), [])

    def test_a_link_that_comes_twice_is_tracked_once(self):
        self.assertEqual(len(self.find("https://a.example https://a.example")), 1)

    def test_our_own_short_links_are_not_tracked_again(self):
        self.assertEqual(self.find(f"{OWN}abc and {OWN}d"), [])

    def test_the_number_of_links_is_limited(self):
        text = " ".join(f"https://a.example/{n}" for n in range(2 * MOST_LINKS))
        self.assertEqual(len(self.find(text)), MOST_LINKS)

    def test_a_link_that_begins_another_one_leaves_it_whole(self):
        tracked = {"https://a.example/b": "X", "https://a.example/b/c": "Y"}
        text = "https://a.example/b https://a.example/b/c https://a.example/bc"
        self.assertEqual(replace_links(text, tracked), "X Y https://a.example/bc")

    def test_a_long_text_is_read_in_no_time(self):
        """Would take minutes if the expression went back and forth."""
        self.assertEqual(len(self.find("https://" * 20_000)), 1)
        self.assertEqual(len(self.find("https://a" + "." * 160_000 + ")")), 1)
