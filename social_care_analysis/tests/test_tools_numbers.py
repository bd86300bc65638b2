# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import BaseCase

from odoo.addons.social_care_analysis.tools.numbers import names_number
from odoo.addons.social_care_analysis.tools.text import read

OWN = (
    "order 4711-22",
    "order NW48213",
    "order_4821377",
    "ORD123456",
    "ref:4821377",
    "#4711",
    "call me at +48 600 100 200",
    "customer 12 345 678",
    "Bestellung 812 fehlt",
    "zamówienie nr 4711",
    "订单 48055",
)
NOBODYS = (
    "no internet since 22.11.2026",
    "the tariff of 2025/2026",
    "it costs 1 299.99 EUR",
    "down 24/7 since 8:30",
    "see https://example.com/123456",
    "@user12345 the same here",
    "2 000 people, 50% of the town",
    "",
)


class TestNumbers(BaseCase):
    """Who names a number of theirs has a matter of their own."""

    def test_numbers_of_a_person(self):
        for sample in OWN:
            self.assertTrue(names_number(read(sample)), sample)

    def test_numbers_of_nobody(self):
        for sample in NOBODYS:
            self.assertFalse(names_number(read(sample)), sample)
