# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import time

from hypothesis import given, strategies

from odoo.tests import BaseCase

from ..tools.facts import DOCUMENT, EMAIL, PHONE, Fact, find_facts, fold_handle

HOSTILE = (
    *("a" * 4000, "1 " * 2000, "a.b@" * 1000, "1(-" * 1300, "A-" * 2000),
    *("a@" + "b." * 2000, "AB12/" * 800, "030 1234567 " * 333, "#" * 4000),
    *("+" * 4000, "1234567890" * 400, "no. " * 1000, "@" * 4000),
)


class TestFacts(BaseCase):
    """What a text says about its author."""

    def assert_said(self, text, *facts, region="DE"):
        self.assertEqual(find_facts(text, region), [Fact(*fact) for fact in facts])

    def test_addresses_are_lower_case(self):
        self.assert_said(
            "Write to Anna.Meier@Example.com.", (EMAIL, "anna.meier@example.com")
        )

    def test_a_handle_with_a_host_is_no_address(self):
        self.assert_said("I am @anna@mastodon.example")

    def test_national_and_international_numbers_agree(self):
        for text in ("call 030 12345678", "+49 30 12345678", "0049 30 12345678"):
            self.assert_said(text, (PHONE, "+493012345678"))

    def test_a_national_number_needs_a_country(self):
        self.assert_said("call 030 12345678", region=False)
        self.assert_said("+49 30 12345678", (PHONE, "+493012345678"), region=False)

    def test_documents_come_before_phones(self):
        self.assert_said("SO2026112233", (DOCUMENT, "SO2026112233"))
        self.assert_said("INV/2026/00042", (DOCUMENT, "INV/2026/00042"))
        self.assert_said("so 00042? SO 00042!", (DOCUMENT, "SO00042"))

    def test_bare_digits_are_a_document_where_they_are_called_so(self):
        for text in ("order #4711", "Kundennummer: 4711", "Order no. 4711", "n° 4711"):
            self.assert_said(text, (DOCUMENT, "4711"))
        self.assert_said("I waited 4711 minutes")

    def test_dates_cards_and_accounts_are_no_phones(self):
        self.assert_said("on 12.03.2026 at 10:30, 4111 1111 1111 1111")
        self.assert_said("IBAN DE89 3704 0044 0532 0130 00")

    def test_a_list_is_cut(self):
        text = " ".join(f"a{number}@example.com" for number in range(50))
        self.assertEqual(len(find_facts(text, "DE")), 5)

    def test_the_end_of_a_long_text_is_not_read(self):
        self.assert_said("x " * 2000 + "anna@example.com")

    def test_hostile_texts_cost_milliseconds(self):
        for text in HOSTILE:
            started = time.perf_counter()
            find_facts(text, "DE")
            self.assertLess(time.perf_counter() - started, 0.5, text[:12])

    @given(strategies.text())
    def test_any_text_can_be_read(self, text):
        find_facts(text, "DE")

    def test_handles_are_folded(self):
        for typed in ("@Anna", " anna ", "https://x.example/@Anna/", "ANNA"):
            self.assertEqual(fold_handle(typed), "anna")
        link = "https://bsky.app/profile/anna.bsky.social"
        self.assertEqual(fold_handle(link), "anna.bsky.social")
        self.assertEqual(fold_handle("@anna@m.example"), "anna@m.example")
        self.assertEqual(fold_handle("https://x.example/"), "")
        self.assertEqual(fold_handle("https://[::1"), "")
