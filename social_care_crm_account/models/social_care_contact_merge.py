# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class SocialCareContactMerge(models.Model):
    _inherit = "social.care.contact.merge"

    @api.model
    def _get_documents(self):
        return (
            *super()._get_documents(),
            ("account.move", "partner_id"),
            ("account.move", "commercial_partner_id"),
            ("account.move", "partner_shipping_id"),
            ("account.move.line", "partner_id"),
            ("account.payment", "partner_id"),
        )

    @api.model
    def _filter_movable(self, model, ids):
        """Leave out entries that are closed, with their lines and payments."""
        ids = super()._filter_movable(model, ids)
        if not ids or not model.startswith("account."):
            return ids
        records = self.env[model].sudo().browse(ids).exists()
        return records.filtered(lambda one: not self._is_closed(one)).ids

    def _is_closed(self, record):
        """Whether an entry is secured by a hash, or its period is locked.

        :param record: entry, line or payment
        """
        move = record if record._name == "account.move" else record.move_id
        if move.state != "posted":
            return False
        company = move.company_id
        violated = company._get_violated_lock_dates(move.date, False, move.journal_id)
        return bool(move.inalterable_hash or violated)
