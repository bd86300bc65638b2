# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from odoo.addons.social_care_cti.tools import numbers


class SocialCareCard(models.AbstractModel):
    """The customer card has the customer's number."""

    _inherit = "social.care.card"

    def _get_card_sections(self, subject):
        return {
            **super()._get_card_sections(subject),
            "phone": self._get_phone(subject),
        }

    def _get_phone(self, subject):
        partner = subject.partner
        if not partner.phone:
            return False
        number = partner.phone_sanitized or partner.phone
        return {
            "number": number,
            "shown": numbers.show(number),
            "partner_id": partner.id,
        }
