# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareWork(models.Model):
    _inherit = "social.care.work"

    def _reason_words(self):
        words = (self.env._("Not checked in"), self.env._("They check in."))
        return super()._reason_words() | {"not_checked_in": words}
