# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def _log_merge_operation(self, src_partners, dst_partner):
        """Compute the customer anew. Odoo moves the rows of the merged contacts by SQL:
        they are stale.
        """
        result = super()._log_merge_operation(src_partners, dst_partner)
        customers = self.env["social.care.customer"].sudo()
        rows = customers.search([("partner_id", "=", dst_partner.id)])
        rows.filtered(lambda row: row.contact_key != dst_partner.id).unlink()
        dst_partner.commercial_partner_id._social_care_recompute()
        return result
