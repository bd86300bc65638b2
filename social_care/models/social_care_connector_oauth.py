# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from functools import partial

from odoo import models

from ..tools import oauth
from ..tools.errors import AuthorizationLost, ConnectorError
from ..tools.values import Credential

# Rate limit under which requests for tokens are counted.
ENDPOINT = "oauth"


class SocialCareConnectorOAuth(models.AbstractModel):
    """Log in by OAuth 2.

    A connector declares the flow (``_get_oauth``) and asks ``_get_access_token`` before
    each call. Everything else happens here, in the connect wizard and in the account.
    """

    _name = "social.care.connector.oauth"
    _description = "Login of Connectors by OAuth 2"

    def _get_oauth(self, account):
        """Return how the network gives access to an app.

        :param account: ``social.care.account``, one record
        :return: ``tools.oauth.Flow``; None if the network has no OAuth 2
        """
        return None

    def _get_client(self, account):
        """Return the app as the network knows it.

        By default the credentials ``client_id`` and ``client_secret``. A network on
        which every server registers apps for itself overrides it.

        :param account: ``social.care.account``, one record
        :return: ``tools.oauth.Client``
        :raise AuthorizationLost: if there is none
        """
        client = oauth.Client(
            account._get_credential("client_id"),
            account._get_credential("client_secret"),
        )
        if not client.id:
            raise AuthorizationLost(
                self.env._(
                    "Enter the client ID of the app that you registered with %s.",
                    self._get_network_name(),
                )
            )
        return client

    def _get_client_credentials(self):
        """Return the credentials of an app, for ``_get_credentials`` of a network with
        OAuth 2.

        :return: list of ``tools.values.Credential``
        """
        return [
            Credential("client_id", self.env._("Client ID")),
            Credential(
                "client_secret",
                self.env._("Client secret"),
                secret=True,
                required=False,
            ),
        ]

    def _read_tokens(self, account, response):
        """Return the tokens in an answer of the token endpoint.

        A network whose answers are not those of RFC 6749 overrides it.

        :param account: ``social.care.account``, one record
        :param response: ``tools.http.Response``
        :return: ``tools.oauth.Tokens``
        :raise ConnectorError: if there are none
        """
        return oauth.read_tokens(response)

    # -- as the core and connectors call it ------------------------------------

    def _get_access_token(self, account, refused=""):
        """Return an access token, renewed if it ends within a minute.

        The new tokens are committed before they are returned: a network that rotates
        refresh tokens has forgotten the former one, whatever becomes of the caller.

        :param account: ``social.care.account``, one record
        :param refused: the access token that the network just refused, to renew it
        :return: str
        :raise AuthorizationLost: if a person has to log in again
        :raise ConnectorError: if the network cannot be asked
        """
        token = "" if refused else account._get_usable_token()
        return token or account._renew_tokens(
            partial(self._issue_tokens, account), refused
        )

    def _issue_tokens(self, account, refresh_token=""):
        """Ask for new tokens without a person.

        :param refresh_token: str, '' if there is none
        :return: ``tools.oauth.Tokens``
        :raise AuthorizationLost: if a person has to log in again
        """
        flow, client = self._get_oauth(account), self._get_client(account)
        if refresh_token:
            request = oauth.make_refresh_request(flow, client, refresh_token)
        elif flow.kind == oauth.CLIENT:
            request = oauth.make_client_request(flow, client)
        else:
            raise AuthorizationLost(
                self.env._("The access has ended: connect the account again.")
            )
        return self._request_tokens(account, request)

    def _request_tokens(self, account, request):
        """Send a request for tokens.

        :param request: ``tools.oauth.Request``
        :return: ``tools.oauth.Tokens``
        """
        read = partial(self._read_tokens, account)
        return self._request_login(account, request, read)

    def _request_login(self, account, request, read):
        """Send a request of a login and read its answer.

        It changes nothing that a person sees, so that a broken answer is ``Temporary``.

        :param request: ``tools.oauth.Request``
        :param read: function that is given the ``tools.http.Response``
        :raise ConnectorError: without the secrets that were sent
        """
        try:
            response = self._call(
                account,
                ENDPOINT,
                "POST",
                request.url,
                data=request.data,
                headers=request.headers,
            )
            return read(response)
        except ConnectorError as error:
            secret = self._get_client(account).secret
            error.args = (oauth.hide(str(error), secret, *request.get_secrets()),)
            raise
