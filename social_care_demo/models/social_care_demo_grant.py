# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import hmac
import secrets
from datetime import timedelta

from odoo import api, fields, models

from odoo.addons.social_care.tools import oauth

CLIENT_ID = "demo-app"
SECRET_PARAMETER = "social_care_demo.client_secret"
CODE_SECONDS, DEVICE_SECONDS, ACCESS_SECONDS = 60, 600, 3600
PAUSE_SECONDS = 5
# RFC 8628, 6.1: no vowels, so that no words come out, and nothing that looks alike.
LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
KEPT_DAYS = 1


class Refused(Exception):
    """An error of RFC 6749, 5.2 or RFC 8628, 3.5; its argument is the code."""


class SocialCareDemoGrant(models.Model):
    """What somebody on the demo network allowed an app: the code, then its tokens.

    As strict as the RFCs ask: a code is used once and only by whom it was issued to; a
    code or refresh token that comes a second time ends the access (RFC 6749, 4.1.2 and
    10.4; RFC 9700, 4.14.2). Secrets are stored as digests.
    """

    _name = "social.care.demo.grant"
    _description = "Access to the Demo Network"

    handle = fields.Char(help="Who allowed it.")
    state = fields.Selection(
        [
            ("pending", "Pending"),
            ("allowed", "Allowed"),
            ("declined", "Declined"),
            ("issued", "Issued"),
            ("revoked", "Revoked"),
        ],
        required=True,
    )
    code_hash = fields.Char(index=True)
    user_code = fields.Char(index=True)
    challenge = fields.Char()
    redirect_uri = fields.Char()
    asked_at = fields.Datetime()
    expires_at = fields.Datetime()
    access_hash = fields.Char(index=True)
    refresh_hash = fields.Char()

    # -- the app ---------------------------------------------------------------

    @api.model
    def _get_client(self):
        """Return the one app that the network knows, with a secret of this database.

        :return: ``social_care.tools.oauth.Client``
        """
        parameters = self.env["ir.config_parameter"].sudo()
        secret = parameters.get_param(SECRET_PARAMETER)
        if not secret:
            secret = oauth.make_secret()
            parameters.set_param(SECRET_PARAMETER, secret)
        return oauth.Client(CLIENT_ID, secret)

    @api.model
    def _check_client(self, client_id, secret):
        client = self._get_client()
        known = (client.id + client.secret).encode()
        if not hmac.compare_digest(f"{client_id}{secret}".encode(), known):
            raise Refused("invalid_client")

    # -- allowing --------------------------------------------------------------

    @api.model
    def _allow(self, handle, redirect_uri, challenge):
        """Return the code that a person takes back to the app."""
        code = oauth.make_secret()
        self.create(
            {
                "handle": handle,
                "state": "allowed",
                "code_hash": oauth.hash_secret(code),
                "redirect_uri": redirect_uri,
                "challenge": challenge,
                "expires_at": self._get_end(CODE_SECONDS),
            }
        )
        return code

    @api.model
    def _begin_device(self):
        """Return the answer of the device endpoint (RFC 8628, 3.2)."""
        code = oauth.make_secret()
        letters = "".join(secrets.choice(LETTERS) for _ in range(8))
        grant = self.create(
            {
                "state": "pending",
                "code_hash": oauth.hash_secret(code),
                "user_code": f"{letters[:4]}-{letters[4:]}",
                "expires_at": self._get_end(DEVICE_SECONDS),
            }
        )
        page = "/social_care_demo/oauth/activate"
        return {
            "device_code": code,
            "user_code": grant.user_code,
            "verification_uri": f"{self.get_base_url()}{page}",
            "expires_in": DEVICE_SECONDS,
            "interval": PAUSE_SECONDS,
        }

    @api.model
    def _find_by_user_code(self, user_code):
        """Return the pending grant of a code that a person entered, in any case."""
        letters = "".join(filter(str.isalpha, user_code.upper()))
        return self.search(
            [
                ("user_code", "=", f"{letters[:4]}-{letters[4:]}"),
                ("state", "=", "pending"),
                ("expires_at", ">", fields.Datetime.now()),
            ],
            limit=1,
        )

    def _decide(self, handle, is_allowed):
        state = "allowed" if is_allowed else "declined"
        self.write({"handle": handle, "state": state})

    # -- tokens ----------------------------------------------------------------

    @api.model
    def _grant(self, params):
        """Return the answer of the token endpoint.

        :param params: dict of the parameters of the request
        :raise Refused: with the code of the error
        """
        kinds = {
            "authorization_code": self._exchange_code,
            "client_credentials": self._issue_to_app,
            "refresh_token": self._refresh,
            oauth.DEVICE_GRANT: self._exchange_device,
        }
        kind = kinds.get(params.get("grant_type"))
        if not kind:
            raise Refused("unsupported_grant_type")
        return kind(params)

    def _exchange_code(self, params):
        grant = self._find_by_code(params.get("code", ""))
        if grant.state == "issued":
            grant._revoke()
        verifier = params.get("code_verifier", "")
        if (
            grant.state != "allowed"
            or grant.user_code
            or grant.expires_at < fields.Datetime.now()
            or grant.redirect_uri != params.get("redirect_uri")
            or grant.challenge != oauth.make_challenge(verifier)
        ):
            raise Refused("invalid_grant")
        return grant._issue()

    def _issue_to_app(self, _params):
        grant = self.create({"handle": CLIENT_ID, "state": "allowed"})
        answer = grant._issue()
        del answer["refresh_token"]  # RFC 6749, 4.4.3
        return answer

    def _exchange_device(self, params):
        grant = self._find_by_code(params.get("device_code", ""))
        now = fields.Datetime.now()
        if not grant.user_code or grant.state == "issued":
            raise Refused("invalid_grant")
        if grant.expires_at < now:
            raise Refused("expired_token")
        last, grant.asked_at = grant.asked_at, now
        if grant.state == "declined":
            raise Refused("access_denied")
        if grant.state == "pending":
            is_fast = last and now < last + timedelta(seconds=PAUSE_SECONDS)
            raise Refused("slow_down" if is_fast else "authorization_pending")
        return grant._issue()

    def _refresh(self, params):
        """Rotate. A refresh token that was used before ends the access: either the app
        or a thief has the next one.
        """
        number, _dot, secret = params.get("refresh_token", "").partition(".")
        grant = self.browse(int(number) if number.isdecimal() else ()).exists()
        if grant.state != "issued" or not grant.refresh_hash:
            raise Refused("invalid_grant")
        if not hmac.compare_digest(grant.refresh_hash, oauth.hash_secret(secret)):
            grant._revoke()
            raise Refused("invalid_grant")
        return grant._issue()

    def _issue(self):
        access, refresh = oauth.make_secret(), oauth.make_secret()
        self.write(
            {
                "state": "issued",
                "access_hash": oauth.hash_secret(access),
                "refresh_hash": oauth.hash_secret(refresh),
                "expires_at": self._get_end(ACCESS_SECONDS),
            }
        )
        return {
            "access_token": access,
            "token_type": "Bearer",
            "expires_in": ACCESS_SECONDS,
            "refresh_token": f"{self.id}.{refresh}",
        }

    def _revoke(self):
        self.write({"state": "revoked", "access_hash": False, "refresh_hash": False})

    @api.model
    def _find_by_code(self, code):
        return self.search([("code_hash", "=", oauth.hash_secret(code))], limit=1)

    @api.model
    def _find_by_token(self, token):
        """Return the grant of an access token that has not ended."""
        return self.search(
            [
                ("access_hash", "=", oauth.hash_secret(token)),
                ("state", "=", "issued"),
                ("expires_at", ">", fields.Datetime.now()),
            ],
            limit=1,
        )

    def _get_end(self, seconds):
        return fields.Datetime.now() + timedelta(seconds=seconds)

    @api.autovacuum
    def _gc_grants(self):
        over = fields.Datetime.now() - timedelta(days=KEPT_DAYS)
        unused = [("expires_at", "<", over), ("state", "!=", "issued")]
        self.search(unused).unlink()
