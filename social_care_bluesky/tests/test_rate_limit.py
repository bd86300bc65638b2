# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest import skipUnless

import requests

from odoo import fields
from odoo.tests import TransactionCase, tagged

from odoo.addons.social_care.tools import errors

from .common import BlueskyNetwork
from .network import LIMITED_PDS, MISSING, Party
from .test_session import CREATE


@tagged("post_install", "-at_install")
@skipUnless(LIMITED_PDS, MISSING)
class TestRateLimit(BlueskyNetwork, TransactionCase):
    """A real server that says "slow down": 30 logins of one account in 5 minutes."""

    def setUp(self):
        super().setUp()
        self.brand = Party("brand", LIMITED_PDS)
        self.make_road(LIMITED_PDS)
        self.account = self.connect_account()

    def test_too_many_logins(self):
        with ThreadPoolExecutor(30) as pool:
            answers = set(pool.map(lambda _: self.log_in_wrongly(), range(30)))
        self.assertIn(429, answers)
        self.account.action_connect()
        self.assertEqual(self.account.error_kind, "rate_limit")
        self.assert_budget_is_spent()
        self.assert_no_more_calls()

    def log_in_wrongly(self):
        login = {"identifier": self.brand.handle, "password": "wrong"}
        url = f"{LIMITED_PDS}/xrpc/{CREATE}"
        return requests.post(url, json=login, timeout=60).status_code

    def assert_budget_is_spent(self):
        budget = self.account.budget_ids.filtered(lambda b: b.endpoint == CREATE)
        self.assertEqual((budget.allowance, budget.remaining), (30, 0))
        now = fields.Datetime.now()
        self.assertGreater(budget.reset_at, now)
        self.assertLess(budget.reset_at, now + timedelta(minutes=6))

    def assert_no_more_calls(self):
        self.road.calls.clear()
        with self.assertRaises(errors.RateLimited):
            self.account._connect()
        self.assertFalse(self.road.calls, "asked although nothing is left")
