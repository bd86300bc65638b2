# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from datetime import timedelta

from odoo import api, fields, models

from ..tools import oauth
from ..tools.errors import ConnectorError, Rejected
from ..tools.text import get_web_link

LIFETIME = timedelta(minutes=10)
# Deleted when it is used, so that it is used once and nothing of it is left. Raw SQL:
# the ORM cannot return what it deletes.
_TAKE = """
    DELETE FROM social_care_login
    WHERE state_hash = %s AND create_uid = %s AND expires_at > %s
    RETURNING account_id, wizard_id, verifier
"""


class SocialCareLogin(models.TransientModel):
    """A login at a network that has begun: it ends when the person comes back with a
    code, or when the code that they enter there is confirmed.

    It belongs to the user who began it, and is used once.
    """

    _name = "social.care.login"
    _inherit = "social.care.wizard"
    _description = "Log In at a Network"

    account_id = fields.Many2one(
        "social.care.account", required=True, readonly=True, ondelete="cascade"
    )
    wizard_id = fields.Many2one(
        "social.care.connect", readonly=True, ondelete="cascade"
    )
    state_hash = fields.Char(index=True, groups=fields.NO_ACCESS)
    verifier = fields.Char(groups=fields.NO_ACCESS)
    device_code = fields.Char(groups=fields.NO_ACCESS)
    user_code = fields.Char(string="Code", readonly=True)
    url = fields.Char(string="Page", readonly=True)
    pause = fields.Integer(
        readonly=True, help="Seconds that the network wants between two requests."
    )
    ask_after = fields.Datetime(readonly=True)
    expires_at = fields.Datetime(readonly=True)
    message = fields.Char(readonly=True)

    @api.model
    def _begin(self, account, wizard):
        """Begin a login of the current user.

        :param account: ``social.care.account`` of a network with OAuth 2
        :param wizard: ``social.care.connect`` that goes on afterwards; may be empty
        :return: action that opens the network's page, or shows what to enter there
        :raise ConnectorError: if there is no client, or the network cannot be asked
        """
        connector = account._get_connector()
        flow = connector._get_oauth(account.sudo())
        client = connector._get_client(account.sudo())
        login = self.create({"account_id": account.id, "wizard_id": wizard.id})
        if flow.kind == oauth.CODE:
            return login._open_page(flow, client)
        return login._request_code(connector, flow, client)

    # -- a person logs in and comes back ---------------------------------------

    def _open_page(self, flow, client):
        state, verifier = oauth.make_secret(), oauth.make_secret()
        self.sudo().write(
            {
                "state_hash": oauth.hash_secret(state),
                "verifier": verifier,
                "expires_at": fields.Datetime.now() + LIFETIME,
            }
        )
        url = oauth.make_authorize_url(
            flow, client, self.account_id._get_return_url(), state, verifier
        )
        if not get_web_link(url):
            raise Rejected(self.env._("The network has no page to log in."))
        return {"type": "ir.actions.act_url", "url": url, "target": "self"}

    @api.model
    def _take(self, state):
        """Use the login that the current user began with this state.

        Committed at once: whatever happens then, it is not used a second time.

        :param state: str; anybody may have sent it
        :return: (``social.care.account``, ``social.care.connect``, code verifier);
            empty records if there is no such login, or it is another user's, too old or
            used
        """
        values = (oauth.hash_secret(state), self.env.uid, fields.Datetime.now())
        with self.env.registry.cursor() as cr:
            cr.execute(_TAKE, values)
            account_id, wizard_id, verifier = cr.fetchone() or (False, False, "")
        self.invalidate_model(flush=False)
        return (
            self.env["social.care.account"].browse(account_id or ()),
            self.env["social.care.connect"].browse(wizard_id or ()).exists(),
            verifier,
        )

    # -- a person enters a code on another page --------------------------------

    def _request_code(self, connector, flow, client):
        request = oauth.make_device_request(flow, client)
        device = connector._request_login(
            self.account_id.sudo(), request, oauth.read_device
        )
        self.sudo().write(
            {
                "device_code": device.device_code,
                "user_code": device.user_code,
                "url": device.url_with_code or device.url,
                "pause": device.pause,
                "ask_after": fields.Datetime.now(),
                "expires_at": device.expires_at,
            }
        )
        return self._reopen()

    def action_continue(self):
        """Ask the network whether the code was confirmed, and connect if it was."""
        self.ensure_one()
        self.account_id.check_access("write")
        login, now = self.sudo(), fields.Datetime.now()
        if not login.device_code or login.expires_at < now:
            self.message = self.env._("The code has expired. Close this and try again.")
        elif login.ask_after > now:
            self.message = self.env._("Not confirmed yet. Wait a few seconds.")
        else:
            return login._ask()
        return self._reopen()

    def _ask(self):
        account, connector = self.account_id, self.account_id._get_connector()
        flow, client = connector._get_oauth(account), connector._get_client(account)
        request = oauth.make_device_token_request(flow, client, self.device_code)
        try:
            tokens = connector._request_tokens(account, request)
        except oauth.Pending as pending:
            self._wait(pending.longer)
        except ConnectorError as error:
            self.write({"message": str(error), "device_code": False})
        else:
            self.device_code = False
            return self._show_outcome(account._finish_login(tokens, self.wizard_id))
        return self._reopen()

    def _wait(self, longer):
        pause = self.pause + longer
        self.write(
            {
                "pause": pause,
                "ask_after": fields.Datetime.now() + timedelta(seconds=pause),
                "message": self.env._(
                    "Not confirmed yet. Enter the code there, then press “Continue”."
                ),
            }
        )

    def _show_outcome(self, words):
        """Return what follows a login.

        :param words: why it failed, '' if it did not
        """
        if words:
            self.message = words
            return self._reopen()
        if self.wizard_id:
            return self.wizard_id._reopen()
        return self.account_id._say(
            "success", self.env._("%s is connected.", self.account_id.name)
        )

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Log in"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
        }
