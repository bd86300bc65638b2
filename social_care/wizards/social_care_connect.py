# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..tools.errors import ConnectorError

# Secrets, kept only until they are on the account; nobody can read them meanwhile.
SECRETS = ("password", "access_token", "webhook_secret")


class SocialCareConnect(models.TransientModel):
    """Wizard that connects an account: choose a network, enter credentials, log in."""

    _name = "social.care.connect"
    _inherit = "social.care.wizard"
    _description = "Connect a Social Account"

    state = fields.Selection(
        [("choose", "Network"), ("credentials", "Credentials"), ("done", "Connected")],
        default="choose",
        required=True,
    )
    network = fields.Selection(
        selection=lambda self: (
            self.env["social.care.account"]
            ._fields["network"]
            ._description_selection(self.env)
        ),
        required=True,
    )
    account_name = fields.Char(help="Internal name of this account.")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    team_id = fields.Many2one("helpdesk.ticket.team")
    stage = fields.Selection(
        selection=lambda self: (
            self.env["social.care.stream"]
            ._fields["stage"]
            ._description_selection(self.env)
        ),
        string="Handling",
        help="How mentions are handled. Leave empty for the default of the network. "
        "You can change it on each stream.",
    )
    credential_fields = fields.Char(compute="_compute_credential_fields")
    handle = fields.Char(help="Your handle on the network, without @.")
    service_url = fields.Char(string="Server address")
    username = fields.Char(string="Handle or user name")
    password = fields.Char(
        string="App password", compute="_compute_secrets", inverse="_inverse_secrets"
    )
    access_token = fields.Char(compute="_compute_secrets", inverse="_inverse_secrets")
    webhook_secret = fields.Char(compute="_compute_secrets", inverse="_inverse_secrets")
    secrets = fields.Json(groups=fields.NO_ACCESS)
    account_id = fields.Many2one("social.care.account", readonly=True)
    webhook_url = fields.Char(related="account_id.webhook_url", related_sudo=False)
    message = fields.Char(readonly=True)

    @api.depends("network")
    def _compute_credential_fields(self):
        for wizard in self:
            # Before a network is chosen no credentials are shown.
            names = (
                wizard._get_connector()._get_credential_fields()
                if wizard.network
                else []
            )
            wizard.credential_fields = ",".join(names)

    def _compute_secrets(self):
        """Secrets that were entered are never shown again."""
        for wizard in self:
            wizard.update(dict.fromkeys(SECRETS, False))

    def _inverse_secrets(self):
        for wizard in self:
            typed = {name: wizard[name] for name in SECRETS if wizard[name]}
            wizard.sudo().secrets = {**(wizard.sudo().secrets or {}), **typed}

    def _get_connector(self):
        return self.env[f"social.care.connector.{self.network}"].sudo()

    def action_next(self):
        """Go to the credentials that the chosen network needs."""
        self.state = "credentials"
        self.account_name = (
            self.account_name or self._get_connector()._get_network_name()
        )
        return self._reopen()

    def action_back(self):
        self.write({"state": "choose", "message": False})
        self._forget_secrets()
        return self._reopen()

    def action_connect(self):
        """Create the account and log in. After a failure the account stays for another
        try, and the reason is shown.
        """
        self.account_id = self.account_id or self._create_account()
        self.account_id.write(self._get_account_form_vals())
        self.account_id.sudo().write(self._get_secret_vals())
        self._forget_secrets()
        had_secret = self.account_id.has_webhook_secret
        try:
            self.account_id._connect()
        except ConnectorError as error:
            self.account_id._fail(error)
            self.message = str(error)
        else:
            self._set_stage()
            self.write({"state": "done", "message": self._get_setup_remarks()})
        return self.account_id._show_new_secret(had_secret, self._reopen())

    def _get_setup_remarks(self):
        """Return what the account cannot do with this setup, for the user; '' for
        nothing.
        """
        findings = self._get_connector()._diagnose_setup(self.account_id.sudo())
        return "\n".join(f"{finding.title} {finding.fix}" for finding in findings)

    def _set_stage(self):
        if self.stage:
            self.account_id.stream_ids.stage = self.stage

    def _create_account(self):
        """Create the account without secrets: a failing statement would write them to
        the log.
        """
        return self.env["social.care.account"].create(self._get_place_vals())

    def _get_account_form_vals(self):
        names = set(self._get_connector()._get_credential_fields()).difference(SECRETS)
        return {**self._get_place_vals(), **{name: self[name] for name in names}}

    def _get_secret_vals(self):
        """Return the secrets that were entered, which administrators cannot read
        again.
        """
        asked = self._get_connector()._get_credential_fields()
        typed = self.sudo().secrets or {}
        return {name: value for name, value in typed.items() if name in asked}

    def _get_place_vals(self):
        return {
            "name": self.account_name or self._get_connector()._get_network_name(),
            "network": self.network,
            "company_id": self.company_id.id,
            "team_id": self.team_id.id,
        }

    def _forget_secrets(self):
        """Erase the secrets of the wizard: the account has them, or the user gave
        up.
        """
        self.sudo().secrets = False
        self.invalidate_recordset(SECRETS)

    def action_open_account(self):
        """Open the form of the new account."""
        self._check_reach()
        return {
            "type": "ir.actions.act_window",
            "res_model": "social.care.account",
            "res_id": self.account_id.id,
            "views": [(False, "form")],
        }

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Connect an account"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
