# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from contextlib import contextmanager

from odoo import api, fields, models

from ..tools import oauth
from ..tools.errors import ConnectorError, Rejected

# Where a network sends a person back after they logged in.
RETURN = "/social_care/oauth/return"
# Credentials that a dialog of their own replaces.
REPLACED = ("webhook_secret",)
# Fields of the account that are stored with its tokens.
TOKENS = {
    "access_token": "access_token",
    "refresh_token": "refresh_token",
    "token_expires_at": "expires_at",
}


class SocialCareAccountCredentials(models.AbstractModel):
    """What an account logs in with: credentials that a person entered, and tokens that
    the network issued.
    """

    _name = "social.care.account.credentials"
    _description = "Credentials of an Account"

    credentials = fields.Json(
        compute="_compute_credentials",
        inverse="_inverse_credentials",
        compute_sudo=True,
        groups="social_care.group_social_care_manager",
        help="What the network asks for to log in. Secrets are not shown.",
    )
    credential_values = fields.Json(
        copy=False,
        groups=fields.NO_ACCESS,
        help="Credentials that have no field of their own, by name.",
    )
    token_ids = fields.One2many(
        "social.care.token", "account_id", groups=fields.NO_ACCESS
    )
    access_token = fields.Char(
        compute="_compute_tokens",
        inverse=lambda self: self._inverse_token("access_token"),
        compute_sudo=True,
        groups=fields.NO_ACCESS,
    )
    refresh_token = fields.Char(
        compute="_compute_tokens",
        inverse=lambda self: self._inverse_token("refresh_token"),
        compute_sudo=True,
        groups=fields.NO_ACCESS,
    )
    token_expires_at = fields.Datetime(
        compute="_compute_tokens",
        inverse=lambda self: self._inverse_token("token_expires_at"),
        compute_sudo=True,
        help="Log in again before this time.",
    )

    # -- credentials -----------------------------------------------------------

    @api.depends("network")
    def _compute_credentials(self):
        for account in self:
            declared = account._get_connector()._get_credentials(account)
            account.credentials = [
                describe(one, account._get_credential(one.name))
                for one in declared
                if one.name not in REPLACED
            ]

    def _inverse_credentials(self):
        for account in self:
            declared = account._get_connector()._get_credentials(account)
            typed = read_typed(declared, account.credentials)
            account._set_credentials(typed)

    def _get_credential(self, name):
        """Return the value of a credential that the connector declares.

        :param name: ``tools.values.Credential.name``
        :return: str, '' if it was not entered
        """
        self.ensure_one()
        account = self.sudo()
        owner = account._get_credential_owner(name)
        values = owner if owner else account.credential_values or {}
        return (values[name] if owner else values.get(name)) or ""

    def _set_credentials(self, typed):
        """Store what a person entered.

        :param typed: dict of str or False by name, as ``read_typed`` returns it
        """
        account = self.sudo()
        for name, value in typed.items():
            owner = account._get_credential_owner(name)
            if owner:
                owner[name] = value
            else:
                values = account.credential_values or {}
                account.credential_values = {**values, name: value}

    def _check_credentials(self):
        """Check that everything that connecting needs was entered.

        :raise Rejected: otherwise, with the label of what is missing
        """
        self.ensure_one()
        for one in self._get_connector()._get_credentials(self.sudo()):
            if one.required and not self._get_credential(one.name):
                raise Rejected(self.env._("%s is missing.", one.label))

    def _get_credential_owner(self, name):
        """Return the record with a field for a credential: the account or its app;
        nothing where it has no field.
        """
        if name in self._fields:
            return self
        app = self.sudo().app_id
        return app if name in app._fields else self.browse()

    # -- tokens ----------------------------------------------------------------

    @api.depends(
        "token_ids.access_token", "token_ids.refresh_token", "token_ids.expires_at"
    )
    def _compute_tokens(self):
        for account in self:
            for name, source in TOKENS.items():
                account[name] = account.token_ids[source]

    def _inverse_token(self, name):
        for account in self:
            account._store_tokens({TOKENS[name]: account[name]})

    @api.model_create_multi
    def create(self, vals_list):
        accounts = super().create(vals_list)
        bare = accounts.sudo().filtered(lambda account: not account.token_ids)
        self.env["social.care.token"].sudo().create(
            [{"account_id": account.id} for account in bare]
        )
        return accounts

    @contextmanager
    def _open_tokens(self):
        """Return the tokens of this account, locked, in a transaction of their own.

        What is written is committed when the context ends, whatever becomes of the
        transaction that calls. The tokens of an account that is not committed yet are
        written with it.

        :return: context manager that yields ``social.care.token``, one record
        :raise Temporary: if they are being renewed elsewhere
        """
        self.ensure_one()
        with self.env.registry.cursor() as cr:
            tokens = self.env(cr=cr, su=True)["social.care.token"]._lock(self.id)
            if tokens:
                yield tokens
                tokens.flush_recordset()
                self.sudo().token_ids._take_over(tokens)
        if not tokens:
            account = self.sudo()
            yield account.token_ids or account.token_ids.create(
                {"account_id": account.id}
            )
        self.invalidate_recordset(TOKENS, flush=False)

    def _store_tokens(self, vals):
        """Store tokens at once, in a transaction of their own: a network that rotates
        its refresh tokens has already forgotten the former one.

        :param vals: dict of values for ``social.care.token``
        """
        with self._open_tokens() as tokens:
            tokens.write(vals)

    def _keep_tokens(self, tokens):
        """Replace the tokens by those of a new login.

        :param tokens: ``tools.oauth.Tokens``; None to keep what there is
        """
        if tokens:
            with self._open_tokens() as row:
                row._replace(tokens)

    def _renew_tokens(self, renew, refused=""):
        """Return an access token that can be used; renew it if there is none.

        One transaction renews at a time: whoever comes second finds the new token.

        :param renew: function that is given the refresh token, '' if there is none, and
            returns ``tools.oauth.Tokens``
        :param refused: an access token that the network just refused
        :return: str
        :raise ConnectorError: as ``renew`` raises it
        """
        with self._open_tokens() as tokens:
            if not tokens._is_usable(refused):
                tokens._store(renew(tokens.refresh_token or ""))
            return tokens.access_token

    def _get_usable_token(self):
        """Return the access token, '' if it has to be renewed."""
        tokens = self.sudo().token_ids
        return tokens.access_token if tokens._is_usable() else ""

    # -- login -----------------------------------------------------------------

    def _get_return_url(self):
        """Return the address to register with the network as redirect URI."""
        return f"{self.get_base_url()}{RETURN}"

    def _needs_login(self):
        """Whether a person has to log in at the network before connecting."""
        self.ensure_one()
        account = self.sudo()
        flow = account._get_connector()._get_oauth(account)
        if not flow or flow.kind == oauth.CLIENT:
            return False
        tokens = account.token_ids
        has_access = tokens.access_token or tokens.refresh_token
        return not has_access or account.error_kind == "authorization"

    def _exchange_code(self, code, verifier):
        """Exchange the code with which a person came back.

        :return: ``tools.oauth.Tokens``
        :raise ConnectorError: if the network does not accept it
        """
        account, connector = self.sudo(), self._get_connector()
        flow, client = connector._get_oauth(account), connector._get_client(account)
        request = oauth.make_code_request(
            flow, client, code, account._get_return_url(), verifier
        )
        return connector._request_tokens(account, request)

    def _finish_login(self, tokens, wizard):
        """Connect with the tokens of a login.

        Tokens with which the account cannot be connected are dropped: they may be
        somebody else's.

        :param tokens: ``tools.oauth.Tokens``
        :param wizard: ``social.care.connect`` that began the login; may be empty
        :return: why it failed, '' if it did not
        """
        self._keep_tokens(tokens)
        try:
            self._connect()
        except ConnectorError as error:
            if isinstance(error, Rejected):
                self._store_tokens({"access_token": False, "refresh_token": False})
            self._fail(error)
            return str(error)
        wizard._note_connected()
        return ""

    def _check_not_connected(self, vals):
        """Refuse credentials with which another account is connected.

        :param vals: dict of values, as the connector's ``_connect`` returns it
        :raise Rejected: so that tokens of a login are dropped, and the person can log
            in as somebody else
        """
        found = vals.get("external_id")
        other = found and self.search(
            [
                ("scope", "=", self.scope),
                ("external_id", "=", found),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
        if other:
            raise Rejected(
                self.env._(
                    "%(handle)s is connected already: %(account)s.",
                    handle=vals.get("handle") or found,
                    account=other.name,
                )
            )


def describe(credential, value):
    """Return a credential for the screen, a secret without its value.

    :param credential: ``tools.values.Credential``
    :param value: str, '' if it was not entered
    """
    return {
        "name": credential.name,
        "label": credential.label,
        "secret": credential.secret,
        "placeholder": credential.placeholder,
        "is_set": bool(value),
        "value": "" if credential.secret else value,
    }


def read_typed(declared, items):
    """Return what a person entered, by name.

    :param declared: list of ``tools.values.Credential``
    :param items: list of dicts with ``name`` and ``value``; anything from a client
    :return: dict of str or False, of declared credentials only; without empty secrets
    """
    declared = {one.name: one for one in declared}
    items = items if isinstance(items, list) else []
    typed = {
        item.get("name"): item.get("value")
        for item in items
        if isinstance(item, dict) and isinstance(item.get("name"), str)
    }
    return {
        name: value.strip() or False
        for name, value in typed.items()
        if name in declared
        and isinstance(value, str)
        and (value.strip() or not declared[name].secret)
    }
