# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models


class SocialCareNetworkRecord(models.AbstractModel):
    """Base of records that a network knows under an ID of its own: mentions and
    conversations.

    ``external_id`` is unique within ``scope``, the part of a network that one company
    hears (see ``social.care.account._compute_scope``).
    """

    _name = "social.care.network.record"
    _description = "Record of a Network"

    scope = fields.Char(required=True, readonly=True)
    external_id = fields.Char(string="Network's ID", required=True, readonly=True)
    account_id = fields.Many2one(
        "social.care.account",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    network = fields.Selection(related="account_id.network", store=True)
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True
    )
    profile_id = fields.Many2one(
        "social.care.profile", readonly=True, ondelete="restrict"
    )
    author_name = fields.Char(related="profile_id.display_name", string="Author's name")
    author_handle = fields.Char(related="profile_id.handle")

    @api.model
    def _get_account_vals(self, account):
        """Return the values that a record takes from the account that heard it.

        :param account: ``social.care.account``, one record
        :return: dict of scope, account and company
        """
        return {
            "scope": account.scope,
            "account_id": account.id,
            "company_id": account.company_id.id,
        }
