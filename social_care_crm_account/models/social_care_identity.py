# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareIdentity(models.AbstractModel):
    _inherit = "social.care.identity"

    def _list_documents(self, spellings):
        """Add posted invoices and credit notes of customers."""
        invoices = self.env["account.move"].search(
            [
                ("name", "in", spellings),
                ("state", "=", "posted"),
                ("move_type", "in", ("out_invoice", "out_refund")),
            ]
        )
        return super()._list_documents(spellings) + [
            (invoice.name, invoice.partner_id) for invoice in invoices
        ]
