# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareThread(models.Model):
    """What is said in a conversation moves its ticket in the queue."""

    _inherit = "social.care.thread"

    def _refresh(self):
        result = super()._refresh()
        self.env.flush_all()
        self.sudo().ticket_id._sync_work()
        return result
