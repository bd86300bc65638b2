# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    """Odoo's merge of contacts: what SQL moves is noted before, and told afterwards."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _update_foreign_keys(self, src_partners, dst_partner):
        self.env["social.care.contact.merge"]._log(src_partners, dst_partner)
        self.env.flush_all()
        result = super()._update_foreign_keys(src_partners, dst_partner)
        self.env.invalidate_all()
        return result

    def _log_merge_operation(self, src_partners, dst_partner):
        result = super()._log_merge_operation(src_partners, dst_partner)
        merges = self.env["social.care.contact.merge"].sudo()
        merges.search(
            [
                ("partner_id", "=", dst_partner.id),
                ("source_id", "in", src_partners.ids),
            ]
        )._follow()
        self._social_care_drop_stale_customers(dst_partner)
        return result

    def _social_care_drop_stale_customers(self, contact):
        """Compute the customer anew. Odoo moves the rows of the merged contacts by SQL:
        they are stale.

        :param contact: ``res.partner`` that stayed
        """
        customers = self.env["social.care.customer"].sudo()
        rows = customers.search([("partner_id", "=", contact.id)])
        rows.filtered(lambda row: row.contact_key != contact.id).unlink()
        contact.commercial_partner_id._social_care_recompute()
