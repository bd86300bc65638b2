# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from odoo.addons.social_care_crm.tools.weight import Complaints

NEGATIVE = "ticket.social_care_sentiment = 'negative'"


class SocialCareCustomer(models.Model):
    _inherit = "social.care.customer"

    @api.model
    def _get_weight_terms(self):
        """A ticket that began in a bad mood was a complaint."""
        complaints = Complaints(NEGATIVE)
        return tuple(
            complaints if term.code == complaints.code else term
            for term in super()._get_weight_terms()
        )
