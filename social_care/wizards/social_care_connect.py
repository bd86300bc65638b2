# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models

from ..models.social_care_account_credentials import describe, read_typed
from ..tools import oauth
from ..tools.errors import ConnectorError


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
        selection=lambda self: self.env["social.care.connector"]._list_networks(),
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
    credentials = fields.Json(
        compute="_compute_credentials", inverse="_inverse_credentials"
    )
    typed = fields.Json(
        groups=fields.NO_ACCESS,
        help="What was entered, kept only until it is on the account.",
    )
    app_id = fields.Many2one(
        "social.care.app",
        domain="[('network', '=', network), ('company_id', '=', company_id)]",
        help="App of the network that the account belongs to. Leave empty to create "
        "one.",
    )
    login_kind = fields.Char(compute="_compute_login")
    return_url = fields.Char(
        string="Redirect address",
        compute="_compute_login",
        help="Register this address with the network, as redirect URI of your app.",
    )
    account_id = fields.Many2one("social.care.account", readonly=True)
    has_webhook = fields.Boolean(related="account_id.has_webhook", related_sudo=False)
    webhook_url = fields.Char(related="account_id.webhook_url", related_sudo=False)
    webhook_setup = fields.Char(compute="_compute_webhook_setup")
    message = fields.Char(readonly=True)

    @api.depends("network", "app_id", "account_id", "typed")
    def _compute_credentials(self):
        """Before a network is chosen no credentials are shown."""
        for wizard in self:
            declared = wizard._get_credentials()
            wizard.credentials = [
                describe(one, wizard._get_value(one.name)) for one in declared
            ]

    def _inverse_credentials(self):
        for wizard in self.filtered("network"):
            typed = read_typed(wizard._get_credentials(), wizard.credentials)
            wizard.sudo().typed = {**(wizard.sudo().typed or {}), **typed}

    def _get_credentials(self):
        if not self.network:
            return []
        return self._get_connector()._get_credentials(self._get_account())

    def _get_value(self, name):
        """Return what was entered, else what the account or the app has."""
        typed = self.sudo().typed or {}
        if name in typed:
            return typed[name] or ""
        if self.account_id:
            self.account_id.check_access("read")
            return self.account_id._get_credential(name)
        self.app_id.check_access("read")
        return name in self.app_id._fields and self.app_id.sudo()[name] or ""

    @api.depends("network")
    def _compute_login(self):
        for wizard in self:
            account = wizard._get_account() if wizard.network else None
            flow = account and wizard._get_connector()._get_oauth(account)
            wizard.login_kind = flow and flow.kind
            wizard.return_url = (
                account._get_return_url() if wizard.login_kind == oauth.CODE else False
            )

    @api.depends("account_id")
    def _compute_webhook_setup(self):
        for wizard in self:
            app = wizard.account_id.sudo().app_id
            words = app and wizard._get_connector()._describe_webhook_setup(app)
            wizard.webhook_setup = words or False

    def _get_account(self):
        """Return the account in sudo; one that is not stored if there is none yet."""
        accounts = self.env["social.care.account"]
        return (self.account_id or accounts.new(self._get_place_vals())).sudo()

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
        self._forget_typed()
        return self._reopen()

    def action_connect(self):
        """Create the account and log in, at the network where a person has to. After a
        failure the account stays for another try, and the reason is shown.
        """
        self.account_id = self.account_id or self._create_account()
        account = self.account_id
        account.write(self._get_place_vals())
        account._set_credentials(self.sudo().typed or {})
        self._forget_typed()
        had_secret = account.has_webhook_secret
        try:
            account._check_credentials()
            if account._needs_login():
                return self.env["social.care.login"]._begin(account, self)
            account._connect()
        except ConnectorError as error:
            account._fail(error)
            self.message = str(error)
        else:
            self._note_connected()
        return account._show_new_secret(had_secret, self._reopen())

    def _note_connected(self):
        """Go to the last page. The account of an empty wizard was connected from its
        form.
        """
        for wizard in self:
            wizard._set_stage()
            wizard.write({"state": "done", "message": wizard._get_setup_remarks()})

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

    def _get_place_vals(self):
        return {
            "name": self.account_name or self._get_connector()._get_network_name(),
            "network": self.network,
            "company_id": self.company_id.id,
            "team_id": self.team_id.id,
            **({"app_id": self.app_id.id} if self.app_id else {}),
        }

    def _forget_typed(self):
        """Erase what was entered: the account has it, or the user gave up."""
        self.sudo().typed = False

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
