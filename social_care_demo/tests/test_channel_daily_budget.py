# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tools import mute_logger

from odoo.addons.social_care.tests.surroundings import in_good_order
from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.daily_budget import DailyBudget, get_next_day

from .channel_common import MANAGER, ChannelCase

UNITS = DailyBudget("units", "units", 100, "America/Los_Angeles")
MONEY = DailyBudget("usd", "USD", 0.01)


class TestDailyBudget(ChannelCase):
    """C13: calls that cost units or money are counted before they are made."""

    def setUp(self):
        super().setUp()
        self.connector = self.account._get_connector()
        self.budgets = self.env["social.care.daily.budget"]
        self.account.daily_budget_ids.unlink()
        self.declare(UNITS, MONEY)
        self.costs = {"units": 40}

    def declare(self, *budgets):
        model = type(self.connector)
        for name, answer in (
            ("_get_daily_budgets", lambda connector: list(budgets)),
            ("_get_cost", lambda connector, account, endpoint, method: self.costs),
        ):
            self.startPatcher(patch.object(model, name, answer))

    def reserve(self):
        self.connector._reserve_cost(self.account, "posts", "POST")

    def budget(self, code="units"):
        return self.account.daily_budget_ids.filtered(lambda b: b.code == code)

    @contextmanager
    def refused(self):
        with self.assertRaises(errors.RateLimited) as caught:
            yield caught

    def test_calls_are_counted_until_nothing_is_left(self):
        self.reserve()
        self.reserve()
        self.assertEqual(self.budget().spent_today, 80)
        with self.refused() as caught:
            self.reserve()
        self.assertEqual(caught.exception.until, get_next_day(UNITS.timezone))
        self.assertIn("units", str(caught.exception))
        self.assertEqual(self.budget().spent_today, 80)

    def test_a_cheaper_call_still_fits(self):
        self.reserve()
        self.reserve()
        self.costs = {"units": 20}
        self.reserve()
        self.assertEqual(self.budget().spent_today, 100)

    def test_money_is_counted_exactly(self):
        self.costs = {"usd": 0.001}
        for _call in range(10):
            self.reserve()
        self.assertEqual(self.budget("usd").spent_today, 0.01)
        with self.refused():
            self.reserve()

    def test_all_costs_of_a_call_or_none(self):
        self.costs = {"units": 1, "usd": 5}
        with self.refused() as caught:
            self.reserve()
        self.assertIn("USD", str(caught.exception))
        self.assertFalse(self.budget().spent_today)

    def test_the_next_day_begins_with_nothing_spent(self):
        self.costs = {"units": 100}
        self.reserve()
        self.env.flush_all()
        yesterday = self.budget().day - timedelta(days=1)
        self.budget().day = yesterday
        self.env.flush_all()
        self.assertFalse(self.budget().spent_today)
        self.reserve()
        self.assertEqual(self.budget().spent_today, 100)

    def test_an_administrator_sets_another_amount(self):
        self.budgets._declare(self.account)
        self.budget().with_user(self.manager).amount = 200
        self.env.flush_all()
        self.costs = {"units": 150}
        self.reserve()
        self.budgets._declare(self.account)
        self.assertEqual(self.budget().amount, 200)

    def test_a_call_is_not_made(self):
        self.costs = {"units": 101}
        with patch.object(type(self.connector), "_make_client") as client:
            with self.refused():
                self.connector._call(self.account, "x", "POST", "https://x.example")
        client.assert_not_called()

    def test_what_the_headers_refuse_costs_nothing(self):
        self.make_spent_budget()
        with self.refused():
            self.connector._call(self.account, "x", "POST", "https://x.example")
        self.assertFalse(self.budget())

    def make_spent_budget(self):
        self.env["social.care.budget"].create(
            {
                "account_id": self.account.id,
                "endpoint": "x",
                "reset_at": fields.Datetime.now() + timedelta(hours=1),
            }
        )

    def test_a_free_call_needs_no_row(self):
        self.costs = {}
        self.reserve()
        self.assertFalse(self.account.daily_budget_ids)

    def test_a_server_whose_clock_is_behind_does_not_begin_the_day_anew(self):
        """At midnight, two servers would renew the budget with each call."""
        self.reserve()
        self.reserve()
        self.budget().day += timedelta(days=1)
        self.env.flush_all()
        with self.refused():
            self.reserve()
        self.assertEqual(self.budget().spent, 80)

    def test_a_clock_that_was_wrong_does_not_stop_calls_for_years(self):
        self.reserve()
        self.budget().day += timedelta(days=400)
        self.env.flush_all()
        self.reserve()
        self.assertEqual(self.budget().spent_today, 40)

    def test_polling_waits_for_the_next_day(self):
        self.costs = {"units": 101}
        self.stream.transport = "poll"
        self.stream._poll()
        self.assertEqual(self.stream.next_poll_at, get_next_day(UNITS.timezone))
        self.assertEqual(self.account.state, "connected")

    def test_a_diagnosis_warns_before_it_is_spent(self):
        in_good_order(self)
        self.costs = {"units": 80}
        self.reserve()
        self.account.action_diagnose()
        self.assertNotIn("units", str(self.account.diagnosis))
        self.costs = {"units": 1}
        self.reserve()
        self.account.action_diagnose()
        self.assertIn("81 of 100 units", str(self.account.diagnosis))

    def test_what_an_account_that_only_connects_calls_is_free(self):
        """It is stored once it has connected; nothing waits for it meanwhile."""
        found = self.budgets._count(10**9, {"units": 5}, {"units": UNITS})
        self.assertIsNone(found)

    def test_only_administrators_see_and_change_it(self):
        self.budgets._declare(self.account)
        budget = self.budget()
        with self.assertRaises(AccessError):
            budget.with_user(self.supervisor).read(["amount"])
        budget.with_user(self.manager).amount = 7
        with self.assertRaises(AccessError):
            budget.with_user(self.manager).unlink()
        other = self.env["res.company"].create({"name": "Rival"})
        rival = self.make_user("rival", MANAGER, other)
        with self.assertRaises(AccessError):
            budget.with_user(rival).read(["amount"])

    @mute_logger("odoo.sql_db")
    def test_a_budget_is_not_negative(self):
        self.budgets._declare(self.account)
        with self.assertRaises(IntegrityError), self.env.cr.savepoint():
            self.budget().amount = -1
            self.env.flush_all()

    def test_it_goes_with_its_account(self):
        self.budgets._declare(self.account)
        budget = self.account.daily_budget_ids
        self.account._unlink_with_all()
        self.assertFalse(budget.exists())
