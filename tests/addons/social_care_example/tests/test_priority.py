# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import tagged

from odoo.addons.social_care_routing.tests.routing_common import RoutingCase


@tagged("post_install", "-at_install")
class TestPriority(RoutingCase):
    """Queue, strip, wallboard, tester and settings know the term by its declaration."""

    def test_the_queue_counts_a_foreign_term(self):
        ticket = self.make_ticket(name="cake is late")
        other = self.make_ticket(minutes=30)
        (ticket | other)._sync_social_care_work()
        self.assertEqual(ticket.social_care_work_ids.terms, [["birthday", 45]])
        self.assertLess(
            ticket.social_care_work_ids.rank_at, other.social_care_work_ids.rank_at
        )

    def test_the_wallboard_names_it(self):
        self.make_ticket(name="cake is late")
        board = self.env["social.care.wallboard"].with_user(self.supervisor)
        (row,) = board.read_board()["queue"]
        self.assertEqual(row["why"], "Birthday: +45 min")

    def test_settings_list_it(self):
        boosts = self.env["social.care.priority.boost"].with_user(self.manager)
        action = boosts.action_open()
        rows = self.env[action["res_model"]].search(action["domain"])
        self.assertIn(("birthday", 45), [(row.code, row.minutes) for row in rows])
