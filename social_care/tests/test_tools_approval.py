# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from types import SimpleNamespace

from odoo.tests import BaseCase, tagged

from ..tools.approval import CONDITIONS, Facts, NewAuthors
from ..tools.rules import list_unmet

FACTS = {
    "account_ids": 1,
    "author": False,
    "user_ids": 7,
    "new_replies": (30, timedelta(days=90)),
    "visibility": "public",
    "words": "we refund your order",
    "has_files": False,
    "promises_money": "",
}
ENV = SimpleNamespace(_=lambda text, *args: text % args if args else text)


@tagged("post_install", "-at_install")
class TestApprovalConditions(BaseCase):
    """The conditions of approval rules, without a database."""

    def unmet(self, facts=None, **asked):
        return list_unmet(asked, Facts(FACTS | (facts or {})), CONDITIONS)

    def describe(self, name, asked, **facts):
        (condition,) = [one for one in CONDITIONS if one.name == name]
        return condition.describe(ENV, asked, Facts(FACTS | facts))

    def test_a_rule_without_conditions_matches(self):
        self.assertEqual(self.unmet(author="all"), [])

    def test_supervisors_need_approval_only_where_they_are_named(self):
        supervisor = {"author": True}
        self.assertEqual(self.unmet(supervisor, author="all"), ["author"])
        self.assertEqual(self.unmet(supervisor, author="new"), ["author"])
        named = {"author": "users", "user_ids": frozenset([7])}
        self.assertEqual(self.unmet(supervisor, **named), [])

    def test_named_agents(self):
        self.assertEqual(self.unmet(user_ids=frozenset([8])), ["user_ids"])
        self.assertEqual(self.unmet(user_ids=frozenset([7, 8])), [])

    def test_accounts(self):
        self.assertEqual(self.unmet(account_ids=frozenset([2])), ["account_ids"])
        self.assertEqual(self.unmet(account_ids=frozenset([1])), [])

    def test_who_is_new(self):
        days = timedelta(days=1)
        for count, age, is_new in (
            (0, timedelta(), True),
            (19, 90 * days, True),
            (20, 13 * days, True),
            (20, 14 * days, False),
            (1000, 90 * days, False),
        ):
            facts = {"new_replies": (count, age)}
            unmet = self.unmet(facts, new_replies=(20, 14))
            self.assertEqual(not unmet, is_new, (count, age))

    def test_without_any_limit_only_the_first_reply_is_new(self):
        asked = {"new_replies": (0, 0)}
        self.assertFalse(self.unmet({"new_replies": (0, timedelta())}, **asked))
        self.assertTrue(self.unmet({"new_replies": (1, timedelta())}, **asked))

    def test_a_rule_for_all_asks_for_no_experience(self):
        rule = SimpleNamespace(author="all", new_replies=20, new_days=14)
        self.assertFalse(NewAuthors().read_asked(rule))

    def test_words(self):
        self.assertEqual(self.unmet(words="refund*"), [])
        self.assertEqual(self.unmet(words="fund"), ["words"])
        self.assertIn("refund", self.describe("words", "refund*"))

    def test_only_separators_are_no_words(self):
        self.assertEqual(self.unmet(words=" , \n"), ["words"])

    def test_money_and_files(self):
        asked = {"promises_money": True, "has_files": True}
        self.assertEqual(self.unmet(**asked), ["has_files", "promises_money"])
        found = {"promises_money": "50 €", "has_files": True}
        self.assertEqual(self.unmet(found, **asked), [])
        reason = self.describe("promises_money", True, promises_money="50 €")
        self.assertEqual(reason, "money is promised (50 €)")

    def test_visibility(self):
        self.assertEqual(self.unmet(visibility="private"), ["visibility"])
        self.assertEqual(self.unmet(visibility="public"), [])

    def test_an_account_is_no_reason(self):
        self.assertEqual(self.describe("account_ids", frozenset([1])), "")
        self.assertEqual(self.describe("author", "all"), "")
