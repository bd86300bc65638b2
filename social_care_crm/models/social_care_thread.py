# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, models


class SocialCareThread(models.Model):
    _inherit = "social.care.thread"

    @api.model
    def get_conversation(self, thread_id):
        """Add who the customer is, or may be."""
        values = super().get_conversation(thread_id)
        panel = self.env["social.care.identity.panel"]
        return {**values, "identity": panel.get_identity(thread_id)}
