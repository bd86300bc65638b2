# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import base64
import binascii
import json
from urllib.parse import unquote_plus, urlencode

from werkzeug.exceptions import BadRequest, Forbidden

from odoo import SUPERUSER_ID, http
from odoo.http import Response, request

from ..models.social_care_demo_grant import CLIENT_ID, Refused

OAUTH = "/social_care_demo/oauth"
HEADERS = {
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "frame-ancestors 'none'; base-uri 'none'; "
    "object-src 'none'",
}
ASKED = ("client_id", "redirect_uri", "state", "code_challenge")


class DemoLogin(http.Controller):
    """The demo network lets apps in by OAuth 2 (RFC 6749, 7636 and 8628)."""

    # -- pages, for people -----------------------------------------------------

    @http.route(f"{OAUTH}/authorize", type="http", auth="user", methods=["GET"])
    def authorize(self, **params):
        self._check_agent()
        self._check_authorization(params)
        asked = {name: params.get(name, "") for name in ASKED}
        return self._render("login_authorize", {"asked": asked})

    @http.route(f"{OAUTH}/authorize", type="http", auth="user", methods=["POST"])
    def decide(self, handle="", allow="", **params):
        self._check_agent()
        self._check_authorization({**params, "response_type": "code"})
        back = {"state": params.get("state", "")}
        if allow:
            back["code"] = self._grants()._allow(
                self._check_handle(handle),
                params["redirect_uri"],
                params["code_challenge"],
            )
        else:
            back["error"] = "access_denied"
        return request.redirect(f"{params['redirect_uri']}?{urlencode(back)}", 303)

    @http.route(f"{OAUTH}/activate", type="http", auth="user", methods=["GET"])
    def activate(self, code=""):
        self._check_agent()
        return self._render(
            "login_activate", {"code": code, "done": "", "wrong": False}
        )

    @http.route(f"{OAUTH}/activate", type="http", auth="user", methods=["POST"])
    def confirm(self, code="", handle="", allow=""):
        self._check_agent()
        grant = self._grants()._find_by_user_code(code)
        if grant:
            grant._decide(self._check_handle(handle), bool(allow))
        done = "allowed" if allow else "declined"
        values = {"code": code, "done": grant and done, "wrong": not grant}
        return self._render("login_activate", values)

    # -- endpoints, for apps ---------------------------------------------------

    @http.route(
        [f"{OAUTH}/token", f"{OAUTH}/device"],
        type="http",
        auth="none",
        methods=["POST"],
        csrf=False,
        save_session=False,
        readonly=False,
    )
    def issue(self, play="", **params):
        if play == "html":
            return Response(
                "<html><h1>Maintenance</h1></html>", content_type="text/html"
            )
        request.update_env(user=SUPERUSER_ID)
        grants = self._grants()
        try:
            grants._check_client(*self._read_client(params))
            if request.httprequest.path.endswith("/device"):
                return self._answer(grants._begin_device())
            return self._answer(grants._grant(params))
        except Refused as refused:
            status = 401 if refused.args[0] == "invalid_client" else 400
            return self._answer({"error": refused.args[0]}, status)

    @http.route(
        f"{OAUTH}/me", type="http", auth="none", methods=["GET"], save_session=False
    )
    def tell_who(self):
        request.update_env(user=SUPERUSER_ID)
        said = request.httprequest.headers.get("Authorization", "")
        grant = self._grants()._find_by_token(said.removeprefix("Bearer "))
        if not grant:
            return self._answer({"error": "invalid_token"}, 401)
        return self._answer({"id": f"member-{grant.handle}", "handle": grant.handle})

    # -- helpers ---------------------------------------------------------------

    def _grants(self):
        return request.env["social.care.demo.grant"].sudo()

    def _check_agent(self):
        if not request.env.user.has_group("social_care.group_social_care_agent"):
            raise Forbidden()

    def _check_authorization(self, params):
        """Check a request before the person is sent anywhere (RFC 6749, 4.1.2.1)."""
        account = request.env["social.care.account"]
        if (
            params.get("client_id") != CLIENT_ID
            or params.get("redirect_uri") != account._get_return_url()
            or params.get("response_type") != "code"
            or not params.get("code_challenge")
        ):
            raise BadRequest("The app asks for access in a way that is not allowed.")

    def _check_handle(self, handle):
        handle = handle.strip().lstrip("@").lower()
        if not handle:
            raise BadRequest("Who are you? Enter a handle.")
        return handle

    def _read_client(self, params):
        """Return client ID and secret, from the header or the body."""
        said = request.httprequest.headers.get("Authorization", "")
        try:
            pair = base64.b64decode(said.removeprefix("Basic ")).decode()
        except (binascii.Error, UnicodeDecodeError):
            raise Refused("invalid_client") from None
        if pair:
            client_id, _colon, secret = pair.partition(":")
            return unquote_plus(client_id), unquote_plus(secret)
        return params.get("client_id", ""), params.get("client_secret", "")

    def _answer(self, values, status=200):
        headers = {"Cache-Control": "no-store"}
        return Response(
            json.dumps(values),
            status=status,
            headers=headers,
            content_type="application/json",
        )

    def _render(self, name, values):
        response = request.render(f"social_care_demo.{name}", values)
        response.headers.update(HEADERS)
        return response
