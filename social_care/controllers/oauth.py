# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import http
from odoo.exceptions import AccessError
from odoo.http import request

from ..models.social_care_account_credentials import RETURN
from ..tools import oauth
from ..tools.errors import ConnectorError

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}


class SocialCareLogin(http.Controller):
    """Where a network sends a person back after they logged in."""

    @http.route(RETURN, type="http", auth="public", methods=["GET"], readonly=False)
    def come_back(self, **params):
        """Exchange the code for tokens, connect the account and open it.

        Not ``auth="user"``: that would pass the code on to the page of the login.

        :return: redirection to the account, whose form shows what went wrong; 403 if
            another user began the login, or it was used or is too old
        """
        logins = request.env["social.care.login"]
        account, wizard, verifier = logins._take(params.get("state", ""))
        try:
            account.check_access("write")
        except AccessError:
            account = account.browse()
        if not account:
            return self._refuse()
        self._finish(account, wizard, verifier, params)
        return self._protect(request.redirect(f"/odoo/social-accounts/{account.id}"))

    def _finish(self, account, wizard, verifier, params):
        try:
            code = oauth.read_return(params)
            tokens = account._exchange_code(code, verifier)
        except ConnectorError as error:
            account._fail(error)
        else:
            account._finish_login(tokens, wizard)

    def _refuse(self):
        return self._protect(
            request.render("social_care.login_refused", {}, status=403)
        )

    def _protect(self, response):
        response.headers.update(HEADERS)
        return response
