# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import secrets
from datetime import timedelta

from odoo import api, fields, models

from ..tools import signing

KNOWN = """
    UPDATE social_care_account SET webhook_secret_known = TRUE WHERE id IN (
        SELECT id FROM social_care_account
        WHERE id = %s AND webhook_secret_known IS NOT TRUE
        FOR NO KEY UPDATE SKIP LOCKED
    )
"""


class SocialCareAccount(models.Model):
    """The secret of the webhook: nobody reads it again, and it is replaced while the
    old one goes on being accepted."""

    _inherit = "social.care.account"

    webhook_secret = fields.Char(
        copy=False,
        groups=fields.NO_ACCESS,
        help="The network signs its notices with this. Without it the webhook "
        "refuses everything.",
    )
    webhook_old_secret = fields.Char(copy=False, groups=fields.NO_ACCESS)
    webhook_old_secret_until = fields.Datetime(
        string="Old secret accepted until",
        copy=False,
        readonly=True,
        groups="social_care.group_social_care_manager",
    )
    webhook_secret_known = fields.Boolean(
        copy=False,
        readonly=True,
        groups="social_care.group_social_care_manager",
        help="The network has signed with the new secret.",
    )
    has_webhook_secret = fields.Boolean(
        string="Secret is set",
        compute="_compute_has_webhook_secret",
        compute_sudo=True,
        groups="social_care.group_social_care_manager",
    )

    @api.depends("webhook_secret")
    def _compute_has_webhook_secret(self):
        for account in self:
            account.has_webhook_secret = bool(account.webhook_secret)

    def _replace_secret(self, hours, secret=None):
        """Take a new secret; the one that the network uses now is accepted for a while.

        :param hours: how long the old secret is accepted; 0 refuses it at once
        :param secret: the network's own choice; made here if it is left out
        :return: the new secret
        """
        self.ensure_one()
        account = self.sudo()
        new = secret or secrets.token_urlsafe(32)
        account.write(
            {
                "webhook_old_secret": hours > 0 and account._get_signing_secret(),
                "webhook_old_secret_until": fields.Datetime.now()
                + timedelta(hours=hours),
                "webhook_secret": new,
                "webhook_secret_known": False,
            }
        )
        return new

    def _show_new_secret(self, had_secret, done):
        """The action ``done``, after a secret that connecting has made was shown."""
        is_shown = "webhook_secret" in self._connector()._credential_fields()
        secret = self.sudo().webhook_secret
        if had_secret or not is_shown or not secret:
            return done
        return self._action_show_secret(secret, done)

    def _action_show_secret(self, secret, done):
        """Show a secret, this once, and then do the action ``done``."""
        until = self.webhook_old_secret_until
        return {
            "type": "ir.actions.client",
            "tag": "social_care_secret",
            "params": {
                "name": self.name,
                "address": self.webhook_url,
                "secret": secret,
                "until": until and fields.Datetime.to_string(until),
                "next": done,
            },
        }

    def _get_old_secret(self):
        """The secret before the current one, as long as it is accepted."""
        until = self.webhook_old_secret_until
        is_accepted = until and until > fields.Datetime.now()
        return is_accepted and self.webhook_old_secret or ""

    def _get_signing_secret(self):
        """What we sign with: the old secret until the network has shown that it knows
        the new one, or the old one ends."""
        old = not self.webhook_secret_known and self._get_old_secret()
        return old or self.webhook_secret

    def _is_signed(self, message, signature):
        """Whether the network signed a message with a secret that is accepted now.

        Both are compared in constant time, whichever fits.

        :param message: bytes
        :param signature: hexadecimal HMAC-SHA256, as text
        """
        fits_new = signing.matches(self.webhook_secret, message, signature)
        old = self.webhook_secret and self._get_old_secret()
        fits_old = signing.matches(old, message, signature)
        if fits_new and old and not self.webhook_secret_known:
            self.env.cr.execute(KNOWN, (self.id,))
            self.invalidate_recordset(["webhook_secret_known"], flush=False)
        return fits_new or fits_old

    @api.model
    def _cron_reconcile(self):
        """Old secrets are forgotten within an hour after they ended."""
        ended = [("webhook_old_secret_until", "<", fields.Datetime.now())]
        self.with_context(active_test=False).search(ended).write(
            {"webhook_old_secret": False, "webhook_old_secret_until": False}
        )
        return super()._cron_reconcile()
