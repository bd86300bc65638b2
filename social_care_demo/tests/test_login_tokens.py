# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from odoo.addons.social_care.tools import errors, oauth

from ..models.social_care_demo_grant import SocialCareDemoGrant
from .login_common import LoginCase


@tagged("post_install", "-at_install")
class TestTokens(LoginCase):
    """C14: refresh tokens rotate; who uses one twice has lost the account."""

    def setUp(self):
        super().setUp()
        wizard, action = self.connect()
        self.log_in(action)
        self.account = wizard.account_id.sudo()

    def test_a_token_is_used_while_it_lasts(self):
        connector = self.account._get_connector()
        with patch.object(type(connector), "_issue_tokens") as issue:
            token = connector._get_access_token(self.account)
        issue.assert_not_called()
        self.assertEqual(token, self.account.access_token)

    def test_renewing_rotates(self):
        access, refresh = self.account.access_token, self.account.refresh_token
        token = self.renew(self.account)
        self.assertNotIn(token, (access, False))
        self.assertEqual(self.account.access_token, token)
        self.assertNotEqual(self.account.refresh_token, refresh)
        self.assertTrue(self.grants._find_by_token(token))

    def test_a_refused_token_is_renewed_once(self):
        """The second one who was refused finds the new token."""
        connector = self.account._get_connector()
        refused = self.account.access_token
        first = connector._get_access_token(self.account, refused=refused)
        second = connector._get_access_token(self.account, refused=refused)
        self.assertEqual(first, second)
        self.assertNotEqual(first, refused)

    def test_the_api_refuses_a_token_that_we_think_is_good(self):
        self.grants._find_by_token(self.account.access_token).access_hash = "x"
        self.account._connect()
        self.assertEqual(self.account.state, "connected")

    def test_a_refresh_token_used_twice(self):
        """A copy of the database, or a thief: both lose the access."""
        stolen = self.account.refresh_token
        self.renew(self.account)
        connector = self.account._get_connector()
        request = oauth.make_refresh_request(
            connector._get_oauth(self.account), self.client, stolen
        )
        self.lose(connector._request_tokens, self.account, request)
        lost = self.lose(self.renew, self.account)
        self.assertNotIn(self.account.refresh_token, str(lost))
        self.account._fail(lost)
        self.assertEqual(self.account.state, "failing")
        self.assertTrue(self.account._needs_login())

    def lose(self, call, *args):
        """Not assertRaises, which rolls back what the network stored meanwhile."""
        try:
            call(*args)
        except errors.AuthorizationLost as lost:
            return lost
        return self.fail("The network still lets us in")

    def test_a_page_instead_of_tokens_keeps_the_old_ones(self):
        refresh = self.account.refresh_token
        self.account.demo_script_id.login = "html"
        with self.assertRaises(errors.Temporary):
            self.renew(self.account)
        self.assertEqual(self.account.refresh_token, refresh)
        self.account.demo_script_id.login = "ok"
        self.assertTrue(self.renew(self.account))

    def test_a_network_that_does_not_rotate(self):
        """RFC 6749, 6: without a new refresh token the old one stays."""
        issue = SocialCareDemoGrant._issue

        def keep(grant):
            kept, answer = grant.refresh_hash, issue(grant)
            grant.refresh_hash = kept
            del answer["refresh_token"]
            return answer

        refresh = self.account.refresh_token
        ends = fields.Datetime.now() + timedelta(days=300)
        self.account.token_expires_at = ends
        with patch.object(SocialCareDemoGrant, "_issue", keep):
            self.renew(self.account)
        self.assertEqual(self.account.refresh_token, refresh)
        self.assertEqual(self.account.token_expires_at, ends, "a person is not needed")

    def test_without_a_refresh_token_a_person_has_to_log_in(self):
        self.account.refresh_token = False
        with self.assertRaisesRegex(errors.AuthorizationLost, "connect"):
            self.renew(self.account)

    def test_expiry_is_told(self):
        for days, level in ((30, None), (3, "warning"), (-1, "error")):
            ends = fields.Datetime.now() + timedelta(days=days)
            self.account.token_expires_at = ends
            found = [finding.level for finding in self.account._diagnose_token()]
            self.assertEqual(found, [level] if level else [], days)

    def test_a_neutralized_copy_cannot_renew(self):
        """It would use up the refresh token of the original."""
        self.account._store_tokens({"access_token": False, "refresh_token": False})
        with self.assertRaises(errors.AuthorizationLost):
            self.account._get_connector()._get_access_token(self.account)


@tagged("post_install", "-at_install")
class TestLoginOfTheApp(LoginCase):
    """C14: client credentials need no person, neither at first nor later."""

    login = "client"

    def test_connects_and_renews(self):
        wizard, _action = self.connect()
        account = wizard.account_id.sudo()
        self.assertEqual(wizard.state, "done", wizard.message)
        self.assertEqual(account.handle, "demo-app")
        self.assertFalse(account.refresh_token)
        before = account.access_token
        self.assertNotIn(self.renew(account), (before, False))
        self.assert_nothing_left(account.access_token)

    def test_wrong_secret(self):
        wizard, _action = self.connect(secret="wrong-secret")
        self.assertEqual(wizard.state, "credentials")
        self.assertIn("invalid_client", wizard.message)
        self.assertNotIn("wrong-secret", wizard.message)
        self.assertEqual(wizard.account_id.state, "draft")


@tagged("post_install", "-at_install")
class TestLoginByDevice(LoginCase):
    """C14: a person enters a code on another page."""

    login = "device"

    def begin(self):
        wizard, action = self.connect()
        self.assertEqual(action["res_model"], "social.care.login", wizard.message)
        login = self.env["social.care.login"].browse(action["res_id"])
        return wizard, login.with_user(self.manager)

    def go_on(self, login, later=True):
        if later:
            login.sudo().ask_after = fields.Datetime.now()
        action = login.action_continue()
        self.env.flush_all()
        return action

    def decide(self, login, allow="1", code=None):
        """Enter the code there, in small letters."""
        self.browse_as(self.manager)
        page = self.url_open(login.url).text
        token = page.split('name="csrf_token" value="')[1].split('"')[0]
        form = {
            "code": (code or login.user_code).lower().replace("-", " "),
            "handle": "northwind",
            "allow": allow,
            "csrf_token": token,
        }
        answer = self.url_open("/social_care_demo/oauth/activate", data=form)
        self.env.invalidate_all()
        return answer.text

    def test_connects(self):
        wizard, login = self.begin()
        self.assertRegex(login.user_code, r"\A[B-Z]{4}-[B-Z]{4}\Z")
        self.go_on(login)
        self.assertIn("Not confirmed yet", login.message)
        self.assertIn("Allowed", self.decide(login))
        action = self.go_on(login)
        self.assertEqual(action["res_model"], "social.care.connect")
        account = wizard.account_id.sudo()
        self.assertEqual((wizard.state, account.state), ("done", "connected"))
        self.assertEqual(account.handle, "northwind")
        self.assertFalse(login.sudo().device_code)
        self.assert_nothing_left(account.access_token, account.refresh_token)

    def test_pauses_as_the_network_wants(self):
        _wizard, login = self.begin()
        self.go_on(login)
        with patch.object(SocialCareDemoGrant, "_exchange_device") as asked:
            self.go_on(login, later=False)
        asked.assert_not_called()
        self.assertEqual(login.pause, 5)
        self.go_on(login)
        self.assertEqual(login.pause, 10, "slow_down")

    def test_declined(self):
        wizard, login = self.begin()
        self.assertIn("Declined", self.decide(login, allow=""))
        self.go_on(login)
        self.assertIn("declined", login.message)
        self.assertEqual(wizard.account_id.state, "draft")
        self.go_on(login)
        self.assertIn("expired", login.message, "it is over")

    def test_wrong_code(self):
        _wizard, login = self.begin()
        self.assertIn("wrong or has expired", self.decide(login, code="XXXX-XXXX"))
        self.go_on(login)
        self.assertIn("Not confirmed yet", login.message)

    def test_too_late(self):
        _wizard, login = self.begin()
        login.sudo().expires_at = "2020-01-01 00:00:00"
        self.go_on(login)
        self.assertIn("expired", login.message)

    def test_a_page_instead_of_a_code(self):
        wizard = self.make_wizard()
        flow = oauth.Flow(
            "device",
            "x",
            device_url=f"{self.base_url()}/social_care_demo/oauth/device?play=html",
        )
        connector = type(self.env["social.care.connector.demo"])
        with patch.object(connector, "_get_oauth", return_value=flow):
            wizard.action_connect()
        self.assertIn("else than JSON", wizard.message)
