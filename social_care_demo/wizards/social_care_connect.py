# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..models.social_care_account import LOGINS


class SocialCareConnect(models.TransientModel):
    _inherit = "social.care.connect"

    demo_login = fields.Selection(LOGINS, string="Lets you in", default="handle")
    demo_client_id = fields.Char(compute="_compute_demo_client")
    demo_client_secret = fields.Char(compute="_compute_demo_client")

    @api.depends("network", "demo_login")
    def _compute_demo_client(self):
        """A real network shows them in its developer console."""
        client = self.env["social.care.demo.grant"].sudo()._get_client()
        self.demo_client_id = client.id
        self.demo_client_secret = client.secret

    @api.depends("demo_login")
    def _compute_credentials(self):
        return super()._compute_credentials()

    @api.depends("demo_login")
    def _compute_login(self):
        return super()._compute_login()

    def _get_place_vals(self):
        vals = super()._get_place_vals()
        return {**vals, "demo_login": self.demo_login or "handle"}
