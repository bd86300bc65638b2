# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import datetime, timedelta

from odoo import fields
from odoo.tests import tagged

from odoo.addons.social_care.tests.surroundings import in_good_order
from odoo.addons.social_care.tools import errors
from odoo.addons.social_care.tools.rate_limit import Budget

from ..tools import jwt
from .common import BlueskyCase
from .network import now

CREATE = "com.atproto.server.createSession"
REFRESH = "com.atproto.server.refreshSession"
SESSION = "com.atproto.server.getSession"
LIST = "app.bsky.notification.listNotifications"


@tagged("post_install", "-at_install")
class TestSession(BlueskyCase):
    def ask(self):
        return self.connector._call_query(self.account, SESSION)

    def end_access(self):
        """The access token is over, as after two hours."""
        over = "e30.eyJleHAiOjF9.x"
        self.account.access_token = over

    # -- connecting ------------------------------------------------------------

    def test_connect(self):
        self.assertEqual(self.account.state, "connected")
        self.assertEqual(self.account.external_id, self.brand.did)
        self.assertEqual(self.account.handle, self.brand.handle)
        self.assertEqual(
            sorted(self.account.stream_ids.mapped("kind")), ["mentions", "replies"]
        )

    def test_expiry_is_that_of_the_refresh_token(self):
        expires = self.account.token_expires_at
        self.assertEqual(expires, jwt.read_expiry(self.account.refresh_token))
        self.assertGreater(expires, fields.Datetime.now() + timedelta(days=30))

    def test_connect_as_people_type_it(self):
        self.account.username = f" @{self.brand.handle} "
        self.account._connect()
        self.assertEqual(self.account.state, "connected")

    def test_connect_with_a_wrong_password(self):
        self.account.password = "wrong"
        with self.assertRaisesRegex(
            errors.ConnectorError, "Invalid identifier or password"
        ):
            self.account._connect()

    def test_connect_without_password(self):
        self.account.password = False
        with self.assertRaisesRegex(errors.ConnectorError, "app password"):
            self.account._connect()

    def test_connect_as_somebody_else(self):
        self.account.username = self.customer.handle
        self.account.password = self.customer.app_password()
        with self.assertRaisesRegex(errors.ConnectorError, "not the account"):
            self.account._connect()
        self.assertEqual(self.account.external_id, self.brand.did)

    def test_code_by_mail_is_explained(self):
        self.road.refuse(CREATE, 401, "AuthFactorTokenRequired")
        with self.assertRaisesRegex(errors.ConnectorError, "Use an app password"):
            self.account._connect()

    def test_server_that_is_none(self):
        self.road.close()
        with self.assertRaisesRegex(errors.ConnectorError, "cannot be reached"):
            self.account._connect()

    def test_default_server(self):
        self.account.service_url = False
        self.assertEqual(
            self.connector._get_service_url(self.account), "https://bsky.social"
        )

    # -- renewing --------------------------------------------------------------

    def test_access_token_is_used_while_it_lasts(self):
        self.road.calls.clear()
        self.ask()
        self.assertEqual(dict(self.road.calls), {SESSION: 1})

    def test_refresh_rotates(self):
        before = self.account.refresh_token
        self.end_access()
        self.assertEqual(self.ask()["did"], self.brand.did)
        self.assertNotEqual(self.account.refresh_token, before)
        self.assertGreater(
            jwt.read_expiry(self.account.access_token), fields.Datetime.now()
        )
        self.assertEqual(self.road.calls[REFRESH], 1)
        self.assertEqual(self.road.calls[CREATE], 1, "only that of connecting")

    def test_token_that_the_network_does_not_take(self):
        claims = "eyJleHAiOjQxMDI0NDQ4MDB9"
        self.account.access_token = f"e30.{claims}.x"
        self.assertEqual(self.ask()["did"], self.brand.did)
        self.assertEqual(self.road.calls[REFRESH], 1)

    def test_refresh_token_that_is_over_falls_back_to_the_password(self):
        self.end_access()
        self.account.refresh_token = "x.y.z"
        self.assertEqual(self.ask()["did"], self.brand.did)
        self.assertEqual(self.road.calls[CREATE], 2)

    def test_tokens_lost_by_a_rollback_are_no_harm(self):
        """The network lets a used refresh token serve again for two hours."""
        self.end_access()
        before = self.account.refresh_token
        self.ask()
        self.end_access()
        self.account.refresh_token = before
        self.assertEqual(self.ask()["did"], self.brand.did)
        self.assertEqual(self.road.calls[CREATE], 1)

    def test_app_password_that_was_revoked(self):
        self.end_access()
        self.account.write({"refresh_token": False, "password": "gone"})
        with self.assertRaises(errors.AuthorizationLost):
            self.ask()

    def test_lost_session_shows_on_the_account(self):
        self.end_access()
        self.account.write({"refresh_token": False, "password": False})
        self.stream("mentions")._poll()
        self.assertEqual(self.account.state, "failing")
        self.assertIn("app password", self.account.status_message)
        self.account.password = self.brand.app_password()
        self.account._connect()
        self.assertEqual(self.account.state, "connected")

    def test_account_that_was_taken_down(self):
        self.road.refuse(LIST, 400, "AccountTakedown", message="Account has been taken")
        with self.assertRaises(errors.AuthorizationLost):
            self.connector._fetch(self.stream("mentions"), {})

    # -- when the network does not answer as it should -------------------------

    def test_fault_of_the_network_while_reading(self):
        self.road.refuse(LIST, 502, "UpstreamFailure")
        self.stream("mentions")._poll()
        self.assertIn("fault of its own", self.stream("mentions").last_error)
        self.assertEqual(self.account.state, "connected")

    def test_something_else_answers(self):
        self.road.accidents[LIST] = lambda request: (
            503,
            {"Content-Type": "text/html"},
            b"<h1>Maintenance</h1>",
        )
        with self.assertRaisesRegex(errors.Temporary, "503"):
            self.connector._fetch(self.stream("mentions"), {})

    def test_budget_is_kept(self):
        self.road.slow_down(LIST, 3000, 2999)
        stream = self.stream("mentions")
        stream._poll()
        budget = self.account.budget_ids
        self.assertEqual((budget.endpoint, budget.allowance), (LIST, 3000))
        self.assertEqual(budget.remaining, 2999)
        self.assertAlmostEqual(
            stream.backoff_until, budget.reset_at, delta=timedelta(seconds=1)
        )
        self.assertGreater(budget.reset_at, fields.Datetime.now())


@tagged("post_install", "-at_install")
class TestDiagnose(BlueskyCase):
    def setUp(self):
        super().setUp()
        in_good_order(self)

    def findings(self):
        self.account.action_diagnose()
        return self.account.diagnosis

    def worst(self):
        return self.findings()[0]

    def test_all_is_well(self):
        findings = self.findings()
        self.assertEqual({finding["level"] for finding in findings}, {"ok"}, findings)
        self.assertIn(f"Logged in as @{self.brand.handle}.", str(findings))

    def test_own_password(self):
        self.account.password = self.brand.password
        self.account._connect()
        self.assertEqual(self.worst()["level"], "warning")
        self.assertIn("own password", self.worst()["title"])
        self.assertIn("app password", self.worst()["fix"])

    def test_session_is_lost(self):
        self.account.write(
            {"access_token": False, "refresh_token": False, "password": "wrong"}
        )
        self.assertEqual(self.worst()["level"], "error")
        self.assertIn("Make a new app password", self.worst()["fix"])

    def test_session_of_somebody_else(self):
        self.account.external_id = "did:plc:other"
        self.assertIn("not to this account", self.worst()["title"])

    def test_new_handle(self):
        self.account.handle = "old.test"
        self.assertEqual(self.worst()["level"], "warning")
        self.assertIn(self.brand.handle, self.worst()["title"])

    def test_deactivated(self):
        self.brand.do("com.atproto.server.deactivateAccount", deleteAfter=now())
        self.assertIn("deactivated", self.worst()["title"])

    def test_server_is_away(self):
        self.road.close()
        self.assertIn("server address", self.worst()["fix"])

    def test_rate_limit_is_near(self):
        note = self.env["social.care.budget"]._note
        note(self.account, LIST, Budget("", 3000, 12, datetime(2100, 1, 1)))
        self.assertIn(f"12 of 3000 calls of {LIST}", self.worst()["title"])

    def test_rate_limit_of_yesterday(self):
        note = self.env["social.care.budget"]._note
        note(self.account, LIST, Budget("", 3000, 12, datetime(2020, 1, 1)))
        self.assertEqual(self.worst()["level"], "ok")


@tagged("post_install", "-at_install")
class TestConnectWizard(BlueskyCase):
    def connect(self, **values):
        wizard = self.env["social.care.connect"].create(
            {"network": "bluesky", "account_name": "Second"}
        )
        wizard.action_next()
        values["service_url"] = self.road.url
        wizard.credentials = [
            {"name": name, "value": value} for name, value in values.items()
        ]
        wizard.action_connect()
        return wizard

    def test_asks_for_what_bluesky_needs(self):
        wizard = self.env["social.care.connect"].new({"network": "bluesky"})
        asked = [one["name"] for one in wizard.credentials]
        self.assertEqual(asked, ["username", "password", "service_url"])

    def test_connects(self):
        wizard = self.connect(
            username=self.customer.handle, password=self.customer.app_password()
        )
        self.assertEqual(wizard.state, "done", wizard.message)
        self.assertEqual(wizard.account_id.external_id, self.customer.did)
        self.assertEqual(wizard.account_id.channel_id.name, "Bluesky")

    def test_says_what_is_wrong(self):
        wizard = self.connect(username=self.customer.handle, password="wrong")
        self.assertEqual(wizard.state, "credentials")
        self.assertIn("Invalid identifier or password", wizard.message)
