# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import re
from contextlib import contextmanager
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

from odoo.tests import HttpCase, common, new_test_user
from odoo.tools import SQL

from odoo.addons.social_care.tests.outgoing import OutgoingRequests
from odoo.addons.social_care.tools.http import Client

MANAGER = "social_care.group_social_care_manager"


@contextmanager
def let_others_in():
    """While this thread waits for an answer, the server may use the test's cursor."""
    lock = common._registry_test_lock
    state = lock._release_save() if lock._is_owned() else None
    try:
        yield
    finally:
        if state:
            lock._acquire_restore(state)


class LoginCase(OutgoingRequests, HttpCase):
    """The demo network plays OAuth 2 over HTTP, with this server as both sides."""

    login = "code"

    def setUp(self):
        super().setUp()
        self.http_request_allow_all = True
        self.env["ir.config_parameter"].set_param("web.base.url", self.base_url())
        self.manager = self.make_manager("login_manager")
        self.grants = self.env["social.care.demo.grant"]
        self.client = self.grants._get_client()
        send = Client.request

        def request(client, *args, **kwargs):
            with let_others_in():
                return send(client, *args, **kwargs)

        self.startPatcher(patch.object(Client, "request", request))

    def make_manager(self, login):
        return new_test_user(self.env, login, groups=MANAGER, password=login)

    def make_wizard(self, secret=None, **vals):
        typed = {
            "client_id": self.client.id,
            "client_secret": secret or self.client.secret,
        }
        wizard = (
            self.env["social.care.connect"]
            .with_user(self.manager)
            .create(
                {
                    "network": "demo",
                    "account_name": "Second",
                    "demo_login": self.login,
                    "stage": "manual",
                    **vals,
                }
            )
        )
        wizard.action_next()
        wizard.credentials = [{"name": k, "value": v} for k, v in typed.items()]
        return wizard

    def connect(self, **vals):
        """Return the wizard and the action that follows *Connect*."""
        wizard = self.make_wizard(**vals)
        action = wizard.action_connect()
        self.env.flush_all()
        return wizard, action

    # -- a person with a browser -----------------------------------------------

    def browse_as(self, user):
        self.authenticate(user.login, user.login)

    def allow(self, url, handle="northwind", allow="1"):
        """Press a button on the page of the network. Return where it sends us."""
        page = self.url_open(url)
        self.assertEqual(page.status_code, 200)
        names = re.findall(r'type="hidden" name="(\w+)"', page.text)
        values = re.findall(r'type="hidden" name="\w+" value="([^"]*)"', page.text)
        form = dict(zip(names, values, strict=True))
        form.update(handle=handle, allow=allow)
        answer = self.url_open(urlsplit(url).path, data=form, allow_redirects=False)
        self.assertEqual(answer.status_code, 303)
        return answer.headers["Location"]

    def come_back(self, url):
        self.env.flush_all()
        answer = self.url_open(url, allow_redirects=False)
        self.env.invalidate_all()
        return answer

    def log_in(self, action, **kwargs):
        """All that a person does between *Connect* and coming back."""
        self.browse_as(self.manager)
        return self.come_back(self.allow(action["url"], **kwargs))

    # -- what came of it -------------------------------------------------------

    def logins_of(self, wizard):
        domain = [("account_id", "=", wizard.account_id.id)]
        return self.env["social.care.login"].search(domain)

    def state_of(self, action):
        return parse_qs(urlsplit(action["url"]).query)["state"][0]

    def assert_nothing_left(self, *secrets):
        """No row of ours but that of the tokens has any of these."""
        self.env.flush_all()
        for table in ("connect", "login", "account"):
            name = SQL.identifier(f"social_care_{table}")
            rows = str(self.env.execute_query(SQL("SELECT t::text FROM %s t", name)))
            for secret in (*secrets, self.client.secret):
                self.assertNotIn(secret, rows, table)

    def renew(self, account):
        """Renew the access token as if it had ended."""
        account.token_ids.access_expires_at = "2020-01-01 00:00:00"
        self.env.flush_all()
        return account._get_connector()._get_access_token(account)
