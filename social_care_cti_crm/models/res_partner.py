# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class ResPartner(models.Model):
    """Calls of a contact are handed over and erased with what else is known of it."""

    _inherit = "res.partner"

    def _social_care_export(self):
        return {
            **super()._social_care_export(),
            "calls": self._social_care_find_own_calls()._export(),
        }

    def action_erase_social_care_data(self):
        result = super().action_erase_social_care_data()
        self._social_care_find_own_calls()._erase()
        return result

    def _social_care_find_own_calls(self):
        """Calls of these contacts in the companies of the user, in sudo."""
        return (
            self.env["social.care.call"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", self.ids),
                    ("company_id", "in", self.env.companies.ids),
                ]
            )
        )
