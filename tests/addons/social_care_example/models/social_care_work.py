# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareWork(models.Model):
    _inherit = "social.care.work"

    def _get_chip_values(self):
        values = super()._get_chip_values()
        for work in self:
            values[work.id]["starred"] = work.ticket_id.priority == "3"
        return values
