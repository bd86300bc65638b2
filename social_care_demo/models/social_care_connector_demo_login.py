# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from urllib.parse import urlsplit

from odoo import models

from odoo.addons.social_care.tools import http, oauth
from odoo.addons.social_care.tools.values import Credential

OAUTH = "/social_care_demo/oauth"
PORTS = {"http": 80, "https": 443}


class SocialCareConnectorDemoLogin(models.AbstractModel):
    """Log in to the demo network: by a handle alone, or by OAuth 2 over HTTP."""

    _name = "social.care.connector.demo.login"
    _inherit = "social.care.connector"
    _description = "Login to the Demo Network"

    def _get_oauth(self, account):
        if account.demo_login in (False, "handle"):
            return None
        address = f"{account.get_base_url()}{OAUTH}"
        play = f"?play={account.demo_script_id.login or 'ok'}"
        return oauth.Flow(
            account.demo_login,
            f"{address}/token{play}",
            authorize_url=f"{address}/authorize",
            device_url=f"{address}/device{play}",
            scopes=("read", "reply"),
        )

    def _get_credentials(self, account):
        if self._get_oauth(account):
            return self._get_client_credentials()
        return [Credential("handle", self.env._("Handle"), placeholder="northwind")]

    def _get_allowed_hosts(self):
        """This server is the network: it may be called, whatever its address."""
        own = urlsplit(self.get_base_url())
        port = own.port or PORTS.get(own.scheme)
        return super()._get_allowed_hosts() | {f"{own.hostname}:{port}"}

    def _ask_who(self, account):
        """Return who we are on the network, as its API tells.

        :return: dict with ``id`` and ``handle``
        """
        token = self._get_access_token(account)
        response = self._ask_me(account, token)
        if response.status == 401:
            token = self._get_access_token(account, refused=token)
            response = self._ask_me(account, token)
        http.raise_for_status(response)
        return response.json()

    def _ask_me(self, account, token):
        url = f"{account.get_base_url()}{OAUTH}/me"
        headers = {"Authorization": f"Bearer {token}"}
        return self._call(account, "me", "GET", url, headers=headers)
