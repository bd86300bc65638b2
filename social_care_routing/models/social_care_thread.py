# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models


class SocialCareThread(models.Model):
    """Messages of a conversation update the work item of its ticket."""

    _inherit = "social.care.thread"

    def _take_on(self, user):
        """Assign an unassigned ticket to the member of its team who answers it, so that
        it is not offered to anyone else meanwhile."""
        result = super()._take_on(user)
        for ticket in self.ticket_id.filtered(lambda t: not t.user_id):
            if user in ticket.team_id.user_ids:
                ticket.user_id = user
        return result

    def _refresh(self):
        result = super()._refresh()
        self.env.flush_all()
        self.sudo().ticket_id._sync_social_care_work()
        return result
