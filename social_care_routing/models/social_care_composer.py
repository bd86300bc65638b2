# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class SocialCareComposer(models.Model):
    """The next offer waits while an agent has a reply in hand, no longer."""

    _inherit = "social.care.composer"

    @api.model
    def _release(self, thread):
        result = super()._release(thread)
        self.env["social.care.routing.drain"]._schedule()
        return result

    @api.model
    def _end(self, thread):
        result = super()._end(thread)
        self.env["social.care.routing.drain"]._schedule()
        return result
