# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from unittest.mock import patch

from odoo.exceptions import AccessError

from odoo.addons.social_care.tools import errors

from .channel_common import ChannelCase

SECOND = [{"name": "handle", "value": "second"}]


class TestConnectWizard(ChannelCase):
    """Choose a network, give credentials, be told what is wrong, be connected."""

    def wizard(self, user=None, **vals):
        vals = {
            "network": "demo",
            "account_name": "Second",
            "company_id": self.company.id,
            "team_id": self.team.id,
            **vals,
        }
        return (
            self.env["social.care.connect"].with_user(user or self.manager).create(vals)
        )

    def failing(self, error):
        connector = type(self.env["social.care.connector.demo"])
        return patch.object(connector, "_connect", side_effect=error)

    def test_it_asks_for_what_the_network_needs(self):
        wizard = self.wizard()
        wizard.action_next()
        self.assertEqual(wizard.state, "credentials")
        (asked,) = wizard.credentials
        self.assertEqual((asked["name"], asked["value"]), ("handle", ""))
        wizard.action_back()
        self.assertEqual(wizard.state, "choose")

    def test_the_account_is_named_after_the_network_unless_a_person_names_it(self):
        wizard = self.wizard(account_name=False)
        wizard.action_next()
        self.assertEqual(wizard.account_name, "Demo network")

    def test_a_connected_account_has_its_streams_and_may_publish_here(self):
        wizard = self.connected()
        account = wizard.account_id.sudo()
        self.assertEqual(wizard.state, "done")
        self.assertEqual(account.state, "connected")
        self.assertEqual(account.team_id, self.team)
        self.assertTrue(account.can_publish)
        self.assertEqual(
            account.stream_ids.mapped("kind"), ["mentions", "replies", "direct"]
        )
        self.assertEqual(wizard.action_open_account()["res_id"], account.id)

    def connected(self):
        wizard = self.wizard(credentials=SECOND)
        wizard.action_next()
        wizard.action_connect()
        return wizard

    def test_what_is_wrong_is_said_and_the_account_kept_for_another_try(self):
        wizard = self.wizard(credentials=SECOND)
        wizard.action_next()
        with self.failing(errors.AuthorizationLost("Wrong password")):
            wizard.action_connect()
        account = wizard.account_id
        self.assertEqual(wizard.message, "Wrong password")
        self.assertEqual(wizard.state, "credentials")
        self.assertEqual(account.state, "draft")
        wizard.action_connect()
        self.assertEqual(wizard.account_id, account)
        self.assertEqual(account.state, "connected")
        self.assertFalse(wizard.message)
        self.assertFalse(account.status_message)

    def test_what_is_missing_is_named_and_the_network_not_asked(self):
        wizard = self.wizard(credentials=[{"name": "handle", "value": " "}])
        wizard.action_next()
        with self.failing(AssertionError("asked")):
            wizard.action_connect()
        self.assertEqual(wizard.message, "Handle is missing.")
        self.assertEqual(wizard.state, "credentials")

    def test_the_last_page_says_where_the_address_is_entered(self):
        wizard = self.connected()
        self.assertIn("the demo network knows", wizard.webhook_setup)

    def test_a_secret_comes_with_the_network_and_the_place_to_enter_it(self):
        params = self.account.app_id._action_show_secret("s3cr3t", False)["params"]
        self.assertEqual(params["network"], "Demo network")
        self.assertIn("the demo network knows", params["where"])

    def test_connecting_again_makes_no_second_streams(self):
        account = self.connected().account_id
        account.action_connect()
        self.assertEqual(len(account.stream_ids), 3)

    def test_the_form_says_what_is_wrong_too(self):
        with self.failing(errors.AuthorizationLost("Wrong password")):
            action = self.account.with_user(self.manager).action_connect()
        self.assertEqual(action["params"]["type"], "danger")
        self.assertEqual(action["params"]["message"], "Wrong password")
        self.assertEqual(self.account.state, "failing")

    def test_only_administrators_connect_pause_and_look_closer(self):
        for user in (self.agent, self.supervisor):
            account = self.account.with_user(user)
            for act in (
                account.action_connect,
                account.action_pause,
                account.action_diagnose,
                account.action_poll_now,
                account.action_reconcile,
            ):
                with self.assertRaises(AccessError, msg=(user.name, act.__name__)):
                    act()
            with self.assertRaises(AccessError):
                self.wizard(user)

    def test_polling_now_puts_each_polled_stream_into_the_queue_once(self):
        jobs = [("method_name", "=", "_poll")]
        self.env["queue.job"].search(jobs).unlink()
        for _ in range(2):
            self.account.with_user(self.manager).action_poll_now()
        self.assertEqual(self.env["queue.job"].search_count(jobs), 3)
