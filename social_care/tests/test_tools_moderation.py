# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase

from ..tools.moderation import ACTIONS, list_offers

ALL = tuple(ACTIONS)


class TestModeration(BaseCase):
    """What is offered follows from the network, from what is done, and from rights."""

    def test_nothing_is_offered_that_the_network_does_not_have(self):
        self.assertEqual(list_offers((), set(), True), [])
        self.assertEqual(list_offers(("fly", "mute"), set(), True), [("mute", False)])

    def test_the_order_is_always_the_same(self):
        offered = [code for code, _undo in list_offers(ALL[::-1], set(), True)]
        self.assertEqual(offered, ["like", "hide", "delete", "mute", "block", "report"])

    def test_agents_like_and_do_nothing_else(self):
        self.assertEqual(list_offers(ALL, set(), False), [("like", False)])
        self.assertEqual(list_offers(ALL, set(ALL), False), [("like", True)])

    def test_what_is_done_can_be_taken_back_or_is_not_offered_again(self):
        self.assertEqual(
            list_offers(ALL, set(ALL), True),
            [("like", True), ("hide", True), ("mute", True), ("block", True)],
        )

    def test_one_thing_done_changes_nothing_about_the_others(self):
        offered = list_offers(ALL, {"hide"}, True)
        self.assertIn(("hide", True), offered)
        self.assertIn(("delete", False), offered)
        self.assertIn(("report", False), offered)

    def test_only_what_the_network_ignores_twice_is_repeated(self):
        once = [code for code, one in ACTIONS.items() if not one.is_repeatable]
        self.assertEqual(once, ["report"])

    def test_each_has_words_of_its_own_in_the_log(self):
        words = [a.done for a in ACTIONS.values()]
        words += [a.undone for a in ACTIONS.values() if a.undone]
        self.assertEqual(len(words), len(set(words)))
