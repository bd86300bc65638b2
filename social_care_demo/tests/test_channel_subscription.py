# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import replace
from datetime import timedelta
from unittest.mock import patch

from odoo import fields

from odoo.addons.social_care.tools import errors

from .channel_common import ChannelCase


class TestSubscription(ChannelCase):
    """C16: a network that stops pushing without a word is noticed within a day."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.app = cls.account.app_id
        cls.connector = type(cls.env["social.care.connector.demo"])

    def setUp(self):
        super().setUp()
        # The one that connecting enqueued.
        self.jobs().unlink()

    def check(self):
        self.app._check_subscription()

    def findings(self):
        return [(finding.level, finding.title) for finding in self.app._diagnose()]

    def test_who_connects_is_subscribed_once_that_is_committed(self):
        """The network tests the webhook address meanwhile."""
        account = self.make_account("other", "them")
        account.demo_subscription = "died"
        self.jobs().unlink()
        account.action_connect()
        self.assertEqual(account.demo_subscription, "died")
        self.assertEqual(len(self.jobs()), 1)
        account.app_id._check_subscription()
        self.assertEqual(account.demo_subscription, "alive")
        self.assertTrue(account.app_id.subscription_checked_at)

    def test_what_was_never_subscribed_has_not_stopped(self):
        self.check()
        self.account.action_connect()
        self.account.demo_subscription = "died"
        self.check()
        self.assertFalse(self.app.subscription_renewed_at)
        self.assertFalse(self.findings())

    def test_networks_that_do_not_push_are_not_asked(self):
        capabilities = replace(self.account._get_capabilities(), transports=("poll",))
        with patch.object(
            self.connector, "_get_capabilities", lambda *_args: capabilities
        ):
            self.account.action_connect()
            self.env["social.care.app"]._cron_check_subscriptions()
        self.assertFalse(self.jobs())

    def test_a_live_subscription_is_only_noted(self):
        self.check()
        self.assertTrue(self.app.subscription_checked_at)
        self.assertFalse(self.app.subscription_renewed_at)
        self.assertFalse(self.findings())

    def test_a_dead_one_is_renewed_and_said(self):
        self.check()
        self.account.demo_subscription = "died"
        self.check()
        self.assertEqual(self.account.demo_subscription, "alive")
        ((level, title),) = self.findings()
        self.assertEqual(level, "warning")
        self.assertIn("stopped pushing", title)
        when = fields.Datetime.to_string(self.app.subscription_renewed_at)
        self.assertIn(when, title)

    def test_nothing_is_pushed_until_it_is_renewed(self):
        person = self.env["social.care.demo.person"].create(
            {"name": "Maria", "handle": "maria.subscription"}
        )
        vals = {"account_id": self.account.id, "person_id": person.id}
        self.account.write({"demo_delivery": "normal", "demo_subscription": "died"})
        said = self.env["social.care.demo.post"]
        lost = said._say({**vals, "text": "@acme one"})
        self.check()
        heard = said._say({**vals, "text": "@acme two"})
        self.assertEqual(lost.notice_ids.state, "held")
        self.assertEqual(heard.notice_ids.state, "delivered")

    def test_one_that_cannot_be_renewed_is_an_error_until_it_can(self):
        self.account.demo_subscription = "refused"
        self.check()
        ((level, title),) = self.findings()
        self.assertEqual(level, "error")
        self.assertIn("refuse", title)
        self.account.demo_subscription = "alive"
        self.check()
        self.assertFalse(self.findings())

    def test_an_old_renewal_is_no_news(self):
        self.check()
        self.account.demo_subscription = "died"
        self.check()
        self.app.subscription_renewed_at -= timedelta(days=8)
        self.assertFalse(self.findings())

    def test_a_network_that_cannot_be_asked_leaves_nothing(self):
        with patch.object(self.connector, "_check_subscription", return_value=None):
            self.check()
        self.assertFalse(self.app.subscription_checked_at)

    def test_a_copied_database_does_not_take_the_subscription(self):
        self.account.publish_database_uuid = "another database"
        self.account.demo_subscription = "died"
        self.env["social.care.app"]._cron_check_subscriptions()
        self.check()
        self.assertEqual(self.account.demo_subscription, "died")
        self.assertFalse(self.jobs())

    def test_a_paused_account_is_not_asked_about(self):
        self.account.action_pause()
        with patch.object(self.connector, "_check_subscription") as asked:
            self.check()
        asked.assert_not_called()

    def test_one_job_for_each_app_a_day(self):
        other = self.make_account("other", "them").app_id
        for _again in range(2):
            self.env["social.care.app"]._cron_check_subscriptions()
        self.assertEqual(len(self.jobs()), 2)
        cron = self.env.ref("social_care.cron_check_subscriptions")
        self.assertEqual((cron.interval_number, cron.interval_type), (1, "days"))
        self.assertTrue(other)

    def jobs(self):
        names = (self.app | self.make_account_app()).mapped("name")
        return self.env["queue.job"].search(
            [
                ("model_name", "=", "social.care.app"),
                ("method_name", "=", "_check_subscription"),
                ("name", "in", [f"Check the subscription of {name}" for name in names]),
            ]
        )

    def make_account_app(self):
        return self.env["social.care.app"].search(
            [("company_id", "=", self.company.id), ("name", "=", "Other")]
        )

    def test_the_check_of_an_account_checks_it(self):
        self.account.demo_subscription = "died"
        self.account.with_user(self.manager).action_diagnose()
        self.assertEqual(self.account.demo_subscription, "alive")

    def test_the_button_says_what_was_found(self):
        app = self.app.with_user(self.manager)
        self.assertEqual(app.action_check_subscription()["params"]["type"], "success")
        self.account.demo_subscription = "died"
        self.assertEqual(app.action_check_subscription()["params"]["type"], "warning")
        self.account.demo_subscription = "refused"
        self.assertEqual(app.action_check_subscription()["params"]["type"], "danger")

    def test_a_slow_server_is_asked_in_another_channel(self):
        slow = errors.Slow("It answers slowly.")
        with patch.object(self.connector, "_check_subscription", side_effect=slow):
            self.check()
        self.assertFalse(self.app.subscription_error)
        self.assertEqual(len(self.jobs()), 1)
