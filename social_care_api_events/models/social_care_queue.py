# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class SocialCareQueue(models.AbstractModel):
    """Offers are written in SQL; outside desktops are told of them all the same."""

    _inherit = "social.care.queue"

    @api.model
    def _claim_work(self, decisions, now):
        works = self.env["social.care.work"]
        works.browse(decision.item.id for decision in decisions)._watch()
        return super()._claim_work(decisions, now)
