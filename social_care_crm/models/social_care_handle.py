# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.queue_job.exception import RetryableJobError
from odoo.addons.social_care.models.social_care_account_calls import LISTENING
from odoo.addons.social_care.tools.errors import (
    ConnectorError,
    RateLimited,
    Slow,
    Temporary,
)
from odoo.addons.social_care.tools.values import is_id

from ..tools.facts import fold_handle

RETRY_SECONDS = 900
# Only the network may tell these.
FROM_NETWORK = {"scope", "external_id", "found_name", "checked_at"}


class SocialCareHandle(models.Model):
    """Handle of a contact on a network, and the ID that the network had for it when it
    was typed.

    A handle can be given to somebody else, an ID cannot: where the ID is known, only
    the ID is compared. An ID can prove a link, so handles are typed by agents alone, on
    contacts that they may change.
    """

    _name = "social.care.handle"
    _description = "Handle of a Contact"
    _order = "network, handle, id"
    _rec_name = "name"

    partner_id = fields.Many2one(
        "res.partner", string="Contact", required=True, ondelete="cascade", index=True
    )
    network = fields.Selection(
        selection=lambda self: self.env["social.care.connector"]._list_networks(),
        required=True,
    )
    name = fields.Char(
        string="Handle", required=True, help="The handle, or the link to the profile."
    )
    handle = fields.Char(
        string="Normalized Handle", compute="_compute_handle", store=True, index=True
    )
    scope = fields.Char(
        readonly=True,
        copy=False,
        help="Where the ID is unique: the network, or its server.",
    )
    external_id = fields.Char(
        string="Network's ID", readonly=True, copy=False, index="btree_not_null"
    )
    found_name = fields.Char(
        string="Name on the Network",
        readonly=True,
        copy=False,
        help="Name that the network showed when the handle was checked. If it is not "
        "that of the contact, the handle may be mistyped.",
    )
    checked_at = fields.Datetime(readonly=True, copy=False)

    @api.depends("name")
    def _compute_handle(self):
        for row in self:
            row.handle = fold_handle(row.name)

    def _check_access(self, operation):
        """Allow changes to those who may change the contact."""
        refusal = super()._check_access(operation)
        if operation == "read" or (refusal and refusal[0] == self):
            return refusal
        contacts = self.sudo().partner_id.sudo(False)._check_access("write")
        if not contacts:
            return refusal
        refused, make_error = refusal or (self.browse(), contacts[1])
        refused |= self.filtered(lambda row: row.sudo().partner_id in contacts[0])
        return refused, make_error

    @api.model_create_multi
    def create(self, vals_list):
        self._check_from_network(vals_list)
        rows = super().create(vals_list)
        rows._enqueue_check()
        return rows

    def write(self, vals):
        self._check_from_network([vals])
        if vals.keys() & {"name", "network"}:
            vals = {**vals, **dict.fromkeys(FROM_NETWORK, False)}
        result = super().write(vals)
        if "partner_id" in vals:
            self.check_access("write")
        if vals.keys() & {"name", "network"}:
            self._enqueue_check()
        return result

    def _check_from_network(self, vals_list):
        """An ID proves who somebody is: only the network may tell it. Defaults come
        with the context of a request.
        """
        if self.env.su:
            return
        defaults = {f"default_{name}" for name in FROM_NETWORK}
        given = FROM_NETWORK & set().union(*vals_list)
        if given or defaults & self.env.context.keys():
            raise AccessError(self.env._("The ID of a handle comes from the network."))

    def _remove_duplicates(self):
        """Keep one row of a handle that several merged contacts had: the one that the
        network was asked about.
        """
        kept = {}
        for row in self.sorted(lambda row: (not row.external_id, row.id)):
            kept.setdefault((row.network, row.handle), row)
        (self - self.browse().concat(*kept.values())).unlink()

    # -- asking the network ----------------------------------------------------

    def _enqueue_check(self):
        """Enqueue jobs that look up the handles on the network."""
        rows = self.filtered("handle")
        accounts = self.env["social.care.account"].sudo()
        listening = accounts.search(
            [("network", "in", rows.mapped("network")), ("state", "in", LISTENING)]
        )
        for row in rows:
            account = row._choose_account(listening)
            if account:
                row.with_delay(
                    description=self.env._("Check a handle on %s", account.name),
                    identity_key=f"social_care_crm.handle.{row.id}",
                    channel=account._get_call_channel(),
                )._check(account)

    def _choose_account(self, accounts):
        """Return an account that can ask the network, of the contact's company if it
        has one.

        :param accounts: ``social.care.account``
        """
        company = self.partner_id.sudo().company_id
        return accounts.filtered(
            lambda account: (
                account.network == self.network
                and (not company or account.company_id == company)
            )
        )[:1]

    def _check(self, account):
        """Job: note the ID that the network has for the handle now.

        :param account: ``social.care.account`` that asks
        :raise RetryableJobError: if the network cannot tell now; a few times
        """
        if not self.exists() or not account._is_listening():
            return
        if account._is_in_wrong_channel():
            self._enqueue_check()
            return
        account._take_line()
        asking = account._set_deadline(account.sudo())
        try:
            found = asking._get_connector()._find_by_handle(asking, self.handle)
        except Slow:
            self._enqueue_check()
        except (RateLimited, Temporary) as error:
            raise RetryableJobError(str(error), RETRY_SECONDS) from error
        except ConnectorError:
            # Without an ID the handle stays a hint.
            return
        else:
            self._keep(account, found)

    def _keep(self, account, found):
        """Store what the network answered.

        :param found: ``tools.values.Author``, False or None
        """
        if found is None or (found and not is_id(found.external_id)):
            return
        profiles = self.env["social.care.profile"]
        self.sudo().write(
            {
                "scope": account.profile_scope.partition("#")[0],
                "external_id": found and found.external_id,
                "found_name": found and profiles._clean_name(found.name),
                "checked_at": fields.Datetime.now(),
            }
        )

    # -- personal data ---------------------------------------------------------

    def _export(self):
        """Return the stored values."""
        return [
            {
                "network": row.network,
                "handle": row.name,
                "external_id": row.external_id or None,
                "found_name": row.found_name or None,
                "checked_at": row.checked_at or None,
            }
            for row in self
        ]
