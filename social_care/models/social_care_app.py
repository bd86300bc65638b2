# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import secrets
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools import signing

# Raw SQL, because the ORM has no SKIP LOCKED.
KNOWN = """
    UPDATE social_care_app SET webhook_secret_known = TRUE WHERE id IN (
        SELECT id FROM social_care_app
        WHERE id = %s AND webhook_secret_known IS NOT TRUE
        FOR NO KEY UPDATE SKIP LOCKED
    )
"""


class SocialCareApp(models.Model):
    """An app registered with a network: one client, one webhook address and one
    signature, with accounts under it.

    Every account has an app. Where the network knows no apps, each account has its own.
    The secrets cannot be read again; while that of the webhook is replaced, the old one
    is accepted.
    """

    _name = "social.care.app"
    _inherit = ["social.care.app.webhook", "social.care.app.health"]
    _description = "Social Care App"
    _order = "name, id"

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    network = fields.Selection(
        selection=lambda self: self.env["social.care.connector"]._list_networks(),
        required=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    account_ids = fields.One2many(
        "social.care.account",
        "app_id",
        domain=[("is_unknown", "=", False)],
        readonly=True,
    )
    client_id = fields.Char(
        string="Client ID",
        help="ID of the app in the network's developer console.",
    )
    client_secret = fields.Char(copy=False, groups=fields.NO_ACCESS)
    has_client_secret = fields.Boolean(
        compute="_compute_has_client_secret", compute_sudo=True
    )
    new_client_secret = fields.Char(
        string="New client secret",
        compute="_compute_new_client_secret",
        inverse="_inverse_new_client_secret",
        help="Stored when you save. Nobody can read it again.",
    )
    webhook_secret = fields.Char(
        copy=False,
        groups=fields.NO_ACCESS,
        help="The network signs its notices with this secret. Without it, the webhook "
        "refuses every notice.",
    )
    webhook_old_secret = fields.Char(copy=False, groups=fields.NO_ACCESS)
    webhook_old_secret_until = fields.Datetime(
        string="Old secret accepted until", copy=False, readonly=True
    )
    webhook_secret_known = fields.Boolean(
        copy=False, readonly=True, help="The network has signed with the new secret."
    )
    has_webhook_secret = fields.Boolean(
        string="Secret is set", compute="_compute_has_webhook_secret", compute_sudo=True
    )

    _webhook_token_unique = models.UniqueIndex(
        "(webhook_token) WHERE webhook_token IS NOT NULL",
        "Two apps cannot share an address.",
    )

    @api.depends("webhook_secret")
    def _compute_has_webhook_secret(self):
        for app in self:
            app.has_webhook_secret = bool(app.webhook_secret)

    @api.depends("client_secret")
    def _compute_has_client_secret(self):
        for app in self:
            app.has_client_secret = bool(app.client_secret)

    def _compute_new_client_secret(self):
        """A secret that was entered is never shown again."""
        self.new_client_secret = False

    def _inverse_new_client_secret(self):
        for app in self.filtered("new_client_secret"):
            app.sudo().client_secret = app.new_client_secret

    @api.constrains("network")
    def _check_network(self):
        self.sudo()._get_every_account()._check_app_network()

    def write(self, vals):
        """An app stays in the company of its accounts.

        :raise ValidationError: if it has accounts of another company
        """
        if "company_id" in vals:
            accounts = self.sudo()._get_every_account()
            if accounts.company_id.ids not in ([], [vals["company_id"]]):
                raise ValidationError(
                    self.env._("An app and its accounts belong to the same company.")
                )
        return super().write(vals)

    def _follow_account(self, company_id):
        """Move to the company to which the only account of this app moves."""
        # pylint: disable=super-method-mismatch
        return super().write({"company_id": company_id})

    def _get_connector(self):
        """Return the connector of this app's network, in sudo.

        :return: ``social.care.connector.<network>``
        """
        self.ensure_one()
        return self.env[f"social.care.connector.{self.network}"].sudo()

    def _get_every_account(self):
        """Return the accounts of these apps, unknown and archived ones included."""
        accounts = self.env["social.care.account"].with_context(active_test=False)
        return accounts.search([("app_id", "in", self.ids)])

    def _unlink_if_unused(self):
        """Delete the apps that were made for accounts which are deleted. An app that an
        administrator registered with the network stays.
        """
        apps = self.exists().filtered(lambda app: not app.client_id)
        (apps - apps._get_every_account().app_id).unlink()

    # -- secrets ---------------------------------------------------------------

    def _replace_secret(self, hours, secret=None):
        """Replace the secret of the webhook. The old one is accepted for a while.

        :param hours: how long the old secret is accepted; 0 refuses it at once
        :param secret: secret chosen by the network; generated by default
        :return: the new secret
        """
        self.ensure_one()
        app = self.sudo()
        new = secret or secrets.token_urlsafe(32)
        app.write(
            {
                "webhook_old_secret": hours > 0 and app._get_signing_secret(),
                "webhook_old_secret_until": fields.Datetime.now()
                + timedelta(hours=hours),
                "webhook_secret": new,
                "webhook_secret_known": False,
            }
        )
        return new

    @api.model
    def _forget_old_secrets(self):
        """Erase the old secrets that are accepted no longer."""
        ended = [("webhook_old_secret_until", "<", fields.Datetime.now())]
        self.with_context(active_test=False).search(ended).write(
            {"webhook_old_secret": False, "webhook_old_secret_until": False}
        )

    def _action_show_secret(self, secret, done):
        """Return the action that shows a secret once, then does ``done``."""
        until = self.webhook_old_secret_until
        return {
            "type": "ir.actions.client",
            "tag": "social_care_secret",
            "params": {
                "name": self.name,
                "address": self.webhook_url,
                "secret": secret,
                "network": self._get_connector()._get_network_name(),
                "where": self._get_connector()._describe_webhook_setup(self.sudo()),
                "until": until and fields.Datetime.to_string(until),
                "next": done,
            },
        }

    def _get_old_secret(self):
        """Return the previous secret while it is accepted, else ''."""
        until = self.webhook_old_secret_until
        is_accepted = until and until > fields.Datetime.now()
        return is_accepted and self.webhook_old_secret or ""

    def _get_signing_secret(self):
        """Return the secret to sign with: the old one until the network has used the
        new one, or the old one expires.
        """
        old = not self.webhook_secret_known and self._get_old_secret()
        return old or self.webhook_secret

    def _is_signed(self, message, signature, digest="sha256", encoding="hex"):
        """Whether the network signed a message with an accepted secret. Both secrets
        are compared in constant time.

        :param message: bytes
        :param signature: HMAC, as ``tools.signing.sign`` makes it
        :param digest: one of ``tools.signing.DIGESTS``
        :param encoding: ``hex`` or ``base64``
        """
        return self._knows_secret(
            lambda secret: signing.matches(secret, message, signature, digest, encoding)
        )

    def _knows_secret(self, fits):
        """Whether a sender has one of the accepted secrets. Both are compared, so that
        the time tells nothing.

        :param fits: function that tells of one secret whether the sender has it, for
            instance with ``tools.signing.is_same``
        """
        fits_new = fits(self.webhook_secret)
        old = self.webhook_secret and self._get_old_secret()
        fits_old = fits(old)
        if fits_new and old and not self.webhook_secret_known:
            self.env.cr.execute(KNOWN, (self.id,))
            self.invalidate_recordset(["webhook_secret_known"], flush=False)
        return fits_new or fits_old

    # -- screens ---------------------------------------------------------------

    def action_check_subscription(self):
        """Ask the network now whether it still pushes.

        :return: notification of what was found
        """
        self.ensure_one()
        self.check_access("write")
        app = self.sudo()
        app._check_subscription()
        findings = app._diagnose_subscription()
        words = "\n".join(finding.title for finding in findings)
        kind = findings[0].level if findings else "success"
        return app.account_ids._say(
            {"error": "danger"}.get(kind, kind),
            words or self.env._("%s is subscribed.", app.name),
        )
