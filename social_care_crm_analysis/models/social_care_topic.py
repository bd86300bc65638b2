# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models

from ..tools.purchase_words import KEYWORDS


class SocialCareTopic(models.Model):
    _inherit = "social.care.topic"

    @api.model
    def _get_usual_topics(self):
        """Add the topic of buying intent, which rules can make leads of. The analysis
        learns it by corrections, as any topic.
        """
        own = {"keywords": KEYWORDS, "is_trouble": False}
        return super()._get_usual_topics() | {"Wants to buy": own}
