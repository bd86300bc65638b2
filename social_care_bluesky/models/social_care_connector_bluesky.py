# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import fields, models

from odoo.addons.social_care.tools.capabilities import Capabilities
from odoo.addons.social_care.tools.errors import ConnectorError, Rejected
from odoo.addons.social_care.tools.values import Finding

from ..tools import jwt

FULL_ACCESS = "com.atproto.access"
SCARCE = 0.1


class SocialCareConnectorBluesky(models.AbstractModel):
    """Bluesky (AT Protocol): what it can do, connecting, diagnosis."""

    _name = "social.care.connector.bluesky"
    _description = "Social Care Connector for Bluesky"
    _inherit = "social.care.connector"

    def _capabilities(self, account):
        """Limits of the lexicons app.bsky.feed.post and app.bsky.embed.images."""
        return Capabilities(
            text_limit=300,
            text_unit="graphemes",
            byte_limit=3000,
            media_max=4,
            media_bytes=2_000_000,
            media_mimetypes=("image/jpeg", "image/png", "image/webp", "image/gif"),
            visibilities=("public",),
            streams=("mentions", "replies", "search"),
            transports=("poll",),
            can_delete=True,
            can_find=True,
        )

    def _channel(self):
        channel = self.env.ref(
            "social_care_bluesky.helpdesk_ticket_channel_bluesky", False
        )
        return channel or super()._channel()

    # -- connecting ------------------------------------------------------------

    def _credential_fields(self):
        return ["service_url", "username", "password"]

    def _connect(self, account):
        session = self._create_session(account)
        if account.external_id and account.external_id != session["did"]:
            raise Rejected(
                self.env._(
                    "%(handle)s is another account than the one connected here before. "
                    "Make a new account for it.",
                    handle=session["handle"],
                )
            )
        return {
            "external_id": session["did"],
            "handle": session["handle"],
            **self._token_vals(session),
        }

    def _default_streams(self, account):
        return [
            {"name": self.env._("Mentions"), "kind": "mentions"},
            {"name": self.env._("Replies and quotes"), "kind": "replies"},
        ]

    # -- diagnosis -------------------------------------------------------------

    def _diagnose(self, account):
        findings = [self._diagnose_service(account)]
        if findings[0].level == "ok":
            findings += self._diagnose_session(account)
        return findings + self._diagnose_budgets(account)

    def _diagnose_service(self, account):
        host = self._service_url(account).split("/")[2]
        try:
            self._answer(account, "GET", "com.atproto.server.describeServer")
        except ConnectorError as error:
            fix = self.env._(
                "Check the server address of the account, and that this Odoo server "
                "may reach it."
            )
            return Finding("error", str(error), fix)
        return Finding("ok", self.env._("%s answers.", host))

    def _diagnose_session(self, account):
        try:
            session = self._query(account, "com.atproto.server.getSession")
        except ConnectorError as error:
            fix = self.env._(
                "Make a new app password on Bluesky (Settings, Privacy and security, "
                "App passwords), enter it here and connect again."
            )
            return [Finding("error", str(error), fix)]
        return [
            self._diagnose_identity(account, session),
            self._diagnose_scope(account),
        ]

    def _diagnose_identity(self, account, session):
        handle = session["handle"]
        if session["did"] != account.external_id:
            return Finding(
                "error",
                self.env._("The session belongs to @%s, not to this account.", handle),
                self.env._("Enter the app password of this account, connect again."),
            )
        if not session.get("active", True):
            return Finding(
                "error",
                self.env._("Bluesky says the account is %s.", session.get("status")),
                self.env._("Log in on Bluesky to see what it asks for."),
            )
        if handle != account.handle:
            return Finding(
                "warning",
                self.env._("The account is called @%s by now.", handle),
                self.env._("Connect again, so that the new name is shown."),
            )
        return Finding("ok", self.env._("Logged in as @%s.", handle))

    def _diagnose_scope(self, account):
        if jwt.claims(account.access_token).get("scope") != FULL_ACCESS:
            return Finding("ok", self.env._("An app password is used."))
        return Finding(
            "warning",
            self.env._("The account's own password is used."),
            self.env._(
                "Make an app password on Bluesky (Settings, Privacy and security, App "
                "passwords) and connect with that: it can be revoked by itself and "
                "cannot take the account over."
            ),
        )

    def _diagnose_budgets(self, account):
        scarce = account.budget_ids.filtered(
            lambda budget: (
                budget.reset_at > fields.Datetime.now()
                and budget.remaining < budget.allowance * SCARCE
            )
        )
        if not scarce:
            return [Finding("ok", self.env._("Far from Bluesky's rate limits."))]
        fix = self.env._("Poll less often, or put fewer accounts on this server.")
        return [
            Finding(
                "warning",
                self.env._(
                    "%(remaining)s of %(allowance)s calls of %(endpoint)s are left.",
                    remaining=budget.remaining,
                    allowance=budget.allowance,
                    endpoint=budget.endpoint,
                ),
                fix,
            )
            for budget in scarce
        ]
