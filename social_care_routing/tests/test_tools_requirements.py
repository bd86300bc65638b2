# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import unittest

from ..tools.requirements import About, Cell, Rule, compute_requirements

POLISH, BILLING, X = 1, 2, 3


class TestNeeds(unittest.TestCase):
    def test_what_is_asked_for_is_required_at_any_level(self):
        self.assertEqual(compute_requirements({POLISH}, {}), [[POLISH, 0, True]])

    def test_a_cell_says_how_much(self):
        cells = {POLISH: Cell("preferred", 50)}
        self.assertEqual(compute_requirements({POLISH}, cells), [[POLISH, 50, False]])

    def test_a_cell_alone_asks_for_nothing(self):
        self.assertEqual(
            compute_requirements(set(), {POLISH: Cell("required", 50)}), []
        )

    def test_what_a_team_always_wants_need_not_be_asked_for(self):
        cells = {BILLING: Cell("required", 25, always=True)}
        self.assertEqual(
            compute_requirements({POLISH}, cells),
            [[POLISH, 0, True], [BILLING, 25, True]],
        )

    def test_what_a_team_ignores_is_not_asked_for(self):
        self.assertEqual(compute_requirements({POLISH}, {POLISH: Cell("ignored")}), [])

    def test_the_order_of_what_is_asked_does_not_matter(self):
        self.assertEqual(
            compute_requirements({X, POLISH, BILLING}, {}),
            compute_requirements({BILLING, X, POLISH}, {}),
        )


class TestRules(unittest.TestCase):
    about = About(company=1, topic=7, language="pl", network="bluesky", category=0)

    def matches(self, **values):
        return Rule(About(**({"company": 1} | values)), frozenset()).matches(self.about)

    def test_one_thing_that_is_so_is_enough(self):
        self.assertTrue(self.matches(language="pl"))
        self.assertFalse(self.matches(language="de"))

    def test_all_that_is_said_must_be_so(self):
        self.assertTrue(self.matches(language="pl", topic=7))
        self.assertFalse(self.matches(language="pl", topic=8))

    def test_what_is_not_known_matches_nothing_that_asks_for_it(self):
        self.assertFalse(self.matches(category=3))

    def test_a_rule_of_another_company_is_none_here(self):
        self.assertFalse(self.matches(company=2, language="pl"))
