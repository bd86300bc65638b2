# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError

MANAGER = "social_care.group_social_care_manager"
OWN_APP_FIELDS = ("name", "network", "company_id")


class SocialCareAccountWebhook(models.AbstractModel):
    """The app of an account, which receives its notices: webhook address and secret are
    those of the app.
    """

    _name = "social.care.account.webhook"
    _description = "Webhook of an Account"

    app_id = fields.Many2one(
        "social.care.app",
        copy=False,
        index=True,
        ondelete="restrict",
        check_company=True,
        domain="[('network', '=', network)]",
        groups=MANAGER,
        help="App of the network that this account belongs to.",
    )
    webhook_key = fields.Char(
        string="Key in webhooks",
        copy=False,
        groups=MANAGER,
        help="How the network names this account in the notices of the app.",
    )
    is_unknown = fields.Boolean(
        readonly=True,
        copy=False,
        help="The network sends notices for this account, but it is not connected.",
    )
    # Computed, because a related field can be sorted and grouped by without its groups.
    webhook_token = fields.Char(
        compute="_compute_webhook_secrets",
        inverse="_inverse_webhook_token",
        groups=MANAGER,
    )
    webhook_url = fields.Char(
        related="app_id.webhook_url",
        related_sudo=False,
        groups=MANAGER,
        help="Give this address to the network.",
    )
    webhook_secret = fields.Char(
        compute="_compute_webhook_secrets",
        inverse="_inverse_webhook_secret",
        groups=fields.NO_ACCESS,
        help="The network signs its notices with this secret. Without it, the webhook "
        "refuses every notice.",
    )
    webhook_old_secret_until = fields.Datetime(
        related="app_id.webhook_old_secret_until",
        related_sudo=False,
        groups=MANAGER,
    )
    has_webhook_secret = fields.Boolean(
        string="Secret is set",
        related="app_id.has_webhook_secret",
        related_sudo=False,
        groups=MANAGER,
    )
    max_body_kb = fields.Integer(
        related="app_id.max_body_kb",
        related_sudo=False,
        readonly=False,
        groups=MANAGER,
    )
    unknown_account_ids = fields.One2many(
        related="app_id.unknown_account_ids", related_sudo=False, groups=MANAGER
    )

    @api.depends("app_id.webhook_token", "app_id.webhook_secret")
    def _compute_webhook_secrets(self):
        for account in self:
            app = account.sudo().app_id
            account.webhook_token = app.webhook_token
            account.webhook_secret = app.webhook_secret

    def _inverse_webhook_token(self):
        for account in self:
            account.sudo().app_id.webhook_token = account.webhook_token

    def _inverse_webhook_secret(self):
        for account in self:
            account.sudo().app_id.webhook_secret = account.webhook_secret

    @api.constrains("app_id", "network")
    def _check_app_network(self):
        for account in self.sudo():
            if account.app_id.network != account.network:
                raise ValidationError(
                    self.env._("An app and its accounts belong to the same network.")
                )

    @api.model_create_multi
    def create(self, vals_list):
        """Create accounts; one without an app gets its own."""
        return super().create([self._add_own_app(vals) for vals in vals_list])

    def write(self, vals):
        """The app of one account belongs to the company of the account, and goes when
        the account moves to another app.
        """
        if not {"company_id", "app_id"} & vals.keys():
            return super().write(vals)
        apps = self.sudo().app_id
        if "company_id" in vals:
            own = apps.filtered(lambda app: app._get_every_account() <= self)
            own._follow_account(vals["company_id"])
        if vals.get("app_id"):
            for account in self.sudo().filtered("webhook_key"):
                account._take_over_unknown(vals["app_id"], account.webhook_key)
        result = super().write(vals)
        apps._unlink_if_unused()
        return result

    def unlink(self):
        apps = self.sudo().app_id
        result = super().unlink()
        apps._unlink_if_unused()
        return result

    @api.model
    def _add_own_app(self, vals):
        if vals.get("app_id"):
            return vals
        given = {name: vals[name] for name in OWN_APP_FIELDS if vals.get(name)}
        return {**vals, "app_id": self.env["social.care.app"].create(given).id}

    def _join_app(self):
        """Take over what the network sent for this account while it was unknown.

        The key of an account in webhooks is its ID on the network, unless the connector
        says otherwise.
        """
        key = self.webhook_key or self.external_id
        self._take_over_unknown(self.app_id.id, key)
        self.write({"webhook_key": key, "is_unknown": False})

    def _take_over_unknown(self, app_id, key):
        """Take the notices that wait under this key of an app, except those that this
        account has received itself.
        """
        unknown = self.search(
            [
                ("app_id", "=", app_id),
                ("is_unknown", "=", True),
                ("webhook_key", "=", key),
                ("id", "!=", self.id),
            ]
        )
        if unknown:
            self.env["social.care.event"]._hand_over(unknown, self)
            unknown.unlink()

    def _open_connect_wizard(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "social_care.social_care_connect_action"
        )
        action["context"] = {
            "default_account_id": self.id,
            "default_app_id": self.app_id.id,
            "default_network": self.network,
            "default_company_id": self.company_id.id,
            "default_account_name": self.name,
        }
        return action

    def _show_new_secret(self, had_secret, done):
        """Return an action that shows a secret that connecting generated, once.

        :param had_secret: whether there was a secret before
        :param done: action that follows
        """
        asked = [one.name for one in self._get_connector()._get_credentials(self)]
        is_shown = "webhook_secret" in asked
        secret = self.sudo().webhook_secret
        if had_secret or not is_shown or not secret:
            return done
        return self.app_id._action_show_secret(secret, done)
