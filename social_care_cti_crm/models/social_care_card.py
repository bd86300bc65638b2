# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareCard(models.AbstractModel):
    """The customer card has the customer's number."""

    _inherit = "social.care.card"

    def _get_card_sections(self, subject):
        phone = subject.partner._social_care_describe_phone()
        return {**super()._get_card_sections(subject), "phone": phone}
