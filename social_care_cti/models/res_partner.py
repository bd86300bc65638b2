# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools import numbers


class ResPartner(models.Model):
    """A contact is found by its number with each call."""

    _inherit = "res.partner"

    # Social Care: CRM declares the same index under the same name.
    _social_care_phone_idx = models.Index("USING hash (phone_sanitized)")

    def _social_care_describe_phone(self):
        """:return: dict of the number of one contact, to call it; False without one"""
        if not self.phone:
            return False
        number = self.phone_sanitized or self.phone
        return {"number": number, "shown": numbers.show(number), "partner_id": self.id}
