# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import SQL

from ..tools.weight_terms import Revenue, Unpaid


class SocialCareCustomer(models.Model):
    _inherit = "social.care.customer"

    @api.model
    def _get_weight_terms(self):
        return (Revenue(), Unpaid(), *super()._get_weight_terms())

    @api.model
    def _get_starts(self, scope):
        """A relation is as old as its first invoice, if that is older."""
        first = SQL(
            """
            SELECT commercial_partner_id, company_id, invoice_date
            FROM account_move
            WHERE state = 'posted' AND move_type = 'out_invoice' AND %s
            """,
            scope.restrict("commercial_partner_id"),
        )
        return [*super()._get_starts(scope), first]
