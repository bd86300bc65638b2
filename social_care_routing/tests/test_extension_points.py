# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.fields import Domain

from .routing_common import RoutingCase


class TestExtensionPoints(RoutingCase):
    """Another addon adds to the board, the strip and the chips what they show."""

    def extend(self, model, method, extension):
        """Extend a method for the length of a test.

        :param extension: called with the record, the result of ``super()`` and the
            arguments
        """
        before = getattr(self.registry[model], method)

        def extended(record, *args):
            return extension(record, before(record, *args), *args)

        self.enterContext(patch.object(self.registry[model], method, extended))

    def read_board(self):
        board = self.env["social.care.wallboard"].with_user(self.supervisor)
        return board.read_board()

    def test_a_column_is_a_value_of_each_team_and_medium(self):
        def count_starred(board, loads, domain):
            starred = domain & Domain("ticket_id.priority", "=", "3")
            for team, medium, count in board.env["social.care.work"]._read_group(
                starred, ["team_id", "medium_id"], ["__count"]
            ):
                loads[team.id, medium.id]["starred"] = count
            return loads

        self.make_ticket()
        self.make_ticket(priority="3")
        self.extend("social.care.wallboard", "_get_loads", count_starred)
        (load,) = self.read_board()["loads"]
        self.assertEqual((load["waiting"], load["starred"]), (2, 1))

    def test_a_column_may_have_a_value_where_nothing_waits(self):
        def add_forecast(board, loads, domain):
            loads[self.team.id, self.medium.id]["forecast"] = 7
            return loads

        self.medium = self.env.ref("social_care_routing.medium_email")
        self.extend("social.care.wallboard", "_get_loads", add_forecast)
        (load,) = self.read_board()["loads"]
        self.assertEqual((load["waiting"], load["forecast"]), (0, 7))

    def test_a_chip_shows_a_value_on_board_offer_and_ticket(self):
        def add_stars(works, values):
            for work in works:
                values[work.id]["stars"] = work.ticket_id.priority
            return values

        anna = self.make_agent("anna")
        ticket = self.make_ticket(priority="2")
        self.extend("social.care.work", "_get_chip_values", add_stars)
        (row,) = self.read_board()["queue"]
        self.drain()
        (offer,) = (
            self.env["social.care.agent"].with_user(anna.user_id).get_desk()["offers"]
        )
        strip = ticket.with_user(anna.user_id).social_care_get_routing_strip()
        self.assertEqual([shown["stars"] for shown in (row, offer, strip)], ["2"] * 3)

    def test_an_item_of_the_strip(self):
        def add_contract(ticket, strip, work):
            return strip | {"contract": f"Gold {work.ticket_id.number}"}

        ticket = self.make_ticket()
        self.extend("helpdesk.ticket", "_social_care_get_strip", add_contract)
        strip = ticket.with_user(self.supervisor).social_care_get_routing_strip()
        self.assertEqual(strip["contract"], f"Gold {ticket.number}")
