# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class AccountMove(models.Model):
    """Invoices count in the weight of their customer."""

    _name = "account.move"
    _inherit = ["social.care.customer.source", "account.move"]

    _social_care_weight_fields = frozenset(
        ("state", "partner_id", "company_id", "invoice_date")
    )

    # The weight, the card and the day of the first invoice read those of a customer.
    _social_care_customer_idx = models.Index(
        "(commercial_partner_id, invoice_date)"
        " WHERE state = 'posted' AND move_type IN ('out_invoice', 'out_refund')"
    )

    def _social_care_get_customers(self):
        """Drafts and vendor bills count nothing."""
        invoices = self.sudo().filtered(lambda move: move.is_sale_document())
        return invoices.commercial_partner_id

    def _compute_payment_state(self):
        """Payments change what is still to be paid without a write."""
        result = super()._compute_payment_state()
        posted = self.filtered(lambda move: move.state == "posted")
        posted._origin._social_care_get_customers()._social_care_recompute()
        return result
