# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import secrets

from odoo import fields, models


class SocialCareApp(models.Model):
    """An app registered with a network: one client, one webhook address and one
    signature, with accounts under it.

    Every account has an app. Where the network knows no apps, each account has its own.
    """

    _name = "social.care.app"
    _description = "Social Care App"
    _order = "name, id"
    _check_company_auto = True

    name = fields.Char(required=True)
    active = fields.Boolean(default=True)
    network = fields.Selection(
        selection=lambda self: (
            self.env["social.care.account"]
            ._fields["network"]
            ._description_selection(self.env)
        ),
        required=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    account_ids = fields.One2many("social.care.account", "app_id")
    client_id = fields.Char(
        string="Client ID",
        copy=False,
        help="ID of the app in the network's developer console.",
    )
    client_secret = fields.Char(copy=False, groups=fields.NO_ACCESS)
    verify_token = fields.Char(
        copy=False,
        default=lambda self: secrets.token_urlsafe(24),
        help="Enter this token in the network's developer console. The network sends "
        "it when it tests the webhook address.",
    )

    def _get_connector(self):
        """Return the connector of this app's network, in sudo.

        :return: ``social.care.connector.<network>``
        """
        self.ensure_one()
        return self.env[f"social.care.connector.{self.network}"].sudo()
