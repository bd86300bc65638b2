# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from urllib.parse import parse_qs, urlencode, urlsplit

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.social_care.tools import errors, log_mask

from .login_common import LoginCase

RETURN = "/social_care/oauth/return"


@tagged("post_install", "-at_install")
class TestLoginByCode(LoginCase):
    """C14: a person allows access on the network's page and comes back connected."""

    def test_connects(self):
        wizard, action = self.connect()
        self.assertEqual(action["type"], "ir.actions.act_url")
        account = wizard.account_id.sudo()
        self.assertEqual(account.state, "draft")
        answer = self.log_in(action)
        self.assertEqual(answer.status_code, 303)
        self.assertTrue(
            answer.headers["Location"].endswith(f"/odoo/social-accounts/{account.id}")
        )
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertEqual(answer.headers["Referrer-Policy"], "no-referrer")
        self.assertEqual(account.state, "connected", account.status_message)
        self.assertEqual(account.external_id, "member-northwind")
        self.assertEqual(account.handle, "northwind")
        self.assertEqual(wizard.state, "done")
        self.assertEqual(set(account.stream_ids.mapped("stage")), {"manual"})

    def test_nothing_secret_is_left(self):
        wizard, action = self.connect()
        state = self.state_of(action)
        row = self.logins_of(wizard)
        self.assertNotIn(state, str(row.read()), "only its digest is stored")
        verifier = row.verifier
        self.log_in(action)
        account = wizard.account_id.sudo()
        self.assertFalse(self.logins_of(wizard))
        self.assert_nothing_left(
            state, verifier, account.access_token, account.refresh_token
        )

    def test_client_is_on_the_app(self):
        wizard, _action = self.connect()
        app = wizard.account_id.sudo().app_id
        self.assertEqual(app.client_id, self.client.id)
        self.assertEqual(app.client_secret, self.client.secret)
        shown = {one["name"]: one for one in wizard.account_id.credentials}
        self.assertEqual(shown["client_secret"]["value"], "")
        self.assertTrue(shown["client_secret"]["is_set"])

    def test_a_second_account_of_the_same_app(self):
        """The client is not entered again."""
        app = self.connect()[0].account_id.sudo().app_id
        wizard = self.make_wizard(app_id=app.id)
        wizard.sudo().typed = False
        shown = {one["name"]: one for one in wizard.credentials}
        self.assertEqual(shown["client_id"]["value"], self.client.id)
        action = wizard.action_connect()
        self.assertEqual(wizard.account_id.sudo().app_id, app)
        self.log_in(action, handle="other")
        self.assertEqual(wizard.account_id.state, "connected")
        self.assertEqual(app.client_secret, self.client.secret)

    def test_the_redirect_address_is_shown(self):
        wizard = self.make_wizard()
        self.assertEqual(wizard.return_url, self.base_url() + RETURN)
        wizard.demo_login = "client"
        self.assertFalse(wizard.return_url)
        self.assertEqual(wizard.login_kind, "client")

    def test_without_a_client(self):
        wizard = self.make_wizard()
        wizard.sudo().typed = False
        wizard.action_connect()
        self.assertIn("Client ID is missing", wizard.message)

    # -- hostile ---------------------------------------------------------------

    def refused(self, url, account):
        answer = self.come_back(url)
        self.assertEqual(answer.status_code, 403)
        self.assertIn("not valid", answer.text)
        self.assertEqual(answer.headers["Cache-Control"], "no-store")
        self.assertEqual(account.state, "draft")
        self.assertFalse(account.sudo().access_token)

    def test_wrong_state(self):
        wizard, action = self.connect()
        self.browse_as(self.manager)
        back = self.allow(action["url"])
        code = parse_qs(urlsplit(back).query)["code"][0]
        for params in (
            {"code": code, "state": "x"},
            {"code": code, "state": ""},
            {"code": code},
            {"code": code, "state": "\udce4".encode("utf-8", "surrogatepass")},
            {},
        ):
            self.refused(f"{RETURN}?{urlencode(params)}", wizard.account_id)

    def test_the_same_state_twice(self):
        wizard, action = self.connect()
        self.browse_as(self.manager)
        back = self.allow(action["url"])
        self.assertEqual(self.come_back(back).status_code, 303)
        token = wizard.account_id.sudo().access_token
        self.assertEqual(self.come_back(back).status_code, 403)
        account = wizard.account_id.sudo()
        self.assertEqual((account.state, account.access_token), ("connected", token))

    def test_a_code_that_was_used(self):
        """An attacker's code, or one that a thief was faster with: the network ends
        the access that it gave (RFC 6749, 4.1.2).
        """
        first, action = self.connect()
        self.browse_as(self.manager)
        back = self.allow(action["url"])
        code = parse_qs(urlsplit(back).query)["code"][0]
        self.come_back(back)
        second, again = self.connect(account_name="Third")
        params = {"code": code, "state": self.state_of(again)}
        self.come_back(f"{RETURN}?{urlencode(params)}")
        account = second.account_id.sudo()
        self.assertEqual(account.state, "draft")
        self.assertIn("invalid_grant", account.status_message)
        self.assertNotIn(code, account.status_message)
        self.assertFalse(
            self.grants._find_by_token(first.account_id.sudo().access_token)
        )

    def test_a_code_without_its_verifier(self):
        """PKCE: a stolen code is worth nothing to who did not begin the login."""
        wizard, action = self.connect()
        self.browse_as(self.manager)
        back = self.allow(action["url"])
        self.logins_of(wizard).verifier = "another"
        self.come_back(back)
        grant = self.grants.search([], order="id desc", limit=1)
        self.assertEqual(grant.state, "allowed", "not issued")

    def test_the_browser_of_another_user(self):
        wizard, action = self.connect()
        self.browse_as(self.manager)
        back = self.allow(action["url"])
        self.browse_as(self.make_manager("login_other"))
        self.refused(back, wizard.account_id)
        self.browse_as(self.manager)
        self.assertEqual(self.come_back(back).status_code, 303)
        self.assertEqual(wizard.account_id.state, "connected")

    def test_who_is_connected_already_is_refused_and_can_log_in_as_somebody_else(self):
        _wizard, action = self.connect()
        self.log_in(action, handle="northwind")
        wizard, action = self.connect(account_name="Third")
        self.assertEqual(self.log_in(action, handle="northwind").status_code, 303)
        account = wizard.account_id.sudo()
        self.assertIn("is connected already", account.status_message)
        self.assertFalse(account.access_token)
        self.assertTrue(account._needs_login())

    def test_a_browser_without_a_user(self):
        """The code is not passed on to the login page of Odoo."""
        wizard, action = self.connect()
        self.browse_as(self.manager)
        back = self.allow(action["url"])
        self.authenticate(None, None)
        self.refused(back, wizard.account_id)

    def test_a_user_who_may_not_any_more(self):
        wizard, action = self.connect()
        self.browse_as(self.manager)
        back = self.allow(action["url"])
        account = wizard.account_id.sudo()
        self.manager.group_ids -= self.env.ref("social_care.group_social_care_manager")
        self.refused(back, account)

    def test_too_late(self):
        wizard, action = self.connect()
        self.browse_as(self.manager)
        back = self.allow(action["url"])
        login = self.logins_of(wizard)
        self.assertAlmostEqual(
            (login.expires_at - fields.Datetime.now()).total_seconds(), 600, delta=60
        )
        login.expires_at = fields.Datetime.now()
        self.refused(back, wizard.account_id)

    def test_declined(self):
        wizard, action = self.connect()
        self.log_in(action, allow="")
        self.assertEqual(wizard.account_id.state, "draft")
        self.assertIn("declined", wizard.account_id.status_message)

    def test_the_network_answers_with_a_page(self):
        wizard, action = self.connect()
        script = self.env["social.care.demo.script"].create({"login": "html"})
        wizard.account_id.sudo().demo_script_id = script
        self.log_in(action)
        self.assertEqual(wizard.account_id.state, "draft")
        self.assertIn("else than JSON", wizard.account_id.status_message)
        self.assertNotIn("Maintenance", wizard.account_id.status_message)

    def test_as_somebody_else(self):
        """The tokens of another account are not kept."""
        wizard, action = self.connect()
        self.log_in(action)
        account = wizard.account_id.sudo()
        account.write({"state": "failing", "error_kind": "authorization"})
        again = account.with_user(self.manager).action_connect()
        self.log_in(again, handle="somebody")
        self.assertEqual(account.external_id, "member-northwind")
        self.assertIn("not the account", account.status_message)
        self.assertFalse(account.access_token or account.refresh_token)
        self.assertEqual(account.state, "failing")

    def test_the_form_of_a_failing_account_logs_in_again(self):
        wizard, action = self.connect()
        self.log_in(action)
        account = wizard.account_id.with_user(self.manager)
        before = account.sudo().access_token
        self.assertEqual(account.action_connect()["tag"], "display_notification")
        account._fail(errors.AuthorizationLost("Access ended"))
        self.assertEqual(account.state, "failing")
        self.log_in(account.action_connect())
        self.assertEqual(account.state, "connected")
        self.assertNotEqual(account.sudo().access_token, before)

    def test_addresses_are_masked_in_logs(self):
        line = f'GET {RETURN}?code=c0de&state=st4te HTTP/1.1" 303'
        self.assertEqual(log_mask.mask(line), f'GET {RETURN}?*** HTTP/1.1" 303')

    # -- the network itself ----------------------------------------------------

    def test_the_network_checks_who_asks(self):
        _wizard, action = self.connect()
        self.browse_as(self.manager)
        for name, value in (
            ("redirect_uri", "https://evil.example/"),
            ("client_id", "x"),
            ("code_challenge", ""),
            ("response_type", "token"),
        ):
            query = {
                k: v[0] for k, v in parse_qs(urlsplit(action["url"]).query).items()
            }
            query[name] = value
            with mute_logger("odoo.http"):
                page = self.url_open(
                    f"/social_care_demo/oauth/authorize?{urlencode(query)}"
                )
            self.assertEqual(page.status_code, 400, name)
