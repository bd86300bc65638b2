# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from urllib.parse import urlencode

from odoo import models

from odoo.addons.social_care.tools.errors import AuthorizationLost
from odoo.addons.social_care.tools.oauth import Tokens

from ..tools import jwt

SERVICE = "https://bsky.social"
# Errors for tokens that are invalid or expired; Bluesky answers 400, not 401.
TOKEN_ERRORS = {"ExpiredToken", "InvalidToken"}
ACCOUNT_ERRORS = {"AccountDeactivated", "AccountTakedown", "AuthMissing"}
CODE_BY_MAIL = "AuthFactorTokenRequired"


class SocialCareConnectorBlueskySession(models.AbstractModel):
    """Calls to Bluesky and their session."""

    _name = "social.care.connector.bluesky.session"
    _inherit = "social.care.connector"
    _description = "Session with Bluesky"

    def _get_service_url(self, account):
        return (account.service_url or SERVICE).rstrip("/")

    # -- calls -----------------------------------------------------------------

    def _call_query(self, account, method, **params):
        """Call a query (GET) as our account."""
        return self._call_authorized(account, "GET", method, params=params)

    def _call_procedure(self, account, method, **kwargs):
        """Call a procedure (POST) as our account."""
        return self._call_authorized(account, "POST", method, **kwargs)

    def _call_authorized(self, account, verb, method, **kwargs):
        return self._read(self._send_authorized(account, verb, method, **kwargs))

    def _send_authorized(self, account, verb, method, **kwargs):
        """Call with the access token of the session, which is renewed if it has
        expired.
        """
        token = self._get_access_token(account)
        response = self._send(account, verb, method, token, **kwargs)
        if self._is_token_refused(response):
            token = self._get_access_token(account, refused=token)
            response = self._send(account, verb, method, token, **kwargs)
        return response

    def _answer(self, account, verb, method, token="", **kwargs):
        """Call with a given token, or without one."""
        return self._read(self._send(account, verb, method, token, **kwargs))

    def _send(self, account, verb, method, token, params=None, headers=None, **kwargs):
        url = f"{self._get_service_url(account)}/xrpc/{method}"
        if params:
            url += "?" + urlencode(params, doseq=True)
        headers = dict(headers or {})
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return self._call(account, method, verb, url, headers=headers, **kwargs)

    def _read(self, response):
        """Return the content of an answer.

        :raise ConnectorError: of the class that fits the error of Bluesky
        """
        self._raise_for_answer(response)
        return response.json() if response.body else {}

    def _read_refusal(self, response):
        name, words = self._read_complaint(response)
        if name == CODE_BY_MAIL:
            return AuthorizationLost(
                self.env._(
                    "Bluesky wants to send a code by e-mail, because this is the "
                    "account's own password. Use an app password instead (on Bluesky: "
                    "Settings, Privacy and security, App passwords)."
                )
            )
        if response.status == 400 and name in TOKEN_ERRORS | ACCOUNT_ERRORS:
            return AuthorizationLost(
                self.env._("Bluesky does not accept the session: %s", words)
            )
        return None

    def _read_words(self, response):
        return self._read_complaint(response)[1]

    def _read_complaint(self, response):
        """Return (name, message) of an error in the format of XRPC; a proxy may answer
        with anything else.
        """
        if response.status < 300:
            return "", ""
        said = response.find_object()
        name = str(said.get("error") or "")
        return name, str(said.get("message") or name)

    def _is_token_refused(self, response):
        return (
            response.status == 400 and self._read_complaint(response)[0] in TOKEN_ERRORS
        )

    # -- session ---------------------------------------------------------------

    def _issue_tokens(self, account, refresh_token=""):
        """Return the tokens of the next session, by the refresh token or else by the
        app password.
        """
        session = refresh_token and self._refresh_session(account, refresh_token)
        return self._read_session(session or self._create_session(account))

    def _refresh_session(self, account, refresh_token):
        """Return the next session, {} if the refresh token was used, has expired or was
        revoked.
        """
        method = "com.atproto.server.refreshSession"
        response = self._send(account, "POST", method, refresh_token)
        return {} if self._is_token_refused(response) else self._read(response)

    def _create_session(self, account):
        if not (account.username and account.password):
            raise AuthorizationLost(
                self.env._("The handle and an app password are needed to log in.")
            )
        login = {
            "identifier": account.username.strip().removeprefix("@"),
            "password": account.password.strip(),
        }
        method = "com.atproto.server.createSession"
        return self._answer(account, "POST", method, json=login)

    def _read_session(self, session):
        access, refresh = session["accessJwt"], session["refreshJwt"]
        return Tokens(
            access, refresh, jwt.read_expiry(access), jwt.read_expiry(refresh)
        )
