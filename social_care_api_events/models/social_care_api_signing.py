# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from ..tools.standard_webhook import make_secret


class SocialCareApiSigning(models.AbstractModel):
    """The secrets with which notifications are signed. They cannot be read again."""

    _name = "social.care.api.signing"
    _description = "Signing of Notifications"

    secret = fields.Char(copy=False, groups=fields.NO_ACCESS)
    old_secret = fields.Char(copy=False, groups=fields.NO_ACCESS)
    old_secret_until = fields.Datetime(
        string="Also signed with the old secret until", copy=False, readonly=True
    )
    has_secret = fields.Boolean(
        string="Secret is set", compute="_compute_has_secret", compute_sudo=True
    )

    @api.depends("secret")
    def _compute_has_secret(self):
        for subscription in self:
            subscription.has_secret = bool(subscription.secret)

    def _replace_secret(self, hours=0):
        """Replace the secret. Notifications are signed with both for a while.

        :param hours: how long the old secret is used as well
        :return: the new secret
        """
        self.ensure_one()
        own, new = self.sudo(), make_secret()
        until = hours > 0 and fields.Datetime.now() + timedelta(hours=hours)
        own.write(
            {
                "secret": new,
                "old_secret": until and own.secret,
                "old_secret_until": own.secret and until,
            }
        )
        return new

    def _list_secrets(self):
        """Return the secrets to sign with, the current one first."""
        own = self.sudo()
        until = own.old_secret_until
        is_old_used = own.old_secret and until and until > fields.Datetime.now()
        return (own.secret, own.old_secret) if is_old_used else (own.secret,)

    def _action_show_secret(self, secret):
        """Return the action that shows a secret once."""
        until = self.old_secret_until
        return {
            "type": "ir.actions.client",
            "tag": "social_care_secret",
            "params": {
                "name": self.name,
                "address": self.url,
                "secret": secret,
                "network": self.name,
                "where": self.env._(
                    "Enter the secret where notifications are received: they are "
                    "verified with it."
                ),
                "until": until and fields.Datetime.to_string(until),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }
