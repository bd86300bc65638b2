# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import SUPERUSER_ID, api
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from odoo.addons.social_care.tests.contract import (
    AtOnceContract,
    ConnectorContract,
    SignatureContract,
)
from odoo.addons.social_care.tools import errors

from .common import DemoNetwork

COST = 50


@tagged("post_install", "-at_install")
class TestDemoContract(DemoNetwork, ConnectorContract, HttpCase):
    """The connector keeps the contract."""


@tagged("post_install", "-at_install")
class TestDemoPair(DemoNetwork, SignatureContract, HttpCase):
    """C7: time and body are signed in one header, as TikTok does it."""

    signature = "pair"


@tagged("post_install", "-at_install")
class TestDemoEd25519(DemoNetwork, SignatureContract, HttpCase):
    """C7: the network signs with a key of its own, as Discord does it."""

    signature = "ed25519"


@tagged("post_install", "-at_install")
class TestDemoPrefixed(DemoNetwork, SignatureContract, HttpCase):
    """C7: the body alone is signed, in base64, as X does it."""

    signature = "prefixed"
    signs_time = False


@tagged("post_install", "-at_install")
class TestDemoSecret(DemoNetwork, SignatureContract, HttpCase):
    """C6: nothing is signed; the network sends a constant secret, as Telegram does."""

    signature = "secret"
    signs_body = signs_time = False


@tagged("post_install", "-at_install")
class TestDemoAtOnce(DemoNetwork, AtOnceContract, HttpCase):
    """The same notices from many connections at once, and a network that keeps what
    we forget."""

    def clean_up(self):
        with self.committed():
            mine = [("account_id", "=", self.account.id)]
            self.env["social.care.demo.post"].search(mine).unlink()
            self.account.demo_script_id.unlink()
            self.person.unlink()
        return super().clean_up()

    def test_what_was_published_stays_when_we_roll_back(self):
        reply = self.queued_reply()
        with self.assertRaises(ZeroDivisionError), self.committed():
            self.connector._publish(reply.with_env(self.env))
            raise ZeroDivisionError
        with self.committed():
            self.assertEqual(len(self.published_texts()), 1)
            self.assertTrue(self.connector._find_published(reply.with_env(self.env)))

    def test_new_tokens_stay_when_we_roll_back(self):
        """C14: the network has forgotten the former ones."""
        with self.assertRaises(ZeroDivisionError), self.committed():
            self.account._store_tokens({"refresh_token": "r2"})
            raise ZeroDivisionError
        with self.committed():
            self.assertEqual(self.account.refresh_token, "r2")

    def test_tokens_are_stored_while_the_account_is_changed(self):
        """C14: by the transaction that calls, which neither waits nor collides."""
        with self.committed():
            self.account.status_message = "Changed"
            self.account.flush_recordset()
            self.account._store_tokens({"access_token": "a2"})
            self.assertEqual(self.account.access_token, "a2", "an older snapshot")
            self.assertEqual(self.account._get_usable_token(), "a2")
            self.account.status_message = "Changed again"
        with self.committed():
            self.assertEqual(self.account.status_message, "Changed again")
            self.assertEqual(self.account.access_token, "a2")

    def test_one_renews_at_a_time(self):
        """C14: who comes second is told so at once, and the caller tries again."""
        with self.committed(), self.account._open_tokens():
            with self.assertRaises(errors.Temporary):
                self.account._renew_tokens(lambda _refresh: self.fail("renewed twice"))

    def test_calls_at_once_never_spend_more_than_the_day_allows(self):
        """C13: each call is counted by one atomic statement."""
        budgets = self.env["social.care.daily.budget"]
        with self.committed():
            budgets.with_env(self.env)._declare(self.account)
        with self.committed():
            self.account.daily_budget_ids.amount = 5 * COST
        outcomes = []
        self.at_once([lambda: outcomes.append(self.reserve())] * self.connections)
        with self.committed():
            self.assertEqual(self.account.daily_budget_ids.spent_today, 5 * COST)
        self.assertEqual(sum(outcome is None for outcome in outcomes), 5)

    def reserve(self):
        with self.registry.cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            account = self.account.with_env(env)
            budgets = env["social.care.daily.budget"]
            return budgets._reserve(account, {"units": COST})

    def test_same_key_is_no_second_post(self):
        reply = self.queued_reply()
        with self.committed():
            self.connector._publish(reply.with_env(self.env))
            with self.assertRaises(errors.Ambiguous), mute_logger("odoo.sql_db"):
                self.connector._publish(reply.with_env(self.env))
        with self.committed():
            self.assertEqual(len(self.published_texts()), 1)
