# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class SocialCareWorkExplanation(models.AbstractModel):
    _inherit = "social.care.work.explanation"

    @api.model
    def _get_reasons(self):
        reason = self.env._("Not checked in"), self.env._("They check in.")
        return super()._get_reasons() | {"not_checked_in": reason}
