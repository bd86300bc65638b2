# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from odoo.addons.social_care.models.helpdesk_ticket import AGENT


class SocialCareCard(models.AbstractModel):
    _inherit = "social.care.card"

    def _get_card_sections(self, subject):
        return {
            **super()._get_card_sections(subject),
            "rating": self._get_rating(subject.partner),
        }

    def _get_rating(self, partner):
        """Return what a contact gave, of the ratings that the user may read.

        :return: dict (``count``, ``average`` from 1 to 5), falsy without ratings
        """
        if not partner or not self.env.user.has_group(AGENT):
            return False
        count = partner.social_care_rating_count
        return count and {"count": count, "average": partner.social_care_rating_avg}
