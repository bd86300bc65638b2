# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from .routing_common import RoutingCase

PATHS = (
    "odoo.addons.social_care.models.social_care_waiting.MOST_COUNTED",
    "odoo.addons.social_care_routing.models.social_care_waiting.MOST_COUNTED",
)


class TestWaitingList(RoutingCase):
    """Customers without a conversation are in the list of who waits for an agent."""

    def setUp(self):
        super().setUp()
        self.anna = self.make_agent("anna")
        self.tickets = self.env["helpdesk.ticket"].union(
            *(self.make_ticket(minutes=minutes) for minutes in (10, 60, 20))
        )
        self.tickets.user_id = self.anna.user_id

    def get(self):
        waiting = self.env["social.care.waiting"].with_user(self.anna.user_id)
        return waiting.get_waiting()

    def test_the_longest_wait_comes_first(self):
        waiting = self.get()
        ten, sixty, twenty = self.tickets.ids
        rows = [row["ticket_id"] for row in waiting["rows"]]
        self.assertEqual(rows, [sixty, twenty, ten])
        self.assertFalse(waiting["is_more"])

    def test_a_list_that_is_cut_keeps_the_longest_waits(self):
        with patch(PATHS[0], 1), patch(PATHS[1], 1):
            waiting = self.get()
        self.assertEqual((waiting["count"], waiting["is_more"]), (1, True))
        self.assertEqual(waiting["rows"][0]["ticket_id"], self.tickets[1].id)
