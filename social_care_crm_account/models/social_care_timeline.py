# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models
from odoo.tools import format_date

from odoo.addons.social_care_crm.tools.timeline import Path, Source

INVOICE = Source(
    code="invoice",
    model="account.move",
    label=lambda env: env._("Invoices"),
    icon="fa-file-text-o",
    paths=(
        Path(
            "account_move row WHERE row.partner_id = person.id"
            " AND row.move_type IN ('out_invoice', 'out_refund')"
            " AND row.state = 'posted'",
            at="row.invoice_date::timestamp",
        ),
    ),
    fields=(
        "name",
        "move_type",
        "payment_state",
        "invoice_date_due",
        "invoice_user_id",
        "amount_total",
        "currency_id",
        "partner_id",
    ),
)


class SocialCareTimeline(models.AbstractModel):
    _inherit = "social.care.timeline"

    @api.model
    def _get_sources(self):
        return (*super()._get_sources(), INVOICE)

    def _describe_invoice(self, moves, subject):
        states = dict(moves._fields["payment_state"]._description_selection(self.env))
        return {
            move.id: {
                "title": move.name,
                "text": self._get_invoice_text(move),
                "person": self._get_person(move.partner_id, subject.partner),
                "state": states.get(move.payment_state, ""),
                "user_ids": move.invoice_user_id.ids,
            }
            for move in moves
        }

    def _get_invoice_text(self, move):
        amount = move.currency_id.format(move.amount_total)
        due = move.invoice_date_due
        if not due:
            return amount
        date = format_date(self.env, due)
        return self.env._("%(amount)s, due on %(date)s", amount=amount, date=date)
