# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from time import perf_counter

from odoo.tests import BaseCase, tagged

from ..tools.money import find_amount

AMOUNTS = (
    "You get €1,000.50 back.",
    "We refund 50 €.",
    "50,- €",
    "50 EUR",
    "eur 50",
    "£20",
    "$5k",
    "12 euros",
    "20 dollars",
    "CHF 20.–",
    "Zwrócimy 50 zł.",
    "30 złotych",
    "3 tys. zł",
    "100 Kč",
    "25,00kr",
    "Rs. 500",
    "500 рублей",
    "200 грн",
    "5 円",
    "１００円",
    "50 元",
    "५०० रुपये",
    "٥٠ ريال",
    "5\u200b0 €",
    "50\n€",
    "₺40",
    "US$ 50",
    "50 US$",
    "R$50",
    "USD 50",
    "50USD",
    "PLN 50",
    "50 pln",
    "50 CHF",
    "¥500",
    "500 ￥",
    "500 yen",
    "yen 500",
    "zł 50",
    "50 £",
    "GBP 20",
    "20 pounds",
    "Pounds 20",
    "Euro 20",
    "20 Euro",
    "kr. 200",
    "300 rubles",
    "50 cents",
)
NOTHING = (
    "",
    "Order 48355 arrives in 3 days.",
    "Call +48 600 700 800.",
    "Version 19.0.1",
    "20 % less",
    "€",
    "zł i euro",
    "fifty euros",
    "in 5 levels",
    "5 kg",
    "5 left",
    "krone",
    "Lei 3 volte",
    "The pounds",
    "Yenisei 5",
    "neuro5",
    "12345678901234567890",
)


@tagged("post_install", "-at_install")
class TestMoney(BaseCase):
    """An amount of money is found in any language and spelling."""

    def test_amounts_are_found(self):
        for text in AMOUNTS:
            self.assertTrue(find_amount(text), text)

    def test_other_numbers_are_none(self):
        for text in NOTHING:
            self.assertEqual(find_amount(text), "", text)

    def test_the_first_amount_is_returned_whole(self):
        text = "You get €1,000.50 back, and 20 zł."
        self.assertEqual(find_amount(text), "€1,000.50")
        self.assertEqual(find_amount("Zwrócimy 30 złotych."), "30 złotych")

    def test_long_texts_cost_no_more_than_their_length(self):
        for text in (
            "1" * 10000,
            "1 " * 10000,
            "€" * 10000,
            "1.,' " * 4000,
            "k1" * 9000,
            "us" * 9000,
            "1 us" * 5000,
            "zł " * 9000,
            "euro" * 5000,
        ):
            start = perf_counter()
            find_amount(text)
            self.assertLess(perf_counter() - start, 2, text[:5])
