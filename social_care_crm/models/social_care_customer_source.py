# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class SocialCareCustomerSource(models.AbstractModel):
    """A document that the weight of customers rests on: a change of it computes the
    customers anew.
    """

    _name = "social.care.customer.source"
    _description = "Source of Customer Weights"

    # Names of the fields that terms read.
    _social_care_weight_fields = frozenset()

    def _social_care_get_customers(self):
        """Return the contacts whose weight rests on these documents."""
        return self.sudo().partner_id

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._social_care_get_customers()._social_care_recompute()
        return records

    def write(self, vals):
        if not self._social_care_weight_fields & vals.keys():
            return super().write(vals)
        before = self._social_care_get_customers()
        result = super().write(vals)
        (before | self._social_care_get_customers())._social_care_recompute()
        return result

    def unlink(self):
        contacts = self._social_care_get_customers()
        result = super().unlink()
        contacts._social_care_recompute()
        return result
